// The activity feed: paging in both directions loses and repeats nothing, filters hold, cursors are checked, lateness is real.
import { describe, expect, it } from 'vitest'
import { all, ask, simulatorAt, turn } from './support/asking.ts'

interface Event {
  readonly id: string
  readonly created_at: string
  readonly type: string
  readonly actor: { readonly type: string; readonly user_id?: string }
  readonly organization_id: string | null
}

const simulator = simulatorAt()
const path = '/v1/compliance/activities'
const days = 'created_at.gte=2026-11-16T00:00:00Z&created_at.lt=2026-11-20T00:00:00Z'
const read = async (query: string) => (await all(simulator, `${path}?${query}`)) as Event[] // the feed's form
const ids = (events: readonly Event[]) => events.map((event) => event.id)

describe('paging', () => {
  it('newest first and oldest first give the same events, whatever the page size', async () => {
    const whole = await read(`${days}&limit=5000`)
    expect(whole.length).toBeGreaterThan(900)
    expect(new Set(ids(whole)).size).toBe(whole.length)
    expect(ids(await read(`${days}&limit=37`))).toEqual(ids(whole))
    expect(ids(await read(`${days}&limit=41&order=asc`))).toEqual(ids(whole).reverse())
    const times = whole.map((event) => event.created_at)
    expect(times).toEqual([...times].sort().reverse())
  })

  it('with before_id catches up from a saved event to the newest, page by page', async () => {
    const whole = await read(`${days}&limit=5000`)
    let cursor = whole[300]?.id ?? ''
    const caught: Event[] = []
    for (let more = true; more; ) {
      const { body } = await ask(simulator, `${path}?${days}&limit=64&before_id=${cursor}`)
      caught.unshift(...body.data)
      more = body.has_more
      cursor = body.first_id ?? cursor
    }
    expect(ids(caught)).toEqual(ids(whole).slice(0, 300))
    const empty = await ask(simulator, `${path}?${days}&before_id=${cursor}`)
    expect(empty.body).toEqual({ data: [], has_more: false, first_id: null, last_id: null })
  })

  it('survives a change of key, because cursors belong to the organization', async () => {
    const first = await ask(simulator, `${path}?limit=10`)
    const next = `${path}?limit=10&after_id=${first.body.last_id}`
    expect((await ask(simulator, next, 'compliance')).body).toEqual((await ask(simulator, next, 'admin')).body)
  })
})

describe('filters', () => {
  it('by type, by excluded type, by actor, by organization', async () => {
    const whole = await read(`${days}&limit=5000`)
    const chats = whole.filter((event) => event.type === 'claude_chat_created')
    expect(ids(await read(`${days}&limit=50&activity_types[]=claude_chat_created`))).toEqual(ids(chats))
    const rest = await read(`${days}&limit=500&exclude_activity_types[]=claude_chat_created`)
    expect(rest).toHaveLength(whole.length - chats.length)
    const somebody = chats[0]?.actor.user_id ?? ''
    const own = whole.filter((event) => event.actor.user_id === somebody)
    expect(ids(await read(`${days}&limit=50&actor_ids[]=${somebody}`))).toEqual(ids(own))
    expect(ids(await read(`${days}&limit=50&user_ids[]=${somebody}`))).toEqual(ids(own))
    const ours = await read(`${days}&limit=900&organization_ids[]=${simulator.world.company.uuid}`)
    expect(ids(ours)).toEqual(ids(whole.filter((event) => event.organization_id !== null)))
  })

  it('by time are exact at both ends', async () => {
    const whole = await read(`${days}&limit=5000`)
    const { created_at: edge = '' } = whole[100] ?? {}
    const at = (query: string) => read(`${query}=${edge}&limit=5000&created_at.gte=2026-11-16T00:00:00Z`)
    expect((await at('created_at.lte')).some((event) => event.created_at === edge)).toBe(true)
    expect((await at('created_at.lt')).some((event) => event.created_at === edge)).toBe(false)
    const after = await read(`created_at.gt=${edge}&created_at.lt=2026-11-20T00:00:00Z&limit=5000`)
    expect(ids(after)).toEqual(ids(whole.filter((event) => event.created_at > edge)))
  })
})

