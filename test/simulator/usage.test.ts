// The usage report: its slices add up, its filters and groups agree, the running day grows, and questions are checked.
import { describe, expect, it } from 'vitest'
import { all, ask, everyDimension, fast, simulatorAt } from './support/asking.ts'

interface Result {
  readonly uncached_input_tokens: number
  readonly output_tokens: number
  readonly cache_read_input_tokens: number
  readonly model: string | null
  readonly workspace_id: string | null
  readonly account_id: string | null
  readonly api_key_id: string | null
}
interface Bucket {
  readonly starting_at: string
  readonly ending_at: string
  readonly results: readonly Result[]
}

const simulator = simulatorAt()
const path = '/v1/organizations/usage_report/messages'
const buckets = async (query: string, headers = {}) =>
  (await all(simulator, `${path}?${query}`, 'admin', headers)) as Bucket[] // the report's form
const sum = (list: readonly Bucket[], name: 'uncached_input_tokens' | 'output_tokens') =>
  list.flatMap((bucket) => bucket.results).reduce((total, row) => total + row[name], 0)
const week = 'starting_at=2026-11-09T00:00:00Z&ending_at=2026-11-16T00:00:00Z'

describe('the numbers', () => {
  it('are the same sum ungrouped, by one dimension, by all, by hour and by page', async () => {
    const total = sum(await buckets(week), 'output_tokens')
    expect(total).toBeGreaterThan(0)
    const ways = [
      `${week}&group_by[]=model`,
      `${week}&group_by[]=workspace_id&group_by[]=account_id`,
      `${week}&limit=2`,
      `${week}&bucket_width=1h&limit=168`,
      `${week}&bucket_width=1h&limit=10&group_by[]=model`,
    ]
    for (const way of ways) expect(sum(await buckets(way), 'output_tokens')).toBe(total)
    expect(sum(await buckets(`${week}&${everyDimension}`, fast), 'output_tokens')).toBe(total)
  })

  it('agree with the truth of each day', async () => {
    const list = await buckets(`starting_at=2026-11-01T00:00:00Z&limit=31&${everyDimension}`, fast)
    const query = new Request('http://any.host/__sim/truth?from=2026-11-01&to=2026-11-20')
    const { days } = (await (await simulator.fetch(query)).json()) as {
      days: { day: string; usage: { rows: number; uncached: number } }[]
    } // our own form
    expect(list.map((bucket) => bucket.starting_at.slice(0, 10))).toEqual(days.map((day) => day.day))
    for (const [index, bucket] of list.entries()) {
      expect(bucket.results).toHaveLength(days[index]?.usage.rows ?? -1)
      expect(sum([bucket], 'uncached_input_tokens')).toBe(days[index]?.usage.uncached)
    }
  })

  it('of a filter are those of the group it names', async () => {
    const grouped = await buckets(`${week}&group_by[]=model`)
    const model = 'claude-opus-5-5'
    const expected = grouped.flatMap((bucket) => bucket.results).filter((row) => row.model === model)
    const filtered = await buckets(`${week}&models[]=${model}`)
    expect(sum(filtered, 'output_tokens')).toBe(expected.reduce((total, row) => total + row.output_tokens, 0))
    expect(filtered.flatMap((bucket) => bucket.results).every((row) => row.model === null)).toBe(true)
    const tiers = await Promise.all(
      ['batch', 'standard', 'priority'].map((tier) => buckets(`${week}&service_tiers[]=${tier}`)),
    )
    const whole = sum(await buckets(week), 'output_tokens')
    expect(tiers.reduce((total, tier) => total + sum(tier, 'output_tokens'), 0)).toBe(whole)
  })

  it('name the default workspace null, and accounts only where OAuth was used', async () => {
    const rows = (await buckets(`${week}&${everyDimension}`, fast)).flatMap((bucket) => bucket.results)
    const { defaultWorkspaceId, workspaces } = simulator.world.company
    expect(rows.some((row) => row.workspace_id === null)).toBe(true)
    expect(rows.some((row) => row.workspace_id === defaultWorkspaceId)).toBe(false)
    const code = workspaces.find((workspace) => workspace.name === 'Claude Code')?.id
    expect(rows.filter((row) => row.account_id !== null).every((row) => row.workspace_id === code)).toBe(true)
    expect(rows.some((row) => row.account_id === null && row.api_key_id === null)).toBe(true)
  })
})

