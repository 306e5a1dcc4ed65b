// One vendor's way from estimate to bill, where both vendors' stand beside each other: the page's question, asked of that vendor.
import { useQuery } from '@tanstack/react-query'
import type { DayRange } from '../../date-range.ts'
import { Failed } from '../../figures/failed.tsx'
import type { VendorChoice } from '../../figures/vendor.ts'
import type { Day } from '../../time.ts'
import { Panel } from '../../ui/page.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { askOf, type CostSearch } from './ask.ts'
import { billTitle, FromEstimateToBill } from './bill.tsx'
import { explain } from './explain.ts'
import { costsQuery } from './queries.ts'

interface VendorBillProps {
  vendor: VendorChoice
  search: CostSearch
  range: DayRange
  today: Day
  set: (next: Partial<CostSearch>) => void
}

export function VendorBill({ vendor, search, range, today, set }: VendorBillProps) {
  const own = { ...search, vendor }
  const { data, error, refetch } = useQuery(costsQuery(askOf(own, range)))
  if (data) {
    const explained = explain(data, range, today)
    return <FromEstimateToBill vendor={vendor} answer={data} explained={explained} search={own} set={set} />
  }
  return (
    <Panel title={billTitle(vendor)}>
      {error ? (
        <Failed error={error} what="The way to the bill" onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows rows={7} />
      )}
    </Panel>
  )
}
