/** Fifth step of a forecast: the level of today and the growth that the last weeks prove, fading with time. */
import { mean, median } from './forecast-numbers.ts'
import { fitLine } from './forecast-shifts.ts'

/** One reader of the trend: days it looks at, how sure (in standard errors) growth must be to be half believed, what remains of it a day. */
type Reader = { days: number; sure: number; remains: number }

/** Three that look differently far; their mean is the forecast (docs/decisions/110-forecast.md has the scores of others). */
const READERS: readonly Reader[] = [
  { days: 10, sure: 6, remains: 0.96 },
  { days: 14, sure: 4, remains: 0.97 },
  { days: 21, sure: 6, remains: 0.96 },
]
/** Eight weeks of growth at one rate outweigh them: this sure, and the rates of its halves this many standard errors apart at most (half belief). */
const STEADY = { days: 56, sure: 12, apart: 2.5, remains: 0.985 }
/** Share of each day's surprise that moves the level: half of what is known comes from the last two days, nine tenths from a week. */
const MOVES = 0.3
/** The level lags behind growth by about this many days of it. */
const LAG = 1.5
/** Growth over the whole future stays below e^1.5, about 4.5 times: ten early days must not promise a thousandfold. */
const MOST = 1.5

/** Levels of the days to come, on the logarithmic scale, from levels without weekdays, spikes and jumps. */
export function futureLevels(levels: readonly number[], horizon: number): number[] {
  let level = median(levels.slice(0, 7))
  for (const value of levels) level += MOVES * (value - level)
  const paths = READERS.map((reader) => {
    const { slope, error } = fitLine(levels.slice(-reader.days))
    return pathFrom(level, levels.length < 7 ? 0 : slope * belief(reader.sure, error, slope), reader.remains, horizon)
  })
  const { rate, share } = steadyGrowth(levels)
  const steady = pathFrom(level, rate, STEADY.remains, horizon)
  return steady.map((long, day) => share * long + (1 - share) * mean(paths.map((path) => path[day] ?? level)))
}

/** Growth a day that has gone on for eight weeks, and how far to believe that it is one growth and not a jump or a bend. */
function steadyGrowth(levels: readonly number[]): { rate: number; share: number } {
  if (levels.length < STEADY.days) return { rate: 0, share: 0 }
  const recent = levels.slice(-STEADY.days)
  const { slope, error } = fitLine(recent)
  const first = fitLine(recent.slice(0, STEADY.days / 2))
  const second = fitLine(recent.slice(STEADY.days / 2))
  const bend = belief(1 / STEADY.apart, first.slope - second.slope, Math.hypot(first.error, second.error))
  return { rate: slope, share: belief(STEADY.sure, error, slope) * bend }
}

/** One when `noise` is small against `signal`, a half when it is 1/`sure` of it, nothing when it is large; nothing without a signal. */
function belief(sure: number, noise: number, signal: number): number {
  return signal === 0 ? 0 : 1 / (1 + ((sure * noise) / signal) ** 4)
}

/** Levels that start where growth has brought today and go on growing by `slope` a day, which fades. */
function pathFrom(level: number, slope: number, remains: number, horizon: number): number[] {
  const out: number[] = []
  let growth = 0
  let rate = slope
  for (let day = 0; day < horizon; day += 1) {
    rate *= remains
    growth += rate
    out.push(level + slope * LAG + MOST * Math.tanh(growth / MOST))
  }
  return out
}
