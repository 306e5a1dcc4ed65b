// Sums over what people spent: exact, and honest about rows that no price is known for.
import type { PersonRow, VendorSpend } from '../../../worker/http/schemas/people.ts'
import { atLeast, money } from '../format.ts'
import { ratio } from './ratio.ts'

export type Estimate = PersonRow['estimate']

/** The estimates together; a part without a price stays without one. */
export function addEstimates(estimates: readonly Estimate[]): Estimate {
  return {
    nano: String(estimates.reduce((sum, one) => sum + BigInt(one.nano), 0n)),
    rows_without_price: estimates.reduce((sum, one) => sum + one.rows_without_price, 0),
  }
}

/** Nothing of it has a price: "no price", which is not nothing. */
export const isUnpriced = (estimate: Estimate): boolean =>
  estimate.rows_without_price > 0 && BigInt(estimate.nano) === 0n

/** `$12.40`, `≥ $12.40` or `no price`. */
export function estimateWords(estimate: Estimate): string {
  if (isUnpriced(estimate)) return 'no price'
  return atLeast(money(estimate.nano), estimate.rows_without_price > 0)
}

/** What a table sorts by; what used nothing, or has no price at all, goes last. */
export function spendOrder({ estimate, spend }: Pick<PersonRow, 'estimate' | 'spend'>): bigint | null {
  return spend.length === 0 || isUnpriced(estimate) ? null : BigInt(estimate.nano)
}

/** Tokens over all vendors. */
export const tokensOf = (spend: readonly VendorSpend[]): bigint =>
  spend.reduce((sum, one) => sum + BigInt(one.tokens), 0n)

/** Each vendor's part of what is priced, from 0 to 1; empty when nothing is. */
export function vendorShares(spend: readonly VendorSpend[]): { vendor: VendorSpend['vendor']; share: number }[] {
  const whole = BigInt(addEstimates(spend.map((one) => one.estimate)).nano)
  return spend.flatMap(({ vendor, estimate }) => {
    const share = ratio(estimate.nano, whole)
    return share === null || share === 0 ? [] : [{ vendor, share }]
  })
}

/** The middle one of those who spent anything, nanodollars; null when nobody did. Of an even number, the lower of the two. */
export function medianSpend(people: readonly Pick<PersonRow, 'estimate'>[]): string | null {
  const sums = people.map((one) => BigInt(one.estimate.nano)).filter((sum) => sum > 0n)
  sums.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const middle = sums[Math.floor((sums.length - 1) / 2)]
  return middle === undefined ? null : String(middle)
}

/** People with use at more than one vendor. */
export const atBoth = (people: readonly Pick<PersonRow, 'spend'>[]): number =>
  people.filter((one) => one.spend.length > 1).length
