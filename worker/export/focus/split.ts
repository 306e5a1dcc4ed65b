// One bill line as the parts of its keys: tokens are the weights, the largest remainders take what is left, and the parts sum to the line.
import type { FocusRow } from './columns.ts'
import { fromNano, plain } from './decimal.ts'
import type { BillLine } from './line.ts'
import type { Known } from './quantity.ts'
import { type Around, focusRow } from './row.ts'

/** The documented method (docs/decisions/115-focus.md). */
export const BY_TOKENS = 'tokens-by-key/1'

/** `whole` in parts in the proportion of `weights` (not negative, one above 0): whole numbers that sum to it exactly. */
export function inProportion(whole: bigint, weights: readonly bigint[]): bigint[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0n)
  const size = whole < 0n ? -whole : whole
  const cut = weights.map((weight, at) => ({ at, share: (size * weight) / all, rest: (size * weight) % all }))
  let left = size - cut.reduce((sum, { share }) => sum + share, 0n)
  for (const part of [...cut].sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1))) {
    if (left === 0n) break
    part.share++
    left--
  }
  return cut.map(({ share }) => (whole < 0n ? -share : share))
}

/** The rows of a line by key; the line itself where its use is not known by key. */
export function splitByKey(line: BillLine, known: Known | undefined, around: Around): FocusRow[] {
  const parts = known?.parts ?? []
  if (known === undefined || parts.length === 0 || line.nano < 0n) return [focusRow(line, known, around)]
  const weights = parts.map(({ count }) => count)
  const shares = inProportion(line.nano, weights)
  const listed = line.listed === null ? null : inProportion(line.listed, weights)
  const whole = focusRow(line, known, around)
  return parts.map(({ apiKey, count }, at): FocusRow => {
    const nano = shares[at] ?? 0n
    const own = { ...line, nano, listed: listed?.[at] ?? null }
    const row = focusRow(own, { ...known, count: { digits: count, places: 0 }, parts: [] }, around)
    // A part's price is the whole's: by list where that one is, and then exact by itself.
    const amount = plain(fromNano(own.listed ?? nano))
    const byAmount = whole.PricingUnit === line.currency
    const priced = byAmount
      ? { PricingQuantity: amount, PricingUnit: line.currency, ListUnitPrice: '1', ListCost: amount }
      : {}
    const sku = { SkuPriceId: whole.SkuPriceId, SkuPriceDetails: whole.SkuPriceDetails }
    return { ...row, ...priced, ...sku, x_CostBasis: 'allocated', x_AllocatedMethodId: BY_TOKENS, x_ApiKeyId: apiKey }
  })
}
