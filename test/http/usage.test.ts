import { beforeAll, describe, expect, it } from 'vitest'
import { dayOf } from '../../worker/db/tenant/range.ts'
import { usage, workspace } from '../../worker/db/tenant/schema.ts'
import { usageRoutes } from '../../worker/http/routes/usage.ts'
import { UsageAnswer, UsageRows } from '../../worker/http/schemas/usage.ts'
import { newSubjectId, newTenantId } from '../../worker/ids.ts'
import { daysBack, insertRows, type UsageSeed, usageSeed } from '../db/seed.ts'
import { actorOf, get, nameInDirectory, parseCsv } from './read-app.ts'

const TODAY = dayOf(new Date())
const tenant = newTenantId()
const other = newTenantId()
const ada = newSubjectId()
const HUGE = 9_007_199_254_740_993n

const makeRows = (owner: typeof tenant): UsageSeed[] =>
  daysBack(TODAY, 60).flatMap((day, at) => [
    usageSeed(owner, day, { apiKey: 'apikey_1', subject: ada, estimate: HUGE }),
    usageSeed(owner, day, { model: 'claude-haiku-5-5', workspace: 'wrkspc_1', estimate: at % 3 === 0 ? null : -1n }),
    usageSeed(owner, day, { model: '=HYPERLINK("x")', workspace: 'wrkspc_1', cacheRead: HUGE }),
  ])
const rows = makeRows(tenant)
const last28 = rows.filter((row) => daysBack(TODAY, 28).includes(row.day))

beforeAll(async () => {
  await insertRows(usage, [...rows, ...makeRows(other)])
  await insertRows(workspace, [
    { tenant, vendor: 'anthropic', id: 'wrkspc_1', name: 'Research, "new"', isDefault: 0, vanished: 0, seq: 0, rev: 0 },
  ])
  await nameInDirectory(tenant, {
    people: { [ada]: { name: 'Ada Example', seq: 1 } },
    labels: { apikey_1: { name: 'nightly', seq: 1 } },
  })
})

const ask = (path: string, role: Parameters<typeof actorOf>[1] = 'owner', owner = tenant) =>
  get(usageRoutes, actorOf(owner, role), path)

describe('GET /api/usage', () => {
  it('answers the last 28 days as its schema says, names included', async () => {
    const reply = await ask('/api/usage?by=key')
    const answer = UsageAnswer.parse(reply.json())
    expect(reply.status).toBe(200)
    expect(answer.range).toEqual({ from: daysBack(TODAY, 28)[0], to: TODAY, days: 28 })
    expect(answer.totals.records).toBe(last28.length)
    expect(answer.totals.estimate.nano).toBe(String(last28.reduce((sum, row) => sum + BigInt(row.estimate ?? 0), 0n)))
    expect(answer.groups.map(({ label }) => label).sort()).toEqual(['No key', 'nightly'])
  })
  it('takes a filter that repeats', async () => {
    const two = UsageAnswer.parse((await ask('/api/usage?model=claude-opus-5-5&model=claude-haiku-5-5')).json())
    expect(two.groups.map(({ key }) => key).sort()).toEqual(['claude-haiku-5-5', 'claude-opus-5-5'])
    const one = UsageAnswer.parse((await ask('/api/usage?model=claude-opus-5-5&workspace=default')).json())
    expect(one.totals.records).toBe(28)
  })
  it.each([
    ['from=2026-02-30', 'query.from', 'no such day'],
    ['from=2026-11-02&to=2026-11-01', 'query.from', 'begins after it ends'],
    ['from=2020-01-01&to=2026-01-01', 'query.from', 'at most 800'],
    ['from=yesterday', 'query.from', ''],
    ['by=colour', 'query.by', ''],
    ['step=hour', 'query.step', ''],
    ['vendor=acme', 'query.vendor', ''],
  ])('refuses %s in words', async (query, path, words) => {
    const reply = await ask(`/api/usage?${query}`)
    expect(reply.status).toBe(400)
    expect(reply.json()).toMatchObject({
      error: { code: 'invalid_request', details: [{ path, problem: expect.stringContaining(words) }] },
    })
  })
  it('shows another tenant nothing of this one', async () => {
    const answer = UsageAnswer.parse((await ask('/api/usage', 'owner', newTenantId())).json())
    expect(answer).toMatchObject({ groups: [], totals: { records: 0 }, freshness: { empty: 'not_connected' } })
  })
  it('needs read:usage, and read:people for questions about people', async () => {
    expect((await ask('/api/usage', 'member')).status).toBe(403)
    expect((await ask('/api/usage', 'finance')).status).toBe(200)
    for (const path of [
      '/api/usage?by=person',
      `/api/usage?person=${ada}`,
      `/api/usage/rows?person=${ada}`,
      `/api/usage.csv?person=${ada}`,
      '/api/usage/rows?by=person',
      '/api/usage.csv?by=person',
    ]) {
      expect((await ask(path, 'finance')).status, path).toBe(403)
      expect((await ask(path, 'auditor')).status, path).toBe(200)
    }
  })
})

