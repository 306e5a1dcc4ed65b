// Exact division of money: whole nanodollars in, whole nanodollars out, and the parts sum to what was divided.

/**
 * Divides `amount` (nanodollars, any sign) in proportion to `weights` (each at least 0) by largest remainder: everybody gets the part
 * rounded towards zero, and the nanodollars that are left go one by one to the largest remainders, of equal ones to the earlier. The parts
 * always sum to `amount`, and none is further than one nanodollar from its exact share. Throws RangeError for a negative weight, for no
 * weights, and for weights that are all 0.
 */
export function divide(amount: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.some((weight) => weight < 0n)) throw new RangeError('a weight is negative')
  const total = weights.reduce((sum, weight) => sum + weight, 0n)
  if (total === 0n) throw new RangeError('there is nothing to divide by')
  const size = amount < 0n ? -amount : amount
  const parts = weights.map((weight) => (size * weight) / total)
  const left = Number(size - parts.reduce((sum, part) => sum + part, 0n)) // less than one a weight
  const byRemainder = weights
    .map((weight, at) => ({ at, remainder: (size * weight) % total }))
    .sort((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1))
  const lucky = new Set(byRemainder.slice(0, left).map(({ at }) => at))
  return parts.map((part, at) => {
    const whole = lucky.has(at) ? part + 1n : part
    return amount < 0n ? -whole : whole
  })
}
