// Money at the second vendor: usage times a list price that is read here a second time, and everything that differs by name.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dayName, dayNumber } from './days.ts'
import { simulatorAt, turn } from './support/asking.ts'
import { allOpenai, askOpenai, at, everyUsageDimension, groupBy } from './support/openai-asking.ts'
import type { CostBucket } from './support/openai-money.ts'
import { truthOf } from './truth.ts'

const simulator = simulatorAt()
const { openai } = simulator.world
const costs = async (query: string, own = simulator): Promise<CostBucket[]> => allOpenai(own, `costs?${query}`)
const both = groupBy('project_id', 'line_item')
const recent = `start_time=${at('2026-11-08')}&limit=31`

interface Listed {
  readonly model: string
  readonly input: number
  readonly cached_input: number | null
  readonly cache_write_30m: number | null
  readonly cache_write_12h: number | null
  readonly output: number
  readonly effective_from: string | null
  readonly effective_to: string | null
}
type Usage = Readonly<Record<string, string | number | boolean | null>>

const file = join(import.meta.dirname, '../vectors/openai-openapi/prices.json')
const { text_models: listed } = JSON.parse(readFileSync(file, 'utf8')) as { text_models: readonly Listed[] } // the file's own form

/** Nanodollars of one row by the published list, or null where the list has no answer. */
function estimate(row: Usage, day: string): bigint | null {
  const model = String(row.model)
  const price = listed.find(
    (each) =>
      each.model === model.replace(/-\d{4}-\d{2}-\d{2}$/, '') &&
      (each.effective_from ?? '') <= day &&
      day < (each.effective_to ?? '9'),
  )
  if (price === undefined || Number(row.input_audio_tokens) > 0) return null
  const isPriority = row.service_tier === 'priority'
  if (isPriority && !/^gpt-(5\.[456]|6)/.test(model)) return null
  const tier =
    row.batch === true || row.service_tier === 'flex'
      ? 5n
      : isPriority
        ? model.startsWith('gpt-5.5')
          ? 25n
          : 20n
        : 10n
  const parts: readonly (readonly [string, number | null])[] = [
    ['input_uncached_tokens', price.input],
    ['input_cached_tokens', price.cached_input],
    ['output_tokens', price.output],
    ['input_cache_write_30m_tokens', price.cache_write_30m],
    ['input_cache_write_12h_tokens', price.cache_write_12h],
  ]
  const pico = parts.reduce(
    (total, [name, rate]) => total + BigInt(Math.round((rate ?? 0) * 1e6)) * BigInt(Number(row[name] ?? 0)),
    0n,
  )
  // Before November 2026 rows do not say which cache writes they hold: all are of the 30-minute kind.
  const old = row.input_cache_write_30m_tokens === undefined ? Number(row.input_cache_write_tokens) : 0
  return ((pico + BigInt(Math.round((price.cache_write_30m ?? 0) * 1e6)) * BigInt(old)) * tier) / 10_000n
}

const months = [
  '2025-02-01',
  '2025-08-01',
  '2026-02-20',
  '2026-06-20',
  '2026-07-25',
  '2026-08-15',
  '2026-09-20',
  '2026-10-21',
]

