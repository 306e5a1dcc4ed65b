/** A wild day that comes back every month (a batch on the first, a bill at the end) is no accident: it is put on its next days. */
import { median } from './forecast-numbers.ts'
import type { Spike } from './forecast-spikes.ts'

/** Days of the months of four years one after another: gaps between monthly days are a stretch of this. */
const MONTHS = [28, 28, 28, 29].flatMap((february) => [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
const FEWEST = 3
/** The amounts of a monthly day may differ so many times. */
const ALIKE = 4

/** A day to come (0 is the first of the future) that gets an extra amount on top of the usual one. */
export type MonthlyDay = { day: number; extra: number }

/**
 * Monthly days to come. Asked for: at least three wild days upward, 28 to 31 days apart, the last of them not overdue,
 * of like amounts, and at most as many other wild days as there are monthly ones. The lengths of the gaps tell which month
 * it is, as far as they can (January and August look alike from behind); among the calendars that fit, the most common next
 * gap is taken.
 */
export function monthlyDays(
  spikes: readonly Spike[],
  length: number,
  horizon: number,
  toAmount: (log: number) => number,
): MonthlyDay[] {
  const up = spikes.filter(({ actual, expected }) => actual > expected)
  const chains: Spike[][] = []
  for (const last of up) {
    if (length - last.index > 31) continue
    const chain = [last]
    for (let next = previous(up, last); next !== undefined; next = previous(up, next)) chain.unshift(next)
    if (chain.length >= FEWEST && alike(chain.map((spike) => extraOf(spike, toAmount)))) chains.push(chain)
  }
  const members = new Set(chains.flat()).size
  if (members === 0 || up.length > 2 * members) return []
  return chains.flatMap((chain) => {
    const extra = median(chain.map((spike) => extraOf(spike, toAmount)))
    return nextDays(chain, length + horizon).map((index) => ({ day: index - length, extra }))
  })
}

function previous(spikes: readonly Spike[], { index }: Spike): Spike | undefined {
  return spikes.find((spike) => index - spike.index >= 28 && index - spike.index <= 31)
}

function extraOf({ actual, expected }: Spike, toAmount: (log: number) => number): number {
  return toAmount(actual) - toAmount(expected)
}

function alike(amounts: readonly number[]): boolean {
  return Math.max(...amounts) <= ALIKE * Math.min(...amounts)
}

/** Indexes after the chain's last one and before `end`. */
function nextDays(chain: readonly Spike[], end: number): number[] {
  const gaps = chain.slice(1).map((spike, i) => spike.index - (chain[i]?.index ?? 0))
  const out: number[] = []
  for (let at = chain[chain.length - 1]?.index ?? end; ; ) {
    const gap = nextGap(gaps)
    at += gap
    if (at >= end) return out
    gaps.push(gap)
    out.push(at)
  }
}

/** The gap that follows in most calendars that had these gaps; 30 when none had (then it is a rhythm of days, not of dates). */
function nextGap(gaps: readonly number[]): number {
  const votes = new Map<number, number>()
  for (let start = 0; start < MONTHS.length; start += 1) {
    if (!gaps.every((gap, i) => MONTHS[(start + i) % MONTHS.length] === gap)) continue
    const next = MONTHS[(start + gaps.length) % MONTHS.length] ?? 30
    votes.set(next, (votes.get(next) ?? 0) + 1)
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? Math.round(median(gaps))
}
