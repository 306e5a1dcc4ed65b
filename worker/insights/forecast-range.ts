/** Last step of a forecast: how far each day to come may lie from its expected amount, from how far past forecasts lay. */
import { quantileOfSorted } from './forecast-numbers.ts'
import { APART, FURTHEST, type Replay } from './forecast-replays.ts'
import type { Scale } from './forecast-series.ts'

/** With fewer replays than this the range leans on a guess: a spread of 0.4 (about ±40 %) the first day, growing with the root of time. */
const ENOUGH = 12
const GUESS = 0.4
const GUESS_GROWS_IN = 14
/** Past errors are fewer than they look (neighbours share their surprises), so the range is drawn wider, most with few replays. */
const WIDER = 0.5
/** Sums over n days have only as many independent errors as n fits into the days replayed: wider by the root of that share. */
const WIDER_SUMS = 0.8

/** How many standard deviations of a normal distribution hold a share of it (Winitzki's inverse of erf, good to 0.002). */
export function deviations(level: number): number {
  const log = Math.log(1 - level * level)
  const part = 2 / (Math.PI * 0.147) + log / 2
  return Math.SQRT2 * Math.sqrt(Math.sqrt(part * part - log / 0.147) - part)
}

const NO_ERRORS: ErrorPool = { signed: new Float64Array(), sizes: new Float64Array() }

/** Half-widths of a range, down and up, on the logarithmic scale, one a day. */
export type Reach = { down: number[]; up: number[] }

/** Errors of past forecasts about as far ahead as one day is, in ascending order, with sign and without. */
export type ErrorPool = { signed: Float64Array; sizes: Float64Array }

/**
 * Errors (log of actual minus log of expected), one pool a day ahead as far as replays reach. A day pools the errors of days
 * about as far ahead: a third nearer to a third further, at least three days.
 */
export function poolErrors(past: readonly Replay[], scale: Scale): ErrorPool[] {
  const days = Math.max(0, ...past.map(({ expected }) => expected.length))
  const errors = Array.from({ length: days }, (_, day) =>
    past.flatMap(({ expected, actual }) => {
      const [was, came] = [expected[day], actual[day]]
      return was === undefined || came === undefined ? [] : [scale.toLog(came) - scale.toLog(was)]
    }),
  )
  return errors.map((_, day) => {
    const around = Math.max(3, Math.floor(day / 3))
    const signed = Float64Array.from(errors.slice(Math.max(0, day - around), day + around + 1).flat()).sort()
    return { signed, sizes: signed.map(Math.abs).sort() }
  })
}

/** What is asked of the errors; `sums` when they are those of the mean of the first days, not of each day. */
export type Ask = { horizon: number; level: number; replays: number; sums: boolean }

/**
 * Reach of a range that shall hold `level` of the days. Half of it looks at each side alone, half at both together: sides
 * tell of a habit of falling short, together they are surer. No day is surer than the one before it, but sums are: their
 * mean settles.
 */
export function reachOf(pools: readonly ErrorPool[], { horizon, level, replays, sums }: Ask): Reach {
  const out: Reach = { down: [], up: [] }
  const trust = pools.length === 0 ? 0 : Math.min(1, replays / ENOUGH)
  const spans = APART * Math.max(1, replays)
  for (let day = 0; day < horizon; day += 1) {
    const { signed, sizes } = pools[Math.min(day, pools.length - 1)] ?? NO_ERRORS
    const guess = deviations(level) * GUESS * Math.sqrt(1 + day / GUESS_GROWS_IN)
    const few = sums
      ? WIDER_SUMS * Math.sqrt(Math.min(day + 1, FURTHEST) / spans)
      : WIDER / Math.sqrt(Math.max(1, replays))
    const wider = (1 + few) * Math.sqrt(Math.max(1, (day + 1) / Math.max(1, pools.length)))
    const both = quantileOfSorted(sizes, level)
    const seen = (side: number) => trust * wider * Math.max(0, (both + side) / 2) + (1 - trust) * guess
    const down = seen(-quantileOfSorted(signed, (1 - level) / 2))
    const up = seen(quantileOfSorted(signed, (1 + level) / 2))
    out.down.push(sums ? down : Math.max(down, out.down[day - 1] ?? 0))
    out.up.push(sums ? up : Math.max(up, out.up[day - 1] ?? 0))
  }
  return out
}
