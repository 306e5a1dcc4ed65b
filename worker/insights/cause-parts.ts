// What each value of a dimension put on top of its usual amount on one day, exactly, and which of them stand out.
import type { CauseInput, Dimension, Part, ValueDays } from './cause-shapes.ts'

export type Above = { value: string; usual: bigint; actual: bigint; above: bigint }

/** Middle of whole numbers; of an even count the mean of the two middle ones, rounded down. 0 for none. */
export function middle(values: readonly bigint[]): bigint {
  const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const upper = sorted[sorted.length >> 1] ?? 0n
  return sorted.length % 2 === 1 ? upper : ((sorted[(sorted.length >> 1) - 1] ?? 0n) + upper) / 2n
}

/** Same weekdays that make a usual day; with fewer the whole window is used. */
const LEAST_WEEKDAYS = 3

/** The usual amount of the last day: the middle of the same weekdays before it. */
export function usualOf(amounts: readonly bigint[]): bigint {
  const before = amounts.slice(0, -1)
  const same = before.filter((_, i) => (before.length - i) % 7 === 0)
  return middle(same.length >= LEAST_WEEKDAYS ? same : before)
}

/** Every value of a dimension on the day, what moved furthest first. */
export const aboveOf = (values: readonly ValueDays[]): Above[] =>
  values
    .map(({ value, amounts }) => {
      const [usual, actual] = [usualOf(amounts), amounts.at(-1) ?? 0n]
      return { value, usual, actual, above: actual - usual }
    })
    .sort((a, b) => Number(size(b.above) - size(a.above)))

export const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount)

/** part / whole as a plain number; 0 where the whole is nothing. Seven digits are plenty for a share. */
export const ratio = (part: bigint, whole: bigint): number =>
  whole === 0n ? 0 : Number((part * 10_000_000n) / whole) / 10_000_000

/** Parts told at the most, and the least share of the difference that is worth a line. */
const MOST_PARTS = 5
const LEAST_SHARE = 0.05

/** The parts of `dimension` that are worth a line; what they leave of the difference is the rest. */
export function partsOf(
  dimension: Dimension,
  above: readonly Above[],
  difference: bigint,
): { parts: Part[]; rest: bigint } {
  const parts = above
    .map((one) => ({ dimension, value: one.value, above: one.above, share: ratio(one.above, difference) }))
    .filter(({ share }) => Math.abs(share) >= LEAST_SHARE)
    .slice(0, MOST_PARTS)
  return { parts, rest: parts.reduce((rest, part) => rest - part.above, difference) }
}

/** How far a usual day lies from the same weekdays before it: middle distance × 1.4826, from any dimension's sums. */
export function spreadOf({ dates, dimensions }: CauseInput): bigint {
  const values = Object.values(dimensions).find((list) => list.length > 0) ?? []
  const totals = dates.slice(0, -1).map((_, i) => values.reduce((sum, { amounts }) => sum + (amounts[i] ?? 0n), 0n))
  const distances = totals.slice(7).map((_, i) => size((totals[i + 7] ?? 0n) - usualOf(totals.slice(0, i + 8))))
  return (middle(distances) * 14_826n) / 10_000n
}
