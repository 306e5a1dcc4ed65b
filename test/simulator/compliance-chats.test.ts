// The list of chats: filters, two orders, cursors that last, and what may not be asked together.
import { describe, expect, it } from 'vitest'
import { chatTruth } from './chat-truth.ts'
import { all, ask, moment, simulatorAt, turn } from './support/asking.ts'

interface Row {
  readonly id: string
  readonly name: string
  readonly created_at: string
  readonly updated_at: string
  readonly deleted_at: string | null
  readonly project_id: string | null
  readonly organization_uuid: string
  readonly user: { readonly id: string; readonly email_address: string } | null
}
const CHATS = '/v1/compliance/apps/chats'
const simulator = simulatorAt()
const chats = async (query: string, by = simulator) => (await all(by, `${CHATS}?${query}`, 'compliance')) as Row[]
const refused = async (query: string) => {
  const { status, body } = await ask(simulator, `${CHATS}?${query}`, 'compliance')
  expect(status).toBe(400)
  return String(body.error.message)
}

describe('the whole tree', () => {
  it.each(['created_at', 'updated_at'] as const)('comes oldest first by %s, whatever the page size', async (order) => {
    const once = await chats(`order_by=${order}&limit=1000`)
    expect(new Set(once.map(({ id }) => id))).toEqual(new Set(chatTruth(simulator.world).map(({ id }) => id)))
    expect(once.map((row) => row[order])).toEqual(once.map((row) => row[order]).sort())
    expect(await chats(`order_by=${order}&limit=37`)).toEqual(once)
  })

  it('is cut by times of the order that is asked for', async () => {
    const rows = await chats(
      'order_by=updated_at&updated_at.gte=2026-11-01T00:00:00Z&updated_at.lt=2026-11-11T00:00:00Z&limit=7',
    )
    expect(rows.length).toBeGreaterThan(10)
    for (const { updated_at: at } of rows) expect(at >= '2026-11-01' && at < '2026-11-11').toBe(true)
    const created = await chats('created_at.gt=2026-11-10T00:00:00%2B02:00')
    for (const { created_at: at } of created) expect(at > '2026-11-09T22:00:00Z').toBe(true)
  })

  it('begins with nobody’s chats as well as somebody’s, with names and without, in projects and outside', async () => {
    const rows = await chats('limit=1000')
    expect(rows.filter(({ user }) => user === null).length).toBeGreaterThan(0)
    expect(rows.filter(({ name, deleted_at: at }) => name === '' && at === null).length).toBeGreaterThan(5)
    expect(rows.filter(({ project_id: id }) => id !== null).length).toBeGreaterThan(50)
  })

  it('answers an empty page with null cursors', async () => {
    const { body } = await ask(simulator, `${CHATS}?created_at.gte=2027-01-01T00:00:00Z`, 'compliance')
    expect(body).toEqual({ data: [], has_more: false, first_id: null, last_id: null })
  })
})

describe('chats of some people', () => {
  const first = async () => (await chats('limit=1000')).find(({ user }) => user !== null)?.user?.id ?? ''

  it('can be asked for with their projects, forwards and backwards', async () => {
    const id = await first()
    const theirs = await chats(`user_ids[]=${id}&limit=1000`)
    expect(new Set(theirs.map(({ user }) => user?.id))).toEqual(new Set([id]))
    const project = theirs.find(({ project_id: one }) => one !== null)?.project_id
    for (const row of await chats(`user_ids[]=${id}&project_ids[]=${project}`)) expect(row.project_id).toBe(project)
    const { body: head } = await ask(simulator, `${CHATS}?user_ids[]=${id}&limit=3`, 'compliance')
    const next = `${CHATS}?user_ids[]=${id}&limit=2`
    const { body: after } = await ask(simulator, `${next}&after_id=${encodeURIComponent(head.last_id)}`, 'compliance')
    const { body: back } = await ask(simulator, `${next}&before_id=${encodeURIComponent(after.first_id)}`, 'compliance')
    expect(back.data).toEqual(theirs.slice(1, 3))
    expect(back.has_more).toBe(true)
  })

  it('are not cut by change, and are asked of ten people at most', async () => {
    const id = await first()
    expect(await refused(`user_ids[]=${id}&updated_at.gte=2026-01-01T00:00:00Z`)).toContain('user_ids')
    expect(await refused(`user_ids[]=${id}&order_by=updated_at`)).toContain('user_ids')
    expect(await refused(Array.from({ length: 11 }, (_, at) => `user_ids[]=u${at}`).join('&'))).toContain('10')
  })
})

