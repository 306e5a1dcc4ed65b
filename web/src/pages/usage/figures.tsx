// Everything on the Usage page that stands on an answer with figures in it.
import { useQuery } from '@tanstack/react-query'
import type { UsageAnswer } from '../../../../worker/http/schemas/usage.ts'
import { resolveRange } from '../../date-range.ts'
import { noRows } from '../../figures/ask.ts'
import { closedPart, comparisonOf } from '../../figures/days.ts'
import { dimensionName, rowsTitle } from '../../figures/dimension-words.ts'
import { isStated } from '../../figures/stated.ts'
import { useMay } from '../../shell/may.ts'
import { daysBetween } from '../../time.ts'
import { Tabs } from '../../ui/tabs.tsx'
import { askOf, type Dimension, dimensions, furtherLists, isFurther, rowsAskOf, type UsageSearch } from './ask.ts'
import { BeyondTokens } from './beyond.tsx'
import { UsageChart } from './chart.tsx'
import { UsageGroups } from './groups.tsx'
import { KindsOfTokens } from './kinds.tsx'
import { usageQuery } from './queries.ts'
import { UsageRecords } from './records.tsx'
import { UsageStats } from './stats.tsx'

interface UsageFiguresProps {
  answer: UsageAnswer
  search: UsageSearch
  today: string
  set: (next: Partial<UsageSearch>) => void
}

/** Stats, chart, rows by the dimension of the tab, what the tokens were and what is beyond them, records. */
export function UsageFigures({ answer, search, today, set }: UsageFiguresProps) {
  const range = resolveRange(search.r ?? '28d', today)
  const closedDays = closedPart(range, today)
  const closed = closedDays ? daysBetween(closedDays.from, closedDays.to) : 0
  const comparison = comparisonOf(range, 'before', today)
  const now = useQuery({ ...usageQuery(askOf(search, comparison?.now ?? range)), enabled: comparison !== null })
  const compared = now.isError ? null : now.data && ([now.data.totals, now.data.previous] as const)
  const seesPeople = useMay('read:people')
  const by = search.by ?? 'model'
  const isTab = (one: Dimension) => {
    if (one === 'person') return seesPeople
    return !isFurther(one) || isStated(answer.options[furtherLists[one]])
  }
  const tabs = dimensions.filter((one) => one === by || isTab(one))
  const rows = rowsAskOf(search, today)
  return (
    <>
      <UsageStats answer={answer} comparison={comparison} compared={compared} closed={closed} search={search} />
      <UsageChart answer={answer} search={search} range={range} set={set} />
      <div className="section">
        <Tabs
          label="Usage by"
          value={by}
          onChange={(next) => set({ by: next === 'model' ? undefined : next, of: undefined })}
          items={tabs.map((value) => ({ value, label: dimensionName(value, search.vendor) }))}
        >
          <UsageGroups answer={answer} by={by} search={search} closed={closed} set={set} />
        </Tabs>
      </div>
      <div className="grid2 section">
        <KindsOfTokens totals={answer.totals} />
        <BeyondTokens answer={answer} search={search} />
      </div>
      {rows ? (
        <UsageRecords
          filter={rows}
          title={rowsTitle('Records', search, range, answer.groups)}
          onClose={() => set(noRows)}
        />
      ) : null}
    </>
  )
}