describe('the bill', () => {
  it.each(months)(
    'explains its token lines by usage and the price list, to the nanodollar, from %s on',
    async (from) => {
      const query = `start_time=${at(from)}&limit=28&end_time=${at(from) + 28 * 86_400}`
      const usage = (await allOpenai(simulator, `usage/completions?${query}&${everyUsageDimension}`)) as {
        start_time: number
        results: Usage[]
      }[] // the report's form
      for (const bucket of usage) {
        const day = Math.floor(bucket.start_time / 86_400)
        const blocked = openai.blockedOn(day)
        const rows = bucket.results.filter((row) => [row.model, row.service_tier, row.batch].join('|') !== blocked)
        const estimated = rows.reduce((total, row) => total + (estimate(row, dayName(day)) ?? 0n), 0n)
        const generated = openai
          .billOf(day, 0, 1440, simulator.world.clock.now(), false)
          .filter(
            (line) =>
              / ?(input|output|cache writes)$/.test(line.lineItem) &&
              !/embedding|moderation|image|audio|realtime/.test(line.lineItem),
          )
          .filter((line) => line.difference === null || line.difference === 'late_bill')
          .reduce((total, line) => total + line.nano, 0n)
        expect(`${dayName(day)} ${generated}`).toBe(`${dayName(day)} ${estimated}`)
      }
    },
  )

  it('differs from an estimate by named reasons only, each of which occurs', () => {
    const seen = new Set<string>()
    for (let day = dayNumber('2026-11-01'); day <= dayNumber('2026-11-18'); day++) {
      const { byDifference, nano } = truthOf(simulator.world, day).openai.costs
      for (const reason of Object.keys(byDifference)) seen.add(reason)
      expect(Object.values(byDifference).reduce((total, part) => total + part, 0n)).toBe(nano)
    }
    expect(seen).toEqual(new Set(['explained', 'unpriced_model', 'unlisted_priority', 'late_bill', 'no_usage']))
  })

  it('leaves blocked requests out, every six days', async () => {
    const day = dayNumber('2026-11-18')
    const [model, tier, batch] = openai.blockedOn(day)?.split('|') ?? []
    const path = `usage/completions?start_time=${at('2026-11-18')}&limit=1&${everyUsageDimension}`
    const { body } = await askOpenai(simulator, path)
    const used = body.data[0].results.filter(
      (row: Usage) => row.model === model && row.service_tier === tier && String(row.batch) === batch,
    )
    expect(used.length).toBeGreaterThan(0)
    const prefix = batch === 'true' ? 'batch | ' : tier === 'default' ? '' : `${tier} | `
    const [bucket] = await costs(`start_time=${at('2026-11-18')}&limit=1&${both}`)
    expect(bucket?.results.filter((row) => row.line_item?.startsWith(`${prefix}${model}, `))).toEqual([])
    expect(openai.blockedOn(day + 1)).toBeNull()
    expect(openai.blockedOn(day - 6)).not.toBeNull()
  })

  it('of the nightly batch comes a day after its usage', async () => {
    const own = simulatorAt()
    const of = async () => {
      const rows = (await costs(`start_time=${at('2026-11-19')}&limit=1&${both}`, own))[0]?.results ?? []
      return rows.filter((row) => row.line_item?.startsWith('batch | gpt-6-luna') && row.project_id === intake)
    }
    const intake = openai.projects.find((project) => project.name === 'Document Intake')?.id
    expect(await of()).toEqual([])
    await turn(own, 'clock', { now: '2026-11-21T00:00:00Z' })
    expect((await of()).length).toBeGreaterThan(0)
  })

  it('names lines in every documented form', async () => {
    const rows = (await costs(`start_time=${at('2026-11-02')}&limit=31&${both}`)).flatMap((bucket) => bucket.results)
    const names = [...new Set(rows.map((row) => row.line_item ?? ''))]
    const forms = [
      /^gpt-6-luna, input$/,
      /, cached input$/,
      /, cache writes$/,
      /^priority \| gpt-6/,
      /^priority \| gpt-5\.1-2025-11-13, output$/,
      /^flex \| /,
      /^batch \| /,
      / audio, input$/,
      / image, output$/,
      /^whisper-1, audio$/,
      /^web search tool calls$/,
      /^Vector storage$/,
      /^assistants api \| file search$/,
      /^ft-gpt-4o-2024-08-06, training$/,
    ]
    for (const form of forms) expect([form, names.some((name) => form.test(name))]).toEqual([form, true])
  })

  it('bills one lane as long context when asked to, and usage does not tell', async () => {
    const own = simulatorAt()
    const before = await askOpenai(own, `usage/completions?${recent}&${everyUsageDimension}`)
    await turn(own, 'knobs', { openai_long_context: 'on' })
    const names = (await costs(`${recent}&${both}`, own))
      .flatMap((bucket) => bucket.results)
      .map((row) => row.line_item)
    expect(names.some((name) => /^gpt-6\.1-terra, input, long context$/.test(name ?? ''))).toBe(true)
    expect((await askOpenai(own, `usage/completions?${recent}&${everyUsageDimension}`)).body).toEqual(before.body)
  })
})
