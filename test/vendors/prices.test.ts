// The price list: exact to the nanodollar against the vendor's own example bill, and silent where the list is silent.
import { describe, expect, it } from 'vitest'
import { nanoOfCents } from '../../worker/vendors/counts.ts'
import list from '../../worker/vendors/prices/anthropic.json'
import { estimate, priceOf, type UsageRow } from '../../worker/vendors/prices/anthropic.ts'
import { estimateUsage } from '../../worker/vendors/prices/prices.ts'
import costReport from '../vectors/anthropic-examples/cost-report.grouped.json'
import usageReport from '../vectors/anthropic-examples/usage-report-messages.grouped.json'
import { DAY, M, nanoOf, perMillion, usd } from './pricing.ts'

const rowsOf = (report: typeof usageReport): UsageRow[] =>
  report.data.flatMap(({ starting_at, results }) =>
    results.map((row) => ({
      day: starting_at.slice(0, 10),
      model: row.model,
      service_tier: row.service_tier,
      context_window: row.context_window,
      inference_geo: row.inference_geo,
      uncached_input: row.uncached_input_tokens,
      cache_read: row.cache_read_input_tokens,
      cache_write_5m: row.cache_creation.ephemeral_5m_input_tokens,
      cache_write_1h: row.cache_creation.ephemeral_1h_input_tokens,
      output: row.output_tokens,
      web_searches: row.server_tool_use.web_search_requests,
    })),
  )

describe('the example bill', () => {
  const lines = costReport.data.flatMap(({ results }) => results)
  const billed = (keep: (line: (typeof lines)[number]) => boolean) =>
    lines.filter(keep).reduce((sum, line) => sum + BigInt(nanoOfCents(line.amount)), 0n)

  it('is the example usage times the list, to the nanodollar', () => {
    const total = rowsOf(usageReport).reduce((sum, row) => sum + (nanoOf(estimate(row)) ?? 0n), 0n)
    expect(total).toBe(billed((line) => line.cost_type === 'tokens' || line.cost_type === 'web_search'))
    expect(total).toBeGreaterThan(usd(27))
  })

  it('agrees line by line', () => {
    const tokenTypes = {
      uncached_input_tokens: 'uncached_input',
      cache_read_input_tokens: 'cache_read',
      output_tokens: 'output',
      'cache_creation.ephemeral_5m_input_tokens': 'cache_write_5m',
      'cache_creation.ephemeral_1h_input_tokens': 'cache_write_1h',
    } as const
    for (const row of rowsOf(usageReport)) {
      for (const [type, name] of Object.entries(tokenTypes)) {
        const only = {
          ...row,
          uncached_input: 0,
          cache_read: 0,
          cache_write_5m: 0,
          cache_write_1h: 0,
          output: 0,
          web_searches: 0,
        }
        const expected = billed(
          (line) =>
            line.token_type === type &&
            line.model === row.model &&
            line.service_tier === row.service_tier &&
            line.context_window === row.context_window &&
            line.inference_geo === row.inference_geo,
        )
        expect(nanoOf(estimate({ ...only, [name]: row[name] })), `${row.model} ${type}`).toBe(expected)
      }
    }
  })
})

describe('the list', () => {
  // US dollars per million tokens: input, 5 min write, 1 h write, cache read, output.
  it.each<[string, number[]]>([
    ['claude-fable-5-2', [8, 10, 16, 0.2, 40]],
    ['claude-mythos-5-2', [8, 10, 16, 0.2, 40]],
    ['claude-fable-5-1', [10, 12.5, 20, 0.25, 50]],
    ['claude-mythos-5', [10, 12.5, 20, 1, 50]],
    ['claude-opus-5-5', [4, 5, 8, 0.2, 20]],
    ['claude-opus-5', [5, 6.25, 10, 0.5, 25]],
    ['claude-opus-4-8', [5, 6.25, 10, 0.5, 25]],
    ['claude-opus-4-5-20251101', [5, 6.25, 10, 0.5, 25]],
    ['claude-opus-4-1-20250805', [15, 18.75, 30, 1.5, 75]],
    ['claude-sonnet-5-5', [2, 2.5, 4, 0.1, 10]],
    ['claude-sonnet-5', [2, 2.5, 4, 0.2, 10]],
    ['claude-sonnet-4-6', [3, 3.75, 6, 0.3, 15]],
    ['claude-sonnet-4-20250514', [3, 3.75, 6, 0.3, 15]],
    ['claude-haiku-5-5', [0.1, 0.125, 0.2, 0.01, 0.5]],
    ['claude-haiku-4-5', [1, 1.25, 2, 0.1, 5]],
    ['claude-3-5-haiku-20241022', [0.8, 1, 1.6, 0.08, 4]],
  ])('has %s', (model, dollars) => {
    expect(perMillion(model)).toEqual(dollars.map(usd))
  })

  it('says one price a model and day, without gaps in time', () => {
    for (const id of new Set(list.entries.flatMap(({ models }) => models))) {
      for (const day of ['2024-01-01', '2026-10-06', '2026-10-07', '2030-01-01']) {
        const valid = list.entries.filter(
          ({ models, from, to }) => models.includes(id) && (from === null || day >= from) && (to === null || day < to),
        )
        expect(valid, `${id} ${day}`).toHaveLength(1)
      }
    }
  })

  it('prices by the day of the use: cache reads of Sonnet 5.5 became cheaper on 2026-10-07', () => {
    const reads = (day: string) =>
      nanoOf(estimate({ day, model: 'claude-sonnet-5-5', uncached_input: 0, output: 0, cache_read: M }))
    expect([reads('2026-10-06'), reads('2026-10-07')]).toEqual([usd(0.2), usd(0.1)])
  })

  it.each([
    ['claude-opus-5-5-20260922', 'claude-opus-5-5'],
    ['claude-opus-5-20260724', 'claude-opus-5'],
    ['claude-sonnet-5-latest', 'claude-sonnet-5'],
    ['claude-haiku-4-5@20251001', 'claude-haiku-4-5'],
  ])('takes %s for %s', (dated, id) => {
    expect(priceOf(dated, DAY)).toBe(priceOf(id, DAY))
    expect(priceOf(id, DAY)).toBeDefined()
  })

  it.each([
    'claude-opus-5-6',
    'claude-opus-55',
    'claude-opus-5-5-fast',
    'claude-lattice-preview',
    'claude',
    '',
    'xclaude-opus-5',
  ])('has no price for %j, and says so instead of zero', (model) => {
    const row = { day: DAY, model, uncached_input: 1, output: 1 }
    expect(estimate(row)).toEqual({ code: 'no_price' })
    expect(estimateUsage('anthropic', row)).toBeNull()
  })
})
