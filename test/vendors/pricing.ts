// The small change of the price tests: dollars, millions of tokens, one category at a time.
import { type Estimate, estimate, type UsageRow } from '../../worker/vendors/prices/anthropic.ts'

export const DAY = '2026-11-18'
export const M = 1_000_000
export const nanoOf = (result: Estimate) => ('nano' in result ? result.nano : undefined)
export const usd = (dollars: number) => BigInt(Math.round(dollars * 1e9))

/** One million of each category of tokens in turn: the nanodollars per million. */
export const perMillion = (model: string, more: Partial<UsageRow> = {}) =>
  (['uncached_input', 'cache_write_5m', 'cache_write_1h', 'cache_read', 'output'] as const).map((name) =>
    nanoOf(estimate({ day: DAY, model, uncached_input: 0, output: 0, ...more, [name]: M })),
  )
