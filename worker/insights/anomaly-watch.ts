// The watch over one series: takes a day, says whether it was unusual, and learns from it what the next should be.
import { type Burst, isHoliday, isYearEnd, placeOf, recurring } from './anomaly-calendar.ts'
import { accept, copyLevel, expectation, type Level, meanOfLast, newLevel } from './anomaly-level.ts'
import { hasWeekends, isLow, isOutage, isRise, isSecondLow, LOUD } from './anomaly-rules.ts'
import { absorb, forget, opens, type Run, settle, stays, verdictOn } from './anomaly-run.ts'
import { isMaterial, logOf, type Sight, sightOf, type Verdict } from './anomaly-sight.ts'
import { isSparse, judgeSparse } from './anomaly-sparse.ts'

export type Watch = {
  level: Level
  run: Run | null
  /** The level before the last shift, and when that was: going back to it is no news. */
  former: { level: Level; at: number } | null
  /** Values of days that were not unusual, the last 91. */
  values: number[]
  /** Days that came on top, for the same day of the next months. */
  bursts: Burst[]
  /** Days far off, of the last 60. */
  far: { index: number; log: number; off: number }[]
  low: { index: number; off: number } | null
  /** First days of what was told, of the last 60 days. */
  told: number[]
  shifts: { up: number; down: number }
}

export const newWatch = (): Watch => ({
  level: newLevel(),
  run: null,
  former: null,
  values: [],
  bursts: [],
  far: [],
  low: null,
  told: [],
  shifts: { up: Number.NEGATIVE_INFINITY, down: Number.NEGATIVE_INFINITY },
})

/** Two weeks must lie before a day, nearly all of them usable. */
const WARM_UP = 14
const LEAST_DAYS = 12
const KEPT_VALUES = 91
const MEMORY = 60
/** A second shift to the same side within six weeks is the first going on. */
const SAME_SHIFT = 42
/** How long a former level is remembered. */
const RETURN = 28
/** Each thing told within 60 days, from the second on, raises the bar by three tenths: a series that is often odd is an odd series. */
const WARY = 0.3

/** Judges the day `date` with `value` >= 0, then learns from it. Days come in ascending order. */
export function observe(watch: Watch, index: number, date: string, value: number): Verdict | null {
  const place = placeOf(date)
  const usual = meanOfLast(watch.values, 28)
  if (isSparse(watch.values)) return observeSparse(watch, { index, place, value, usual })
  const wanted = expectation(watch.level, place.weekday)
  if (wanted === undefined) {
    // A series that begins at Christmas must not take it for its weekday pattern.
    if (!isHoliday(place)) learn(watch, { index, place, value, log: logOf(value, usual) }, undefined)
    return null
  }
  const sight = sightOf({ index, place, value, usual }, wanted)
  const { off, direction, spread } = sight
  while ((watch.far[0]?.index ?? index) <= index - MEMORY) watch.far.shift()
  while ((watch.told[0] ?? index) <= index - MEMORY) watch.told.shift()
  const wary = 1 + WARY * Math.max(0, watch.told.length - 1)
  const lowBefore = watch.low?.index === index - 1 ? watch.low.off : null
  watch.low = isLow(sight, wary) ? { index, off } : null
  const outage = isOutage(sight, watch.values)
  if (isHoliday(place) && direction === 'down' && !outage) return null
  if (isReturn(watch, sight)) return null

  if (watch.run !== null && !stays(watch.run, sight)) {
    forget(watch.run, watch.level, spread)
    watch.run = null
  }
  if ((watch.run === null && !opens(sight)) || isWeekly(watch, sight)) {
    watch.run = null
    learn(watch, sight, off)
    return null
  }
  if (isMonthly(watch, sight)) return null
  const run: Run = watch.run ?? { direction, told: false, days: [] }
  watch.run = run
  const tail = tailOf(watch, sight, run)
  watch.far.push({ index, log: sight.log, off })
  const unusual =
    direction === 'up'
      ? isRise(sight, tail, wary) && (!run.told || off >= LOUD)
      : outage || (lowBefore !== null && watch.low !== null && !run.told && isSecondLow(sight, lowBefore, watch.level))
  run.days.push(sight)
  const warm = index >= WARM_UP && watch.level.days.length >= LEAST_DAYS
  const verdict = unusual && warm ? tell(watch, run, sight, 'spike') : null
  if (!outage) remember(watch, Math.min(value, 3 * usual))
  return settleRun(watch, run, sight, warm && verdict === null) ?? verdict
}

