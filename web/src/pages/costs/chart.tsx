// Is billed what we expected: bars for the bill, a tick for the estimate, a hatched field where no bill is yet.
import type { CostsAnswer } from '../../../../worker/http/schemas/costs.ts'
import type { DayRange } from '../../date-range.ts'
import { type Step, stepOf } from '../../figures/days.ts'
import { peakOf, seriesOf } from '../../figures/groups.ts'
import { axisMoney } from '../../format.ts'
import { dayRange } from '../../time.ts'
import { BarsPanel } from '../../ui/charts/chart-panel.tsx'
import type { LegendItem } from '../../ui/charts/legend.tsx'
import { Segments } from '../../ui/segments.tsx'
import type { CostSearch } from './ask.ts'
import { costPoints } from './points.ts'
import { dimensionNames, groupLabel } from './words.ts'

interface CostChartProps {
  answer: CostsAnswer
  search: CostSearch
  range: DayRange
  set: (next: Partial<CostSearch>) => void
}

const steps: readonly { value: Step; label: string }[] = [
  { value: 'day', label: 'Day' },
  { value: 'week', label: 'Week' },
  { value: 'month', label: 'Month' },
]

/** A bar opens its bill lines. */
export function CostChart({ answer, search, range, set }: CostChartProps) {
  const by = search.by ?? 'workspace'
  const step = stepOf(search.step, range)
  const groups = seriesOf(answer.groups.map((group) => ({ ...group, label: groupLabel(by, group.label) })))
  const bars = costPoints(answer, groups, step, range)
  const peak = peakOf(bars)
  const isUnbilled = bars.some((bar) => bar.unbilled)
  const hatched: LegendItem[] =
    isUnbilled || bars.some((bar) => bar.open)
      ? [{ label: isUnbilled ? 'not billed yet' : `${step} not closed`, shape: 'hatch' }]
      : []
  return (
    <BarsPanel
      section
      bare
      title={`Billed and expected, per ${step}`}
      points={bars}
      series={groups.series}
      axis={axisMoney}
      height={232}
      tickWord="estimate"
      more={[{ label: 'estimate', shape: 'line' }, ...hatched]}
      text={`Billed and estimated cost per ${step} by ${dimensionNames[by].toLowerCase()}, ${dayRange(range.from, range.to)}. ${peak ? `Peak: ${peak.title}, ${peak.total}.` : ''}`}
      view={search.view ?? 'chart'}
      onView={(view) => set({ view: view === 'chart' ? undefined : view })}
      onOpen={(day) => set({ day, rows: undefined, of: undefined })}
      openWords={() => `Enter opens the bill lines of this ${step}`}
      head={
        <Segments
          label="Cut by"
          value={step}
          onChange={(next) => set({ step: next, day: undefined })}
          options={steps}
        />
      }
      foot="Days are UTC. The vendor may restate the last three days; a restated line keeps its earlier value on the record."
    />
  )
}
