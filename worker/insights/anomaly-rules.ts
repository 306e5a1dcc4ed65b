// The rules that make a day worth telling: how high is a rise, how low is a fall, and what a day off looks like.
import { isHoliday } from './anomaly-calendar.ts'
import { type Level, lowestWeekday } from './anomaly-level.ts'
import { isMaterial, type Sight } from './anomaly-sight.ts'

/** Robust standard deviations of a rise, and of one that at least doubles the day: chance reaches them about once in decades. */
const SIGMAS = 5
const DOUBLE_SIGMAS = 4.5
/** However quiet a series is, a rise under 35 % is not told. */
const LEAST_RISE = Math.log(1.35)
/** Only a rise to 2.5 times the expectation is told again while it lasts: less may be a new level, which is told once. */
export const LOUD = Math.log(2.5)
/** Of the largest but one of the last 60 days: a series that has such days now and then must outdo them. */
const TAIL = 0.9

/** Below an eighth of the expectation nearly everything stood still; a holiday gets there by itself. */
const OUTAGE = 0.12
const HOLIDAY_OUTAGE = 0.05
/** Both of two low days in a row: four spreads, and 15 % on the average. */
const LOW_SIGMAS = 4
const LOW = Math.log(0.85)

/** Weekdays below this share of a middle one are a weekend; a day off then comes down to 0.6 of that at the least. */
const WEEKEND = 0.6
const DAY_OFF = 0.6

/** `tail`: the largest distance but one of the last 60 days; `wary`: 1, more where much was told lately. */
export const isRise = (sight: Sight, tail: number, wary: number): boolean =>
  sight.direction === 'up' &&
  sight.off >
    Math.max(wary * (sight.off >= Math.LN2 ? DOUBLE_SIGMAS : SIGMAS) * sight.spread, TAIL * tail, LEAST_RISE) &&
  isMaterial(sight)

/** Next to nothing came in, which no day of the eight weeks before (the end of `values`) was like. */
export const isOutage = (sight: Sight, values: readonly number[]): boolean =>
  sight.value < (isHoliday(sight.place) ? HOLIDAY_OUTAGE : OUTAGE) * sight.expected &&
  sight.score > SIGMAS &&
  isMaterial(sight) &&
  values.slice(-56).every((value) => value > (OUTAGE / 2) * sight.usual)

/** Low enough that a second such day is told: one by itself is a day off, or one whose figures are late. */
export const isLow = (sight: Sight, wary: number): boolean =>
  sight.direction === 'down' && sight.off < Math.min(-wary * LOW_SIGMAS * sight.spread, LOW / 2)

/** The second low day in a row, where this is no weekend-like day of people who have weekends. */
export const isSecondLow = (sight: Sight, before: number, level: Level): boolean =>
  before + sight.off < 2 * LOW && !isDayOff(sight, level)

function isDayOff({ value, expected, place }: Sight, level: Level): boolean {
  const lowest = lowestWeekday(level)
  const middle = expected / Math.exp(level.factors[place.weekday] ?? 0)
  return lowest < WEEKEND && value >= DAY_OFF * lowest * middle
}

export const hasWeekends = (level: Level): boolean => lowestWeekday(level) < WEEKEND