function tell(watch: Watch, run: Run, { index, expected, score, direction }: Sight, kind: Verdict['kind']): Verdict {
  if (!run.told) watch.told.push(index)
  run.told = true
  return { expected, score, direction, kind }
}

function remember(watch: Watch, value: number): void {
  watch.values.push(value)
  if (watch.values.length > KEPT_VALUES) watch.values.shift()
}

type Learned = Pick<Sight, 'index' | 'place' | 'value' | 'log'>

function learn(watch: Watch, { index, place, value, log }: Learned, off: number | undefined): void {
  accept(watch.level, index, place.weekday, log, off)
  remember(watch, value)
}

/** Ends the run when it is decided; a shift is told here, unless the run was told or the year's end explains it. */
function settleRun(watch: Watch, run: Run, sight: Sight, mayTell: boolean): Verdict | null {
  const { index, direction, place, spread } = sight
  const decided = verdictOn(run, spread)
  if (decided === 'open') return null
  watch.run = null
  if (decided === 'chance') {
    absorb(run, watch.level)
    return null
  }
  const seasonal = direction === 'down' && isYearEnd(place) && hasWeekends(watch.level)
  const news = mayTell && !run.told && !seasonal && index - watch.shifts[direction] > SAME_SHIFT
  watch.shifts[direction] = index
  watch.former = { level: copyLevel(watch.level), at: index }
  settle(run, watch.level)
  return news ? tell(watch, run, sight, 'shift') : null
}

/** Back at the level before the last shift, within four weeks: that level is taken up again. */
function isReturn(watch: Watch, { index, place, log, value, off, spread }: Sight): boolean {
  const { former } = watch
  if (former === null || index - former.at > RETURN || Math.abs(off) <= 2.5 * spread) return false
  const old = expectation(former.level, place.weekday)
  if (old === undefined || Math.abs(log - old.log) > 2.5 * old.spread) return false
  watch.level = former.level
  watch.former = null
  watch.run = null
  learn(watch, { index, place, value, log }, log - old.log)
  return true
}

/** As far off as the same weekday a week ago: the pattern of the week has changed, and is learned. */
function isWeekly(watch: Watch, { index, log, off, spread }: Sight): boolean {
  const lastWeek = watch.far.find((day) => day.index === index - 7)
  if (lastWeek === undefined || Math.sign(lastWeek.off) !== Math.sign(off)) return false
  return Math.abs(lastWeek.log - log) < Math.max(2 * spread, 0.1)
}

/** What comes on top on this day of each month, up to twice what it was. */
function isMonthly(watch: Watch, sight: Sight): boolean {
  if (sight.direction !== 'up' || sight.score < 2.5 || !isMaterial(sight)) return false
  const excess = sight.value - sight.expected
  const known = recurring(watch.bursts, sight.place)
  watch.bursts.push({ place: sight.place, excess })
  return excess <= 2 * known
}

/** The largest distance but one to the same side before this run. */
function tailOf(watch: Watch, { off, index }: Sight, run: Run): number {
  const from = run.days[0]?.index ?? index
  const sizes = watch.far
    .filter((day) => day.index < from && Math.sign(day.off) === Math.sign(off))
    .map((day) => Math.abs(day.off))
  return sizes.sort((a, b) => b - a)[1] ?? 0
}

function observeSparse(watch: Watch, day: Omit<Learned, 'log'> & { usual: number }): Verdict | null {
  const { index, place, value, usual } = day
  const seen = judgeSparse(watch.values, value)
  if (seen === null) {
    learn(watch, { index, place, value, log: logOf(value, usual) }, undefined)
    return null
  }
  const excess = value - seen.expected
  const known = recurring(watch.bursts, place)
  watch.bursts.push({ place, excess })
  if (excess <= 2 * known) return null
  watch.told.push(index)
  return { ...seen, direction: 'up', kind: 'spike' }
}