describe('GET /api/usage/rows', () => {
  it('pages through everything with an opaque cursor', async () => {
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const reply = await ask(`/api/usage/rows?limit=25${cursor === null ? '' : `&cursor=${cursor}`}`)
      const page: UsageRows = UsageRows.parse(reply.json())
      expect(page.total).toBe(last28.length)
      seen.push(...page.rows.map(({ seq }) => seq))
      cursor = page.next_cursor
      expect(cursor ?? '').toMatch(/^[\w-]*$/)
    } while (cursor !== null)
    expect(seen.sort((a, b) => a - b)).toEqual(last28.map(({ seq }) => Number(seq)))
  })
  it.each(['garbage', 'W10', btoa('["2026-11-01",1]'), btoa('[1,2,3]'), btoa('{"a":1}')])(
    'refuses the cursor %s',
    async (cursor) => {
      const reply = await ask(`/api/usage/rows?cursor=${encodeURIComponent(cursor)}`)
      expect([reply.status, reply.json()]).toMatchObject([400, { error: { code: 'invalid_cursor' } }])
    },
  )
  it.each(['0', '1001', 'many'])('refuses the limit %s', async (limit) => {
    expect((await ask(`/api/usage/rows?limit=${limit}`)).status).toBe(400)
  })
})

describe('the rows behind sums by person', () => {
  const mine = newTenantId()
  const at = (path: string) => ask(path, 'owner', mine)
  beforeAll(() =>
    insertRows(usage, [
      ...Array.from({ length: 5 }, () => usageSeed(mine, TODAY)),
      ...Array.from({ length: 3 }, () => usageSeed(mine, TODAY, { view: 'actors', subject: ada })),
      usageSeed(mine, TODAY, { view: 'actors', speed: 'fast', inferenceGeo: null }),
    ]),
  )
  it('are as many as the sums count, in the list and in the CSV', async () => {
    const sums = UsageAnswer.parse((await at('/api/usage?by=person')).json())
    expect(sums.totals.records).toBe(4)
    expect(UsageRows.parse((await at('/api/usage/rows?by=person')).json()).total).toBe(4)
    expect(UsageRows.parse((await at(`/api/usage/rows?by=person&person=${ada}`)).json()).total).toBe(3)
    expect(UsageRows.parse((await at('/api/usage/rows?by=person&person=')).json()).total).toBe(1)
    expect(parseCsv((await at('/api/usage.csv?by=person')).text)).toHaveLength(5)
    expect(UsageRows.parse((await at('/api/usage/rows?by=model')).json()).total).toBe(5)
  })
  it('page on in the same view', async () => {
    const first = UsageRows.parse((await at('/api/usage/rows?by=person&limit=3')).json())
    const next = UsageRows.parse(
      (await at(`/api/usage/rows?by=person&limit=3&cursor=${first.next_cursor ?? ''}`)).json(),
    )
    expect(new Set([...first.rows, ...next.rows].map(({ seq }) => seq)).size).toBe(4)
  })
  it('take the filters by context window, region and speed, repeated and empty', async () => {
    const total = async (query: string) =>
      UsageRows.parse((await at(`/api/usage/rows?by=person&${query}`)).json()).total
    expect(await total('speed=fast&speed=slow')).toBe(1)
    expect(await total('speed=')).toBe(3)
    expect(await total('inference_geo=&inference_geo=global')).toBe(4)
    expect(await total('inference_geo=&context_window=0-200k')).toBe(1)
    expect(await total('context_window=')).toBe(0)
  })
  it('refuses a dimension that there is not', async () => {
    expect((await at('/api/usage/rows?by=colour')).status).toBe(400)
  })
})

describe('GET /api/usage.csv', () => {
  it('holds exactly the rows that the filter selects, exactly', async () => {
    const reply = await ask('/api/usage.csv?model=claude-haiku-5-5&model=claude-opus-5-5')
    const [head = [], ...lines] = parseCsv(reply.text)
    const at = (name: string) => head.indexOf(name)
    const expected = last28.filter((row) => row.model !== '=HYPERLINK("x")')
    expect(lines).toHaveLength(expected.length)
    for (const row of expected) {
      const line = lines.find((cells) => cells[at('record')] === String(row.seq)) ?? []
      expect(line[at('day')]).toBe(row.day)
      expect(line[at('cache_read')]).toBe(String(row.cacheRead))
      expect(line[at('workspace_name')]).toBe(row.workspace === null ? 'Default' : 'Research, "new"')
      expect(line[at('estimate_usd')]).toBe(
        row.estimate === null ? '' : row.estimate === HUGE ? '9007199.254740993' : '-0.000000001',
      )
    }
    expect(reply.headers.get('content-disposition')).toContain(`usage-${daysBack(TODAY, 28)[0]}-to-${TODAY}.csv`)
  })
  it('disarms what a vendor’s value could make a spreadsheet do', async () => {
    const reply = await ask(`/api/usage.csv?from=${TODAY}`)
    expect(reply.text).toContain(`"'=HYPERLINK(""x"")"`)
    expect(parseCsv(reply.text)).toHaveLength(4)
  })
  it('goes on over many pages', async () => {
    const mine = newTenantId()
    await insertRows(
      usage,
      Array.from({ length: 2_300 }, () => usageSeed(mine, TODAY)),
    )
    const lines = parseCsv((await ask('/api/usage.csv', 'owner', mine)).text)
    expect(lines).toHaveLength(2_301)
    expect(new Set(lines.map((cells) => cells[lines[0]?.indexOf('record') ?? 0])).size).toBe(2_301)
  })
  it('refuses a bad range as JSON in words', async () => {
    expect((await ask('/api/usage.csv?from=2026-11-02&to=2026-11-01')).status).toBe(400)
  })
})