describe('buckets', () => {
  it('come one for each interval, oldest first, empty where nothing happened', async () => {
    const list = await buckets('starting_at=2024-11-18T12:34:56Z&ending_at=2024-12-03T00:00:00Z&limit=4')
    expect(list).toHaveLength(15)
    expect(list[0]).toEqual({ starting_at: '2024-11-18T00:00:00Z', ending_at: '2024-11-19T00:00:00Z', results: [] })
    expect(list.at(-1)?.results.length).toBeGreaterThan(0)
  })

  it('include the running day unless ending_at says otherwise', async () => {
    const open = await buckets('starting_at=2026-11-19T00:00:00Z')
    expect(open.at(-1)?.starting_at).toBe('2026-11-20T00:00:00Z')
    const closed = await buckets('starting_at=2026-11-19T00:00:00Z&ending_at=2026-11-20T12:00:00Z')
    expect(closed.map((bucket) => bucket.starting_at)).toEqual(['2026-11-19T00:00:00Z'])
  })

  it('of the running day grow with the clock and never shrink, hour buckets of the past stay', async () => {
    const moved = simulatorAt(new Date('2026-11-20T00:00:00Z'))
    const ask20 = `${path}?starting_at=2026-11-20T00:00:00Z`
    let before = -1
    for (let hour = 0; hour < 24; hour += 3) {
      moved.world.clock.set(new Date(Date.UTC(2026, 10, 20, hour, 30)))
      const { body } = await ask(moved, ask20)
      const now = sum(body.data, 'output_tokens')
      expect(now).toBeGreaterThan(before)
      before = now
    }
    const nine = async () => (await ask(moved, `${ask20}&bucket_width=1h&limit=10`)).body.data[9]
    const first = await nine()
    moved.world.clock.advance(3_600_000)
    expect(await nine()).toEqual(first)
    moved.world.clock.set(new Date('2026-11-22T00:00:00Z'))
    const whole = (await ask(moved, `${ask20}&ending_at=2026-11-21T00:00:00Z`)).body.data
    expect(sum(whole, 'output_tokens')).toBeGreaterThan(before)
  })
})

describe('a question is refused with the vendor’s form of a 400', () => {
  const bad = [
    ['without starting_at', 'limit=3', /starting_at: Field required/],
    ['with a date for a time', 'starting_at=2026-11-01', /starting_at/],
    ['with too many buckets', `${week}&limit=32`, /limit/],
    ['with too many hours', `${week}&bucket_width=1h&limit=169`, /limit/],
    ['with an unknown dimension', `${week}&group_by[]=colour`, /group_by/],
    ['with a made-up page', `${week}&page=page_bm90LWEtZGF0ZQ==`, /page/],
    ['with an end before its start', 'starting_at=2026-11-02T00:00:00Z&ending_at=2026-11-01T00:00:00Z', /ending_at/],
    ['for speed without the beta header', `${week}&group_by[]=speed`, /fast-mode-2026-02-01/],
  ] as const
  it.each(bad)('%s', async (_, query, message) => {
    const { status, body, headers } = await ask(simulator, `${path}?${query}`)
    expect(status).toBe(400)
    expect(body).toMatchObject({
      type: 'error',
      error: { type: 'invalid_request_error' },
      request_id: headers.get('request-id'),
    })
    expect(body.error.message).toMatch(message)
  })

  it('and speed is a member only with the beta header', async () => {
    const plain = await ask(simulator, `${path}?${week}&limit=1`)
    expect(plain.body.data[0].results[0]).not.toHaveProperty('speed')
    const beta = await buckets(`${week}&limit=1&group_by[]=speed`, fast)
    expect(JSON.stringify(beta)).toContain('"speed":"fast"')
  })
})
