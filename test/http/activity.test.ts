import { beforeAll, describe, expect, it } from 'vitest'
import { dayOf } from '../../worker/db/tenant/range.ts'
import { activity } from '../../worker/db/tenant/schema.ts'
import { activityRoutes } from '../../worker/http/routes/activity.ts'
import { ActivityAnswer } from '../../worker/http/schemas/people.ts'
import { newSubjectId, newTenantId } from '../../worker/ids.ts'
import { activitySeed, daysBack, insertRows } from '../db/seed.ts'
import { actorOf, get, nameInDirectory, parseCsv } from './read-app.ts'

const TODAY = dayOf(new Date())
const tenant = newTenantId()
const other = newTenantId()
const ada = newSubjectId()
const makeRows = (owner: typeof tenant) =>
  daysBack(TODAY, 40).flatMap((day) => [
    activitySeed(owner, `${day}T10:00:00.000Z`, { subject: ada }),
    activitySeed(owner, `${day}T10:00:00.000Z`, {
      type: 'token.created',
      category: 'tallystick',
      vendor: 'tallystick',
    }),
    activitySeed(owner, `${day}T11:00:00.000Z`, { type: 'compliance_api_accessed', category: 'audit', machine: 1 }),
  ])
const rows = makeRows(tenant)
const last28 = rows.filter((row) => daysBack(TODAY, 28).includes(row.at.slice(0, 10)))

beforeAll(async () => {
  await insertRows(activity, [...rows, ...makeRows(other)])
  await nameInDirectory(tenant, { people: { [ada]: { email: 'ada@example.com', seq: 1 } } })
})

const ask = (path: string, role: Parameters<typeof actorOf>[1] = 'owner', owner = tenant) =>
  get(activityRoutes, actorOf(owner, role), path)
const read = async (query: string) => ActivityAnswer.parse((await ask(`/api/activity?${query}`)).json())

describe('GET /api/activity', () => {
  it('answers as its schema says and leaves machines out unless asked', async () => {
    const answer = await read('')
    expect(answer.total).toBe(56)
    expect(answer.rows.find(({ who }) => who !== null)?.who).toEqual({ subject: ada, email: 'ada@example.com' })
    expect((await read('machine=1')).total).toBe(84)
  })
  it('takes filters that repeat', async () => {
    expect((await read('category=chat&category=tallystick')).total).toBe(56)
    expect((await read(`type=token.created&type=claude_chat_created&person=${ada}`)).total).toBe(28)
  })
  it('pages through everything with an opaque cursor', async () => {
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const page: ActivityAnswer = await read(`machine=1&limit=9${cursor === null ? '' : `&cursor=${cursor}`}`)
      seen.push(...page.rows.map(({ seq }) => seq))
      cursor = page.next_cursor
    } while (cursor !== null)
    expect(seen).toHaveLength(84)
    expect([...seen].sort((a, b) => a - b)).toEqual(last28.map(({ seq }) => Number(seq)).sort((a, b) => a - b))
  })
  it.each([
    'vendor=acme',
    'machine=yes',
    'limit=0',
    'from=2026-11-31',
    'cursor=nonsense',
    `cursor=${btoa('["a","b"]')}`,
  ])('refuses %s in words', async (query) => {
    const reply = await ask(`/api/activity?${query}`)
    expect([reply.status, reply.json()]).toMatchObject([400, { error: { message: expect.any(String) } }])
  })
  it('needs read:activity', async () => {
    expect((await ask('/api/activity', 'finance')).status).toBe(403)
    expect((await ask('/api/activity.csv', 'member')).status).toBe(403)
    expect((await ask('/api/activity', 'auditor')).status).toBe(200)
  })
  it('shows another tenant nothing of this one', async () => {
    expect((await ask('/api/activity?machine=1', 'owner', newTenantId())).json()).toMatchObject({ rows: [], total: 0 })
  })
})

describe('GET /api/activity.csv', () => {
  it('holds exactly the events that the filter selects, in order', async () => {
    const [head = [], ...lines] = parseCsv((await ask('/api/activity.csv?category=tallystick')).text)
    const expected = (await read('category=tallystick&limit=1000')).rows
    expect(lines.map((cells) => cells[head.indexOf('record')])).toEqual(expected.map(({ seq }) => String(seq)))
    expect(lines[0]?.[head.indexOf('event')]).toBe('API token created')
  })
})