describe('a question is refused', () => {
  const bad = [
    [
      'with an unknown parameter',
      'created_at[gte]=2026-11-01T00:00:00Z',
      "Unknown query parameter: 'created_at[gte]'. Did you mean 'created_at.gte'?",
    ],
    ['with an unknown parameter of no likeness', 'colour=red', "Unknown query parameter: 'colour'."],
    ['with a limit above 5000', 'limit=5001', 'limit: Input should be less than or equal to 5000'],
    ['with a limit of nothing', 'limit=0', 'limit: Input should be greater than or equal to 1'],
    [
      'with a cursor that was never given',
      'after_id=activity_invalid123',
      'Invalid `after_id`. No activity found for `after_id` "activity_invalid123"',
    ],
    ['with both cursors', 'after_id=a&before_id=b', 'Only one of `after_id` and `before_id` may be provided'],
    [
      'with both lists of types',
      'activity_types[]=a_b&exclude_activity_types[]=c_d',
      'Only one of `activity_types[]` and `exclude_activity_types[]` may be provided',
    ],
    ['with another order', 'order=up', "order: Input should be 'asc' or 'desc'"],
  ] as const
  it.each(bad)('%s', async (_, query, message) => {
    const { status, body } = await ask(simulator, `${path}?${query}`)
    expect(status).toBe(400)
    expect(body).toEqual({ error: { type: 'invalid_request_error', message } })
  })

  it('with a date for a time, in the documented words', async () => {
    const { body } = await ask(simulator, `${path}?created_at.gte=2024-01-01`)
    expect(body.error.message).toContain('Timestamps must be provided in RFC 3339 format')
  })
})

describe('lateness', () => {
  it('an event can be read a minute after it happened, not before', async () => {
    const moved = simulatorAt()
    const { company, clock } = moved.world
    const event = company.activitiesOf(company.incident).at(40)
    if (event === undefined) throw new Error('no event')
    const newest = async () => (await ask(moved, `${path}?limit=1`)).body.first_id
    clock.set(new Date(event.at + 59_000))
    expect(await newest()).not.toBe(event.id)
    clock.set(new Date(event.at + 60_000))
    expect(await newest()).toBe(event.id)
  })

  it('a late event stands where its date says, behind the cursor of a reader who has passed', async () => {
    const fresh = simulatorAt()
    const before = await ask(fresh, `${path}?limit=1`)
    const made = await turn(fresh, 'knobs', {
      late_event: { created_at: '2026-11-18T10:00:00.500Z', type: 'claude_chat_deleted' },
    })
    expect(made.status).toBe(200)
    const caught = await ask(fresh, `${path}?before_id=${before.body.first_id}`)
    expect(caught.body.data).toEqual([])
    const window =
      '?created_at.gte=2026-11-18T10:00:00Z&created_at.lte=2026-11-18T10:00:00Z&activity_types[]=claude_chat_deleted'
    const found = await ask(fresh, path + window)
    expect(found.body.data).toHaveLength(1)
    const around = await ask(fresh, `${path}?limit=3&after_id=${found.body.last_id}`)
    expect(around.body.data).toHaveLength(3)
  })

  it('our own reads come back when the knob says so', async () => {
    const live = simulatorAt()
    await turn(live, 'knobs', { own_reads: 'live' })
    await ask(live, '/v1/organizations/users?limit=1')
    await ask(live, `${path}?limit=1`, 'compliance', { 'user-agent': 'Tallystick/1.0' })
    await turn(live, 'clock', { advance_ms: 61_000 })
    const { body } = await ask(live, `${path}?limit=2`)
    expect(body.data.map((event: Event) => event.type).sort()).toEqual(['compliance_api_accessed', 'org_users_listed'])
    expect(JSON.stringify(body.data)).toContain('Tallystick/1.0')
  })
})
