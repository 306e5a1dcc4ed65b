// Shares, changes and sparklines from exact decimals. Only lengths and percentages become floats, never a printed sum.

/** A part of a whole, from 0 to 1; null when the whole is nothing. */
export function ratio(part: bigint | string, whole: bigint | string): number | null {
  const all = BigInt(whole)
  return all === 0n ? null : Number((BigInt(part) * 10_000_000n) / all) / 10_000_000
}

/** How much more (0.094) or less (−0.02); null when there was nothing before. */
export function changeOf(now: bigint | string, then: bigint | string): number | null {
  return ratio(BigInt(now) - BigInt(then), then)
}

/** Sums of each seven days in a row over the first `closed` days; empty under eight days, which show no direction. */
export function sevenDaySums(days: readonly (bigint | string | number)[], closed: number): number[] {
  const known = days.slice(0, closed).map(BigInt)
  if (known.length < 8) return []
  return known.slice(6).map((_, index) => Number(known.slice(index, index + 7).reduce((sum, one) => sum + one, 0n)))
}

/** The day sums of several groups: `[[1, 2], [3, 4]]` is `[4, 6]`. */
export function addSeries(series: readonly (readonly string[])[]): bigint[] {
  const sums: bigint[] = []
  for (const one of series) {
    for (const [index, value] of one.entries()) sums[index] = (sums[index] ?? 0n) + BigInt(value)
  }
  return sums
}
