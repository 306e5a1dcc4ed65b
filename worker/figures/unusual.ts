// Which series had an unusual day that matters to the whole: each judged by itself, then weighed against what the organization spends.
import { anomalies } from '../insights/anomalies.ts'
import type { Line } from './days.ts'
import type { Scope } from './scopes.ts'
import { LEAST_HISTORY, type Tables } from './tables.ts'

export type Unusual = {
  scope: Scope
  /** Place in the tables of the day whose amounts these are: the spike itself, of a shift the day that confirmed it. */
  index: number
  /** Of a shift the day it began. */
  onset: number
  kind: 'spike' | 'shift'
  direction: 'up' | 'down'
  expected: bigint
  actual: bigint
}

/** Nanodollars as dollars, for statistics only. */
const dollars = (nano: bigint): number => Number(nano) / 1e9
/** Back to money; what a float says beyond a millionth of a dollar is noise. */
export const nanoOf = (amount: number): bigint => BigInt(Math.round(amount * 1e6)) * 1000n

/** What a part must be off by, as a share of the organization's usual day, to be told beside the whole: on one day, and when it lasts. */
export const MATERIAL = { once: 0.1, lasting: 0.06 } as const
/** What is kept of parts until it is known whether it lasts. */
const NOTICED = 0.03
/** Under this a day is nothing to anybody: half a dollar. */
const LEAST_NANO = 500_000_000n
const USUAL_DAYS = 28
/** Days before its confirmation on which a shift may have begun. */
const LOOK_BACK = 8

export function findUnusual(tables: Tables): Unusual[] {
  const { total } = tables
  const first = total.nano.findIndex((value) => value !== 0n)
  if (first === -1) return []
  const parts = [...tables.vendors, ...tables.workspaces, ...tables.keys, ...tables.people]
  const inTotal = unusualIn(tables, total, first).filter(
    ({ expected, actual }) => distance(expected, actual) >= LEAST_NANO,
  )
  const least = leastPeak(total.nano, first)
  const inParts = parts
    .filter(({ nano }) => nano.some((value) => dollars(value) >= least))
    .flatMap((line) => unusualIn(tables, line, first).filter((one) => weightOf(total.nano, one) >= NOTICED))
  return [...inTotal, ...inParts].sort((a, b) => a.index - b.index)
}

/** What a part must have reached on some day to be off by enough on any: most keys and people never do, and are not looked at. */
function leastPeak(total: readonly bigint[], first: number): number {
  const usual = total.slice(first).map(dollars)
  let [least, sum] = [Number.POSITIVE_INFINITY, 0]
  for (const [at, value] of usual.entries()) {
    sum += value - (usual[at - USUAL_DAYS] ?? 0)
    if (at >= USUAL_DAYS - 1) least = Math.min(least, sum / USUAL_DAYS)
  }
  return Number.isFinite(least) ? least * NOTICED : 0
}

function unusualIn({ days }: Tables, line: Line, first: number): Unusual[] {
  if (!line.nano.some((value) => value >= LEAST_NANO)) return []
  const values = line.nano.slice(first)
  const series = values.map((nano, at) => ({ date: days[at + first] ?? '', value: dollars(nano) }))
  return anomalies(series)
    .filter(({ index }) => index >= LEAST_HISTORY)
    .map(({ index, expected, kind, direction }) => {
      const onset =
        kind === 'shift'
          ? onsetOf(
              series.map(({ value }) => value),
              index,
              direction,
            )
          : index
      return {
        scope: line.scope,
        index: index + first,
        onset: onset + first,
        kind,
        direction,
        expected: nanoOf(expected),
        actual: values[index] ?? 0n,
      }
    })
}

export const distance = (a: bigint, b: bigint): bigint => (a > b ? a - b : b - a)

/** What it is off by, as a share of the mean of the organization's days before: nothing later is looked at. 0 under the least amount. */
export function weightOf(total: readonly bigint[], { index, expected, actual }: Unusual): number {
  const before = total.slice(Math.max(0, index - USUAL_DAYS), index)
  const usual = before.reduce((sum, value) => sum + dollars(value), 0) / Math.max(1, before.length)
  const off = distance(expected, actual)
  return off < LEAST_NANO || usual <= 0 ? 0 : dollars(off) / usual
}

/** Days after an unusual one that tell whether it was a new level. */
const AFTER = 7
const LEAST_AFTER = 4

/** How far each day lies beyond the same weekday of the weeks before `until`, in the direction asked. Empty without such weeks. */
function movesOf(values: readonly number[], from: number, to: number, until: number, sign: number): number[] {
  const moves: number[] = []
  for (let at = from; at <= to; at += 1) {
    const same = [1, 2, 3, 4, 5].map((weeks) => at - 7 * weeks).filter((day) => day >= 0 && day < until)
    if (same.length === 0) return []
    const base = same.reduce((sum, day) => sum + (values[day] ?? 0), 0) / same.length
    moves.push(sign * ((values[at] ?? 0) - base))
  }
  return moves
}

/** Whether the days after an unusual one stayed beyond the half of its move. False while there are too few of them. */
export function lastsAfter(nano: readonly bigint[], index: number, direction: 'up' | 'down'): boolean {
  const values = nano.map(dollars)
  const to = Math.min(values.length - 1, index + AFTER)
  if (to - index < LEAST_AFTER) return false
  const [first = 0, ...after] = movesOf(values, index, to, index, direction === 'up' ? 1 : -1)
  return after.length > 0 && after.reduce((sum, move) => sum + move, 0) / after.length >= first / 2
}

/**
 * The day a new level began, given the day that confirmed it: where the sum of what lies beyond half of the move is largest (the
 * change point of a cumulative sum). Each day is held against the same weekday of the weeks before the look-back.
 */
export function onsetOf(values: readonly number[], index: number, direction: 'up' | 'down'): number {
  const sign = direction === 'up' ? 1 : -1
  const from = Math.max(0, index - LOOK_BACK)
  const moves = movesOf(values, from, index, from, sign)
  if (moves.length === 0) return index
  const recent = moves.slice(-3)
  const half = recent.reduce((sum, move) => sum + move, 0) / recent.length / 2
  let [best, onset, sum] = [Number.NEGATIVE_INFINITY, index, 0]
  for (let at = moves.length - 1; at >= 0; at -= 1) {
    sum += (moves[at] ?? 0) - half
    if (sum > best) [best, onset] = [sum, from + at]
  }
  return onset
}

/** The same of a line's amounts; `index` may lie beyond the last day known. */
export function onsetOfLine(nano: readonly bigint[], index: number, direction: 'up' | 'down'): number {
  return onsetOf(nano.map(dollars), Math.min(index, nano.length - 1), direction)
}
