// One day held against what was expected of it: the figures that every rule of the watch decides on.
import type { Place } from './anomaly-calendar.ts'
import type { Expectation } from './anomaly-level.ts'

export type Sight = {
  index: number
  place: Place
  value: number
  expected: number
  log: number
  /** Logarithm of value / expected. */
  off: number
  spread: number
  /** |off| in spreads. */
  score: number
  direction: 'up' | 'down'
  /** Mean of the last four weeks: what is small against it is not worth a word. */
  usual: number
}

export type Verdict = Pick<Sight, 'expected' | 'score' | 'direction'> & { kind: 'spike' | 'shift' }

/** A move under this share of a mean day is never told. */
const LEAST_MOVE = 0.3
/** Values near zero have no logarithm of use: nothing counts for less than a hundredth of a mean day. */
const LEAST = 0.01

export const logOf = (value: number, usual: number): number => Math.log(Math.max(value, LEAST * usual, 1e-9))

export function sightOf(
  day: { index: number; place: Place; value: number; usual: number },
  { log: wanted, spread }: Expectation,
): Sight {
  const log = logOf(day.value, day.usual)
  const off = log - wanted
  return {
    ...day,
    expected: Math.exp(wanted),
    log,
    off,
    spread,
    score: Math.abs(off) / spread,
    direction: off >= 0 ? 'up' : 'down',
  }
}

export const isMaterial = ({ value, expected, usual }: Sight): boolean =>
  Math.abs(value - expected) >= LEAST_MOVE * usual
