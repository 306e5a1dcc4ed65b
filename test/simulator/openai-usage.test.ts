// Usage at the second vendor: buckets, grouping, filters, page tokens, and the same sums whichever way it is asked.
import { describe, expect, it } from 'vitest'
import { dayNumber } from './days.ts'
import { products } from './openai/company/usage.ts'
import { shapes } from './openai/usage-shapes.ts'
import { simulatorAt, turn } from './support/asking.ts'
import { allOpenai, askOpenai, at, everyUsageDimension, groupBy } from './support/openai-asking.ts'
import { truthOf } from './truth.ts'

type Row = Readonly<Record<string, string | number | boolean | null>>
interface Bucket {
  readonly start_time: number
  readonly end_time: number
  readonly results: readonly Row[]
}

const simulator = simulatorAt()
const { openai } = simulator.world
const buckets = async (path: string, own = simulator): Promise<Bucket[]> => allOpenai(own, path)
const sumOf = (rows: readonly Row[], name: string) => rows.reduce((sum, row) => sum + Number(row[name]), 0)
const week = `start_time=${at('2026-11-12')}&end_time=${at('2026-11-19')}`

describe('buckets', () => {
  it('are UTC days in order, seven unless told otherwise, and the running day is the last', async () => {
    const { body } = await askOpenai(simulator, `usage/completions?start_time=${at('2026-11-10')}`)
    expect(body.data).toHaveLength(7)
    expect(body.has_more).toBe(true)
    const all = await buckets(`usage/completions?start_time=${at('2026-11-10')}`)
    expect(all.map((each) => each.start_time)).toEqual(
      Array.from({ length: 11 }, (_, day) => at('2026-11-10') + day * 86_400),
    )
    expect(all.at(-1)?.end_time).toBe(at('2026-11-21'))
  })

  it('are there when they are empty', async () => {
    const all = await buckets(`usage/completions?start_time=${at('2024-11-01')}&end_time=${at('2024-11-08')}`)
    expect(all.map((each) => each.results)).toEqual(Array.from({ length: 7 }, () => []))
  })

  it('begin short when the start is within a day, so that seven days are eight buckets', async () => {
    const start = at('2026-11-10') + 6 * 3600
    const all = await buckets(`usage/completions?start_time=${start}&end_time=${start + 7 * 86_400}&limit=31`)
    expect(all).toHaveLength(8)
    expect([all[0]?.start_time, all[0]?.end_time]).toEqual([start, at('2026-11-11')])
  })

  it.each([
    ['1h', 24, 168],
    ['1m', 60, 1440],
  ])('of %s are %i a page, at most %i, and add up to the day', async (width, usual, most) => {
    const path = `usage/completions?start_time=${at('2026-11-18')}&end_time=${at('2026-11-19')}&bucket_width=${width}`
    expect((await askOpenai(simulator, path)).body.data).toHaveLength(usual)
    expect((await askOpenai(simulator, `${path}&limit=${most + 1}`)).status).toBe(400)
    const all = await buckets(`${path}&limit=${most}`)
    const whole = await buckets(`usage/completions?start_time=${at('2026-11-18')}&end_time=${at('2026-11-19')}`)
    const sum = sumOf(
      all.flatMap((each) => each.results),
      'output_tokens',
    )
    expect(sum).toBe(sumOf(whole[0]?.results ?? [], 'output_tokens'))
    expect(sum).toBeGreaterThan(0)
  })

  it.each(['limit=32', 'limit=0', 'bucket_width=1w', 'group_by[]=color', 'start_time=soon', 'batch=maybe'])(
    'are refused for %s',
    async (bad) => {
      const path = bad.startsWith('start_time') ? bad : `start_time=${at('2026-11-18')}&${bad}`
      expect((await askOpenai(simulator, `usage/completions?${path}`)).status).toBe(400)
    },
  )

  it('are refused without a start', async () => {
    expect((await askOpenai(simulator, 'usage/completions')).body.error.param).toBe('start_time')
  })
})

