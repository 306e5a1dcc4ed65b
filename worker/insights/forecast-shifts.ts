/** Fourth step of a forecast: lasting jumps (a price cut, a migration) are taken out of the past, so that no trend is read from them. */
import { mean, median } from './forecast-numbers.ts'

/** Days compared on each side of a jump, the fewest days that make one, and how many jumps are looked for. */
const SIDE = 14
const FEWEST = 5
const JUMPS = 4
/** A jump is at least two spreads high, four standard errors sure, and a step fits at most half as badly as a slope. */
const HEIGHT = 2
const SURE = 4
const STEP_AGAINST_SLOPE = 0.5
const CALM = 0.08

/** The series with everything before a jump moved to the level after it; growth before and after stays. */
export function withoutJumps(levels: readonly number[]): number[] {
  const changes = levels.slice(1).map((value, index) => Math.abs(value - (levels[index] ?? 0)))
  const spread = Math.max((1.4826 * median(changes)) / Math.SQRT2, CALM)
  let out = [...levels]
  for (let round = 0; round < JUMPS; round += 1) {
    const jump = largestJump(out, spread)
    if (jump === null) break
    out = out.map((value, index) => (index < jump.at ? value + jump.height : value))
  }
  return out
}

function largestJump(levels: readonly number[], spread: number): { at: number; height: number } | null {
  const sums = [0]
  for (const level of levels) sums.push((sums[sums.length - 1] ?? 0) + level)
  const meanOf = (from: number, to: number) => ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from)
  let best: { at: number; height: number } | null = null
  let surest = SURE
  for (let at = FEWEST; at <= levels.length - FEWEST; at += 1) {
    const from = Math.max(0, at - SIDE)
    const to = Math.min(levels.length, at + SIDE)
    const height = Math.abs(meanOf(at, to) - meanOf(from, at))
    const sure = height / (spread * Math.sqrt(1 / (at - from) + 1 / (to - at)))
    if (height < HEIGHT * spread || sure <= surest) continue
    const [before, after] = [levels.slice(from, at), levels.slice(at, to)]
    const step = squaresAroundMean(before) + squaresAroundMean(after)
    if (step >= STEP_AGAINST_SLOPE * fitLine([...before, ...after]).rest) continue
    surest = sure
    best = { at, height: median(after) - median(before) }
  }
  return best
}

function squaresAroundMean(values: readonly number[]): number {
  const middle = mean(values)
  let squares = 0
  for (const value of values) squares += (value - middle) ** 2
  return squares
}

/** Least squares line through equally spaced values: slope a step, standard error of the slope, squares that remain. */
export function fitLine(values: readonly number[]): { slope: number; error: number; rest: number } {
  const n = values.length
  if (n < 3) return { slope: 0, error: 0, rest: 0 }
  const middle = mean(values)
  let across = 0
  let along = 0
  values.forEach((value, index) => {
    across += (index - (n - 1) / 2) * (value - middle)
    along += (index - (n - 1) / 2) ** 2
  })
  const slope = across / along
  const rest = Math.max(0, squaresAroundMean(values) - slope * across)
  return { slope, error: Math.sqrt(rest / (n - 2) / along), rest }
}
