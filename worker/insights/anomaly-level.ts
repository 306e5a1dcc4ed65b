// The running picture of a series that its next day is held against: level, weekday pattern, drift and usual distance, all in logarithms.

/** Days that the level is the middle of: a whole week, so that no weekday pulls it. */
const WEEK = 7
/** Days of one weekday that its factor is the middle of. */
const SAME_WEEKDAYS = 8
/** Distances that the usual distance is taken from: eight weeks. */
const DISTANCES = 56
/** No series is taken for quieter than 3 %, or rounding would be news. */
const LEAST_SPREAD = 0.03
/** What is believed of a series before it has shown its own spread, fading out over four weeks. */
const FIRST_SPREAD = 0.2
const FIRST_DISTANCES = 28
/** The level lags its day by half a week; a drift is carried on for that long, and never further than 15 %. */
const LAG = (WEEK + 1) / 2
const MOST_DRIFT = 0.15

/** Logarithms of the expected value and of one robust standard deviation around it. */
export type Expectation = { log: number; spread: number }

export type Level = {
  /** Accepted days, ascending. */
  days: { index: number; log: number; weekday: number }[]
  /** By weekday: how far its last days lay from the middle of their own week. */
  offsets: number[][]
  factors: (number | undefined)[]
  distances: number[]
  spread: number
  /** First day of the present level: days before it say nothing of its height. */
  since: number
  /** The first accepted day whose own week is not finished yet. */
  unplaced: number
}

export const newLevel = (): Level => ({
  days: [],
  offsets: [[], [], [], [], [], [], []],
  factors: Array.from({ length: 7 }),
  distances: [],
  spread: FIRST_SPREAD,
  since: 0,
  unplaced: 3,
})

export const copyLevel = (level: Level): Level => ({
  ...level,
  days: [...level.days],
  offsets: level.offsets.map((offsets) => [...offsets]),
  factors: [...level.factors],
  distances: [...level.distances],
})

/** Middle value; the mean of the two middle ones for an even count, NaN for none. */
export function median(values: readonly number[]): number {
  // The lists are short (7 to 56): inserting is faster than sort() with a comparison, and this is where the time goes.
  const sorted: number[] = []
  for (const value of values) {
    let at = sorted.length
    for (; at > 0 && (sorted[at - 1] ?? 0) > value; at--) sorted[at] = sorted[at - 1] ?? 0
    sorted[at] = value
  }
  const half = sorted.length >> 1
  const upper = sorted[half] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2
}

/** Mean of the last `count` values or as many as there are, 0 for none. */
export function meanOfLast(values: readonly number[], count: number): number {
  const from = Math.max(0, values.length - count)
  let sum = 0
  for (let at = from; at < values.length; at++) sum += values[at] ?? 0
  return sum / Math.max(1, values.length - from)
}

/** What a day of this weekday should come to; undefined until the weekday was seen and the level has some days. */
export function expectation(level: Level, weekday: number): Expectation | undefined {
  const factor = factorOf(level, weekday)
  if (factor === undefined) return undefined
  const recent: number[] = []
  const earlier: number[] = []
  for (let at = level.days.length - 1; at >= 0 && earlier.length < WEEK; at--) {
    const day = level.days[at]
    if (day === undefined || day.index < level.since) break
    const height = day.log - (level.factors[day.weekday] ?? 0)
    if (recent.length < WEEK) recent.push(height)
    else earlier.push(height)
  }
  if (recent.length < 3) return undefined
  const { spread } = level
  const now = median(recent)
  return { log: now + factor + driftOf(now, earlier, spread), spread }
}

const WORKDAYS = [1, 2, 3, 4, 5]
const WEEKEND = [0, 6]

/** A weekday that was not seen yet is like the others of its half of the week. */
function factorOf(level: Level, weekday: number): number | undefined {
  const own = level.factors[weekday]
  if (own !== undefined) return own
  const like = WEEKEND.includes(weekday) ? WEEKEND : WORKDAYS
  const known = like.map((day) => level.factors[day]).filter((factor) => factor !== undefined)
  return known.length === 0 ? undefined : median(known)
}

/** Weekly moves within two thirds of the spread are chance; what is more is carried on. */
function driftOf(now: number, earlier: readonly number[], spread: number): number {
  if (earlier.length < WEEK) return 0
  const moved = now - median(earlier)
  const sure = Math.sign(moved) * Math.max(0, Math.abs(moved) - (2 / 3) * spread)
  return Math.max(-MOST_DRIFT, Math.min(MOST_DRIFT, (sure / WEEK) * LAG))
}

function spreadOf(distances: readonly number[]): number {
  const own = distances.length === 0 ? 0 : 1.4826 * median(distances)
  const known = Math.min(1, distances.length / FIRST_DISTANCES)
  return Math.max(LEAST_SPREAD, Math.hypot(Math.sqrt(known) * own, Math.sqrt(1 - known) * FIRST_SPREAD))
}

/** Takes a day into the picture. `distance`: how far it lay from its expectation, where there was one. */
export function accept(level: Level, index: number, weekday: number, log: number, distance: number | undefined): void {
  level.days.push({ index, log, weekday })
  if (distance !== undefined) {
    level.distances.push(Math.abs(distance))
    if (level.distances.length > DISTANCES) level.distances.shift()
    level.spread = spreadOf(level.distances)
  }
  placeInWeeks(level)
}

/**
 * The factor of a weekday comes from days whose whole week, three days to either side, is known: the middle of such a week is the
 * same mark for each of its days. Weeks with gaps or across two levels are left out.
 */
function placeInWeeks(level: Level): void {
  for (; level.unplaced + 3 < level.days.length; level.unplaced++) {
    const week = level.days.slice(level.unplaced - 3, level.unplaced + 4)
    const [first, day, last] = [week[0], week[3], week[6]]
    if (first === undefined || day === undefined || last === undefined) continue
    if (last.index - first.index > WEEK || (first.index < level.since && last.index >= level.since)) continue
    const offsets = level.offsets[day.weekday] ?? []
    offsets.push(day.log - median(week.map(({ log }) => log)))
    if (offsets.length > SAME_WEEKDAYS) offsets.shift()
    level.factors[day.weekday] = median(offsets)
  }
}

/** The lowest weekday against the middle one, 1 = no weekend to speak of. */
export function lowestWeekday(level: Level): number {
  const known = level.factors.filter((factor) => factor !== undefined)
  return known.length === 0 ? 1 : Math.exp(Math.min(...known) - median(known))
}