describe('grouping', () => {
  it.each(products)('%s: dimensions that were not asked for are null, and rows are merged then', async (product) => {
    const { dimensions } = shapes[product]
    const whole = await buckets(`usage/${product}?${week}`)
    const grouped = await buckets(`usage/${product}?${week}&${groupBy(...dimensions)}`)
    const day = dayNumber('2026-11-18')
    const truth = truthOf(simulator.world, day).openai.usage[product]
    expect(grouped.at(-1)?.results).toHaveLength(truth.rows ?? 0)
    expect(whole.at(-1)?.results).toHaveLength(1)
    for (const name of dimensions) expect(whole.at(-1)?.results[0]?.[name]).toBeNull()
    for (const [name, sum] of Object.entries(truth)) {
      if (name === 'rows') continue
      expect([name, sumOf(grouped.at(-1)?.results ?? [], name)]).toEqual([name, sum])
      expect([name, sumOf(whole.at(-1)?.results ?? [], name)]).toEqual([name, sum])
    }
    const keys = grouped.at(-1)?.results.map((row) => dimensions.map((name) => row[name]).join('|')) ?? []
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('reads brackets and plain repeated names alike', async () => {
    const plain = await askOpenai(simulator, `usage/completions?${week}&group_by=model&group_by=project_id`)
    const bracket = await askOpenai(simulator, `usage/completions?${week}&group_by%5B%5D=model&group_by[]=project_id`)
    expect(plain.body.data).toEqual(bracket.body.data)
  })

  it('shows a service account’s traffic without a user', async () => {
    const rows = (await buckets(`usage/completions?${week}&${everyUsageDimension}`)).flatMap((each) => each.results)
    const ids = new Set(openai.specials.serviceKeys.map((key) => key.id))
    const served = rows.filter((row) => ids.has(String(row.api_key_id)))
    expect(served.length).toBeGreaterThan(20)
    expect(new Set(served.map((row) => row.user_id))).toEqual(new Set([null]))
  })

  it('shows nobody when the organization has no figures by user', async () => {
    const own = simulatorAt()
    await turn(own, 'knobs', { openai_user_ids: 'off' })
    const rows = (await buckets(`usage/completions?${week}&${groupBy('user_id')}`, own)).flatMap((each) => each.results)
    expect(new Set(rows.map((row) => row.user_id))).toEqual(new Set([null]))
    expect(rows).toHaveLength(7)
  })
})

describe('filters', () => {
  it.each([
    ['project_ids', 'project_id'],
    ['user_ids', 'user_id'],
    ['api_key_ids', 'api_key_id'],
    ['models', 'model'],
  ])('by %s leave only what is asked for', async (filter, name) => {
    const path = `usage/completions?${week}&${everyUsageDimension}`
    const rows = (await buckets(path)).flatMap((each) => each.results)
    const value = rows.find((row) => row[name] !== null)?.[name]
    const left = (await buckets(`${path}&${filter}[]=${value}`)).flatMap((each) => each.results)
    expect(left).toEqual(rows.filter((row) => row[name] === value))
    expect(left.length).toBeGreaterThan(0)
  })

  it('by batch keep jobs, the others, or both', async () => {
    const count = async (more: string) =>
      sumOf(
        (await buckets(`usage/completions?${week}${more}`)).flatMap((each) => each.results),
        'num_model_requests',
      )
    const [both, jobs, others] = [await count(''), await count('&batch=true'), await count('&batch=false')]
    expect(jobs + others).toBe(both)
    expect(jobs).toBeGreaterThan(0)
  })
})

describe('tokens', () => {
  it('are parts of each other as the vendor says', async () => {
    const rows = (await buckets(`usage/completions?${week}&${everyUsageDimension}`)).flatMap((each) => each.results)
    for (const row of rows) {
      const n = (name: string) => Number(row[name])
      expect(n('input_tokens')).toBe(
        n('input_cached_tokens') + n('input_cache_write_tokens') + n('input_uncached_tokens'),
      )
      expect(n('input_uncached_tokens')).toBe(n('input_text_tokens') + n('input_audio_tokens'))
      expect(n('output_tokens')).toBe(n('output_text_tokens') + n('output_audio_tokens'))
      expect(n('input_cache_write_tokens')).toBe(n('input_cache_write_30m_tokens') + n('input_cache_write_12h_tokens'))
    }
    for (const name of ['input_cache_write_12h_tokens', 'input_audio_tokens'])
      expect(sumOf(rows, name)).toBeGreaterThan(0)
  })
})

describe('a page token', () => {
  const path = `usage/completions?start_time=${at('2026-11-01')}&limit=3`
  const tokenOf = async (own = simulator) => encodeURIComponent((await askOpenai(own, path)).body.next_page)

  it('goes on where the page ended, and belongs to its exact question', async () => {
    const token = await tokenOf()
    expect(token).toContain('%3D')
    const next = await askOpenai(simulator, `${path}&page=${token}`)
    expect(next.body.data[0].start_time).toBe(at('2026-11-04'))
    for (const other of [
      `${path}&group_by[]=model`,
      path.replace('limit=3', 'limit=4'),
      path.replace('completions', 'embeddings'),
    ]) {
      expect((await askOpenai(simulator, `${other}&page=${token}`)).status).toBe(400)
    }
    expect((await askOpenai(simulator, `${path}&page=page_x`)).status).toBe(400)
  })

  it('dies when the knob says so, once', async () => {
    const own = simulatorAt()
    const token = await tokenOf(own)
    await turn(own, 'knobs', { openai_token_expiry: 1 })
    expect((await askOpenai(own, `${path}&page=${token}`)).body.error.param).toBe('page')
    expect((await askOpenai(own, `${path}&page=${token}`)).status).toBe(200)
  })

  it('may split the rows of one bucket over two pages, and nothing is lost or doubled', async () => {
    const own = simulatorAt()
    const grouped = `usage/completions?${week}&limit=2&${everyUsageDimension}`
    const whole = await buckets(grouped, own)
    await turn(own, 'knobs', { openai_split_buckets: 'on' })
    const split = await buckets(grouped, own)
    expect(split.length).toBeGreaterThan(whole.length)
    const joined = new Map<number, Row[]>()
    for (const { start_time: start, results } of split) joined.set(start, [...(joined.get(start) ?? []), ...results])
    expect([...joined]).toEqual(whole.map((each) => [each.start_time, each.results]))
  })
})
