// Everything on the Costs page that stands on an answer with figures in it.
import { useQuery } from '@tanstack/react-query'
import type { CostsAnswer } from '../../../../worker/http/schemas/costs.ts'
import { resolveRange } from '../../date-range.ts'
import { noRows } from '../../figures/ask.ts'
import { closedPart, comparisonOf } from '../../figures/days.ts'
import { dimensionName, rowsTitle } from '../../figures/dimension-words.ts'
import { isStated } from '../../figures/stated.ts'
import { vendorChoices } from '../../figures/vendor.ts'
import { type Day, daysBetween } from '../../time.ts'
import { Note } from '../../ui/feedback.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { askOf, type CostSearch, dimensions, furtherLists, isFurther, rowsAskOf } from './ask.ts'
import { FromEstimateToBill } from './bill.tsx'
import { CostChart } from './chart.tsx'
import { explain } from './explain.ts'
import { CostGroups } from './groups.tsx'
import { billedBy } from './points.ts'
import { costsQuery } from './queries.ts'
import { CostRecords } from './records.tsx'
import { CostStats } from './stats.tsx'
import { VendorBill } from './vendor-bill.tsx'
import { WhyMore } from './why.tsx'
import { withWords } from './words.ts'

interface CostFiguresProps {
  answer: CostsAnswer
  search: CostSearch
  today: Day
  set: (next: Partial<CostSearch>) => void
}

/** Stats, chart, the two reasons, rows, records. */
export function CostFigures({ answer, search, today, set }: CostFiguresProps) {
  const range = resolveRange(search.r ?? '28d', today)
  const closedDays = closedPart(range, today)
  const closed = closedDays ? daysBetween(closedDays.from, closedDays.to) : 0
  const comparison = comparisonOf(range, search.vs ?? 'before', today)
  const enabled = comparison !== null
  const now = useQuery({ ...costsQuery(askOf(search, comparison?.now ?? range)), enabled })
  const earlier = useQuery({ ...costsQuery(askOf(search, comparison?.earlier ?? range)), enabled })
  const both = now.data && earlier.data && ([now.data.totals.billed, earlier.data.totals.billed] as const)
  const compared = now.isError || earlier.isError ? null : both
  const explained = explain(answer, range, today)
  const by = search.by ?? 'workspace'
  const tabs = dimensions.filter((one) => one === by || !isFurther(one) || isStated(answer.options[furtherLists[one]]))
  const rows = rowsAskOf(search, today)
  return (
    <>
      {answer.currency === 'USD' ? null : (
        <div className="mb-4">
          <Note tone="warn" title="The bill is not in US dollars alone.">
            Lines in other currencies are on record as they came; sums here add numbers, not currencies.
          </Note>
        </div>
      )}
      <CostStats
        answer={answer}
        explained={explained}
        comparison={comparison}
        compared={compared}
        closed={closed}
        search={search}
      />
      <CostChart answer={answer} search={search} range={range} set={set} />
      {billedBy(answer.groups).size > 1 ? (
        <>
          <div className="grid2 section">
            {vendorChoices.map((vendor) => (
              <VendorBill key={vendor} vendor={vendor} search={search} range={range} today={today} set={set} />
            ))}
          </div>
          {comparison ? (
            <div className="grid2 section">
              <WhyMore comparison={comparison} search={search} />
            </div>
          ) : null}
        </>
      ) : (
        <div className={comparison ? 'grid2 section' : 'section'}>
          <FromEstimateToBill answer={answer} explained={explained} search={search} set={set} />
          {comparison ? <WhyMore comparison={comparison} search={search} /> : null}
        </div>
      )}
      <div className="section">
        <Tabs
          label="Costs by"
          value={by}
          onChange={(next) => set({ by: next === 'workspace' ? undefined : next, of: undefined })}
          items={tabs.map((value) => ({ value, label: dimensionName(value, search.vendor) }))}
        >
          <CostGroups answer={answer} by={by} search={search} closed={closed} set={set} />
        </Tabs>
      </div>
      {rows ? (
        <CostRecords
          filter={rows}
          title={rowsTitle('Bill lines', search, range, withWords(by, answer.groups))}
          onClose={() => set(noRows)}
        />
      ) : null}
    </>
  )
}
