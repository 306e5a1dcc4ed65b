/** The same forecast made at past days and laid beside what came: where every range of the forecast is taken from. */
import { expectedPath } from './forecast-path.ts'
import { WINDOW } from './forecast-series.ts'

/** Past days at which the forecast is made again, and the days between them (five: every weekday has its turn). */
const REPLAYS = 24
export const APART = 5
/** No replay with less history, and none looks further ahead: beyond that errors are drawn on. */
const LEAST_HISTORY = 4
export const FURTHEST = 56

/** One forecast of the past. Both lists begin on the day after it was made and have the same length. */
export type Replay = { expected: number[]; actual: number[] }

/** Replays, newest first; each knows only the days before it. Lengths are the days that have come since, at most the horizon and 56. */
export function replays(series: readonly number[], horizon: number, season: number): Replay[] {
  const apart = Math.max(1, Math.min(APART, Math.floor((series.length - 2 * season) / 12)))
  const out: Replay[] = []
  for (let at = series.length - apart; at >= LEAST_HISTORY && out.length < REPLAYS; at -= apart) {
    const ahead = Math.min(horizon, series.length - at, FURTHEST)
    const history = series.slice(Math.max(0, at - WINDOW), at)
    out.push({ expected: expectedPath(history, ahead, season).amounts, actual: series.slice(at, at + ahead) })
  }
  return out
}
