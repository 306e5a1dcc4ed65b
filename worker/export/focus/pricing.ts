// The list side of a charge: quantity × list price where both are known and multiply exactly, else the money itself as one price of 1.
import { type Decimal, fromNano, plain, times } from './decimal.ts'
import type { BillLine } from './line.ts'
import { searchPrice, tokenPrice } from './list-price.ts'
import type { Known } from './quantity.ts'

/** `by`: amount = no list price is known, so the charge is priced by the unit of its currency: 1 each. */
export type Pricing = {
  by: 'list' | 'amount'
  quantity: string
  unit: string
  unitPrice: string
  listCost: string
}

const shift = ({ digits, places }: Decimal, by: number): Decimal => ({ digits, places: places + by })

/** `nano`: what the line costs by the vendor's own list where that is stated, else what was billed. */
export function pricingOf(line: BillLine, known: Known | undefined): Pricing {
  const listed = line.listed ?? line.nano
  const priced = known === undefined ? undefined : listPricing(line, known)
  if (priced !== undefined && (line.listed === null || nearest(priced.cost) === line.listed)) return priced.pricing
  const amount = plain(fromNano(listed))
  return { by: 'amount', quantity: amount, unit: line.currency, unitPrice: '1', listCost: amount }
}

function listPricing(line: BillLine, known: Known): { pricing: Pricing; cost: Decimal } | undefined {
  const tokens = known.what === 'tokens'
  const speed = line.speed ?? known.speed
  // Use of two speeds on one line has two prices.
  if (known.what === 'other' || (tokens && line.vendor === 'anthropic' && speed === null)) return undefined
  const each = tokens ? tokenPrice({ ...line, speed }) : searchPrice
  if (each === undefined) return undefined
  const [places, unit] = tokens ? ([6, '1000000 Tokens'] as const) : ([3, '1000 Searches'] as const)
  const quantity = shift(known.count, places)
  const unitPrice = times(each, { digits: 10n ** BigInt(places), places: 0 })
  const cost = times(unitPrice, quantity)
  return {
    cost,
    pricing: { by: 'list', quantity: plain(quantity), unit, unitPrice: plain(unitPrice), listCost: plain(cost) },
  }
}

/** Whole nanodollars, half up; the vendor's own list amount is rounded somewhere too. */
function nearest({ digits, places }: Decimal): bigint {
  if (places <= 9) return digits * 10n ** BigInt(9 - places)
  const cut = 10n ** BigInt(places - 9)
  return (2n * digits + cut) / (2n * cut)
}
