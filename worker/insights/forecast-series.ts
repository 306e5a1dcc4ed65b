/** First step of a forecast: daily amounts as they come become a gapless series on a scale where growth adds up. */
import { median } from './forecast-numbers.ts'

/** No step of the forecast looks further back: 24 weeks hold every weekday 24 times and at least five months' ends. */
export const WINDOW = 168

/** Share of a typical day below which amounts are treated as nearly nothing. */
const FLOOR = 0.1

/**
 * Fills gaps (null, NaN, infinite) with the value one season before, drops gaps at the beginning, and leading zeros of
 * something that only began: at least five days since the first amount, most of them with an amount.
 */
export function withoutGaps(values: readonly (number | null)[], season: number): number[] {
  const out: number[] = []
  for (const value of values) {
    if (value !== null && Number.isFinite(value)) out.push(value)
    else if (out.length > 0) out.push(out[out.length - season] ?? out[out.length - 1] ?? 0)
  }
  const begin = out.findIndex((value) => value !== 0)
  if (begin <= 0) return out
  const since = out.slice(begin)
  const busy = since.filter((value) => value !== 0).length
  return since.length >= 5 && busy >= 0.6 * since.length ? since : out
}

/**
 * The scale of a series: logarithmic for typical amounts, so that weekday factors and growth are sums, linear near zero
 * and odd, so that days without spend and credits have a place: asinh(x / 2u), u a tenth of the typical day.
 */
export type Scale = { toLog: (amount: number) => number; toAmount: (log: number) => number }

export function scaleOf(values: readonly number[]): Scale {
  const sizes = values.filter((value) => value !== 0).map(Math.abs)
  // Nothing but zeros has no typical day: whatever is asked of it is zero.
  if (sizes.length === 0) return { toLog: () => 0, toAmount: () => 0 }
  const unit = Math.max(FLOOR * median(sizes), 1e-9)
  return {
    toLog: (amount) => Math.asinh(amount / (2 * unit)),
    toAmount: (log) => 2 * unit * Math.sinh(Math.max(-50, Math.min(50, log))),
  }
}
