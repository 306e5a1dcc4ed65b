// From estimate to bill: the table that begins with the tokens, names every difference and ends at the cost report.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { CostsAnswer } from '../../../../worker/http/schemas/costs.ts'
import { noRows } from '../../figures/ask.ts'
import type { VendorChoice } from '../../figures/vendor.ts'
import { atLeast, money, percent } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Badge, Vendor } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { vendorNames } from '../../ui/vendors.ts'
import { type CostSearch, inUsage, noKinds } from './ask.ts'
import { alertShare, type Explained, type Part } from './explain.ts'

interface BillProps {
  /** Named where the same table stands for the other vendor beside it. */
  vendor?: VendorChoice
  answer: CostsAnswer
  explained: Explained | null
  search: CostSearch
  set: (next: Partial<CostSearch>) => void
}

const inkRule = { borderTop: '2px solid var(--line-ink)' }

/** The parts add up to the bill to the cent. */
export function FromEstimateToBill({ vendor, answer, explained, search, set }: BillProps) {
  const { totals } = answer
  return (
    <Panel title={billTitle(vendor)} end={explained ? <Unnamed explained={explained} /> : null}>
      {explained === null || totals.estimate === null ? (
        <NothingToCompare hasEstimate={totals.estimate !== null} onClear={() => set({ ...noKinds, ...noRows })} />
      ) : (
        <table aria-label={vendor ? `${vendorNames[vendor]}: from estimate to bill` : 'From estimate to bill'}>
          <tbody>
            <tr>
              <td>
                <b className="strong">Tokens × price list</b>
                <span className="sub2">Usage rows at the prices of their day</span>
              </td>
              <td className="p4">
                <Provenance kind="estimate" />
              </td>
              <td className="num">{atLeast(money(totals.estimate.nano), totals.estimate.rows_without_price > 0)}</td>
            </tr>
            {explained.parts.map((part) => (
              <tr key={part.code}>
                <td>
                  {part.label}
                  <span className="sub2">{part.words}</span>
                </td>
                <td className="p4 small nowrap">
                  <PartRows part={part} search={search} />
                </td>
                <td className="num">{money(part.nano, { sign: true })}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" style={inkRule}>
                Cost report
              </th>
              <td className="p4" style={inkRule}>
                <Provenance kind="billed" />
              </td>
              <td className="num" style={inkRule}>
                {money(totals.billed)}
              </td>
            </tr>
          </tfoot>
        </table>
      )}
    </Panel>
  )
}

export const billTitle = (vendor: VendorChoice | undefined): ReactNode =>
  vendor ? <Vendor id={vendor}>{vendorNames[vendor]}: from estimate to bill</Vendor> : 'From estimate to bill'

function Unnamed({ explained }: { explained: Explained }) {
  const { unnamed, share } = explained
  if (unnamed === 0n) {
    return (
      <Badge tone="ok" icon="check">
        Every cent has a name
      </Badge>
    )
  }
  const isMuch = share === null || share > alertShare
  return (
    <span title={`Above ${percent(alertShare)} of the bill this turns amber`}>
      <Badge tone={isMuch ? 'warn' : undefined}>{money(unnamed)} without a name</Badge>
    </span>
  )
}

function PartRows({ part, search }: { part: Part; search: CostSearch }) {
  const { link } = part
  if (link.to === 'usage') {
    return (
      <Link
        to="/usage"
        search={{
          ...inUsage(search),
          show: 'cost',
          ...(link.r ? { r: link.r } : {}),
          ...(link.tier ? { tier: [link.tier], by: 'tier' } : {}),
        }}
      >
        Usage
      </Link>
    )
  }
  const kinds = link.cost_type ? { cost_type: [link.cost_type] } : {}
  return (
    <Link to="/costs" search={{ ...search, ...kinds, day: undefined, of: undefined, rows: '1' }} resetScroll={false}>
      Bill lines
    </Link>
  )
}

function NothingToCompare({ hasEstimate, onClear }: { hasEstimate: boolean; onClear: () => void }) {
  if (hasEstimate) {
    return (
      <Empty title="Nothing to compare yet">
        A difference needs both: bill lines and usage with a price. One of them is missing in these days.
      </Empty>
    )
  }
  return (
    <Empty title="No estimate for this filter" action={<Button onClick={onClear}>Show every kind of line</Button>}>
      Usage does not know kinds of bill lines, so nothing can be expected of one of them alone.
    </Empty>
  )
}