describe('a question that is refused', () => {
  it.each([
    ['user_ids=x', "Unknown query parameter: 'user_ids'. Did you mean 'user_ids[]'?"],
    [
      'created_at[gte]=2026-01-01T00:00:00Z',
      "Unknown query parameter: 'created_at[gte]'. Did you mean 'created_at.gte'?",
    ],
    ['limit=1500', 'limit: Input should be less than or equal to 1000'],
    ['updated_at.gte=2026-01-01T00:00:00Z', '`updated_at` filters require `order_by=updated_at`'],
    ['order_by=updated_at&created_at.gte=2026-01-01T00:00:00Z', '`created_at` filters require `order_by=created_at`'],
    ['before_id=x', '`before_id` can only be used with `user_ids[]`'],
    ['project_ids[]=x', '`project_ids[]` can only be used with `user_ids[]`'],
    ['after_id=nonsense', 'Invalid `after_id`. No object found for `after_id` "nonsense"'],
  ])('%s', async (query, words) => {
    expect(await refused(query)).toBe(words)
  })

  it('a time without a zone, and a cursor of the other order', async () => {
    expect(await refused('created_at.gte=2026-01-01')).toContain('invalid timestamp format')
    const { body } = await ask(simulator, `${CHATS}?limit=2`, 'compliance')
    expect(await refused(`order_by=updated_at&after_id=${encodeURIComponent(body.last_id)}`)).toContain('after_id')
  })
})

describe('what changes', () => {
  const START = new Date('2026-11-20T10:00:00Z')
  /** Everything after a saved cursor, and the cursor after that. */
  const since = async (by: typeof simulator, cursor: string) => {
    const path = `${CHATS}?order_by=updated_at&limit=1000&after_id=${encodeURIComponent(cursor)}`
    const { body } = await ask(by, path, 'compliance')
    return { ids: (body.data as Row[]).map(({ id }) => id), last: body.last_id as string | null }
  }
  const fresh = async () => {
    const by = simulatorAt(START)
    await turn(by, 'clock', { now: moment.toISOString() })
    const { body } = await ask(by, `${CHATS}?order_by=updated_at&limit=1000`, 'compliance')
    const [chat] = chatTruth(by.world).filter(({ deleted }) => !deleted)
    await turn(by, 'clock', { advance_ms: 5_000 })
    return { by, last: body.last_id as string, id: chat?.id ?? '' }
  }

  it.each([
    ['a message', (id: string) => ({ add_message: { chat: id, text: 'one more' } })],
    ['a deletion', (id: string) => ({ delete_chat: id })],
    ['an emptying', (id: string) => ({ empty_chat: id })],
  ])('comes again after %s, and is then the last', async (_, change) => {
    const { by, last, id } = await fresh()
    expect((await since(by, last)).ids).toEqual([])
    expect((await turn(by, 'knobs', change(id))).status).toBe(200)
    const { ids, last: next } = await since(by, last)
    expect(ids).toEqual([id])
    expect((await since(by, next ?? '')).ids).toEqual([])
  })

  it('does not come again for a new name', async () => {
    const { by, last, id } = await fresh()
    await turn(by, 'knobs', { rename_chat: { id, name: 'Renamed' } })
    expect((await since(by, last)).ids).toEqual([])
    expect((await chats('limit=1000', by)).find((row) => row.id === id)?.name).toBe('Renamed')
  })

  it('is gone when the vendor removes it', async () => {
    const { by, id } = await fresh()
    await turn(by, 'knobs', { remove_chat: id })
    expect((await chats('limit=1000', by)).map((row) => row.id)).not.toContain(id)
  })
})

describe('the tree with a linked organization', () => {
  it('has two organizations, and chats are filtered by either id of one', async () => {
    const by = simulatorAt()
    await turn(by, 'knobs', { linked_organization: 'on' })
    const { company } = by.world
    const organizations = (await all(by, '/v1/compliance/organizations?limit=1', 'compliance')) as { uuid: string }[]
    expect(organizations.map(({ uuid }) => uuid)).toEqual([company.uuid, company.linked.uuid])
    const users = await all(by, `/v1/compliance/organizations/${company.linked.uuid}/users?limit=3`, 'compliance')
    expect(users.length).toBeGreaterThan(3)
    for (const id of [company.linked.uuid, company.linked.tag]) {
      const rows = await chats(`organization_ids[]=${id}&limit=1000`, by)
      expect(rows.length).toBeGreaterThan(30)
      expect(new Set(rows.map((row) => row.organization_uuid))).toEqual(new Set([company.linked.uuid]))
    }
  })
})
