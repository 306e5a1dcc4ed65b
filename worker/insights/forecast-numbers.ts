/** Order statistics for the forecast: everything robust here rests on medians and quantiles of small lists. */

/** Middle value of a list; 0 of an empty one. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Value below which a share of the list lies (linear between ranks); 0 of an empty list. */
export function quantile(values: readonly number[], share: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), share)
}

/** The same of a list already in ascending order. */
export function quantileOfSorted(sorted: Float64Array, share: number): number {
  const rank = share * (sorted.length - 1)
  const low = sorted[Math.floor(rank)] ?? 0
  const high = sorted[Math.ceil(rank)] ?? low
  return low + (high - low) * (rank - Math.floor(rank))
}

/** Value at which half of the weight is reached. Lists of the same length; 0 of empty ones. */
export function weightedMedian(values: readonly number[], weights: readonly number[]): number {
  const pairs = values.map((value, index) => ({ value, weight: weights[index] ?? 0 })).sort((a, b) => a.value - b.value)
  const half = sum(weights) / 2
  let passed = 0
  for (const { value, weight } of pairs) {
    passed += weight
    if (passed >= half) return value
  }
  return 0
}

/** Plain sum. */
export function sum(values: readonly number[]): number {
  let total = 0
  for (const value of values) total += value
  return total
}

/** Arithmetic mean; 0 of an empty list. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length
}

/** Standard deviation as the median absolute deviation sees it: one wild day does not move it. */
export function robustSpread(values: readonly number[], around = median(values)): number {
  return 1.4826 * median(values.map((value) => Math.abs(value - around)))
}

/** Median of each value's neighbourhood, `side` values each way and fewer at the ends. One sorted list slides along: n × side steps, not n sorts. */
export function runningMedian(values: readonly number[], side: number): number[] {
  const sorted: number[] = []
  const place = (value: number): number => {
    let at = 0
    while (at < sorted.length && (sorted[at] ?? value) < value) at += 1
    return at
  }
  for (const value of values.slice(0, side)) sorted.splice(place(value), 0, value)
  return values.map((_, index) => {
    const coming = values[index + side]
    const leaving = values[index - side - 1]
    if (coming !== undefined) sorted.splice(place(coming), 0, coming)
    if (leaving !== undefined) sorted.splice(place(leaving), 1)
    const half = sorted.length >> 1
    const high = sorted[half] ?? 0
    return sorted.length % 2 === 1 ? high : (high + (sorted[half - 1] ?? high)) / 2
  })
}
