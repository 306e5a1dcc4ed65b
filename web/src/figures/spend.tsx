// What somebody spent, as cells: the sum, and the bar of two colours with each vendor's figure.
import type { VendorSpend } from '../../../worker/http/schemas/people.ts'
import { unknown } from '../format.ts'
import { Amount } from '../ui/amount.tsx'
import { vendorPaint } from '../ui/charts/paint.ts'
import { Vendor } from '../ui/marks.tsx'
import { vendorNames } from '../ui/vendors.ts'
import { type Estimate, estimateWords, isUnpriced, vendorShares } from './spend.ts'

/** `used` false is no use at all: a dash. Use without any price says so; a sum with a part unknown says at least. */
export function SpendAmount({ estimate, used }: { estimate: Estimate; used: boolean }) {
  if (!used) return <span className="dim">{unknown}</span>
  if (isUnpriced(estimate)) return <Amount nano={null} />
  return <Amount nano={estimate.nano} partly={estimate.rows_without_price > 0} />
}

/** The bar; its numbers stand beside or under it. */
export function SpendBar({ spend }: { spend: readonly VendorSpend[] }) {
  const shares = vendorShares(spend)
  if (shares.length === 0) return null
  return (
    <span className="bar" aria-hidden="true">
      {shares.map(({ vendor, share }) => (
        <i key={vendor} style={{ width: `${share * 100}%`, background: vendorPaint(vendor).fill }} />
      ))}
    </span>
  )
}

/** Each vendor's colour and figure; its name for those who do not see the colour. */
export function SpendFigures({ spend }: { spend: readonly VendorSpend[] }) {
  return (
    <span className="spend-figures">
      {spend.map(({ vendor, estimate }) => (
        <Vendor key={vendor} id={vendor}>
          <span title={vendorNames[vendor]}>
            <span className="sr">{vendorNames[vendor]} </span>
            {estimateWords(estimate)}
          </span>
        </Vendor>
      ))}
    </span>
  )
}
