// Is billed what we expected: bars for the bill, a tick for the estimate, a hatched field where no bill is yet.
import type { CostsAnswer } from '../../../../worker/http/schemas/costs.ts'
import type { DayRange } from '../../date-range.ts'
import { stepOf } from '../../figures/days.ts'
import { dimensionName } from '../../figures/dimension-words.ts'
import { peakOf, seriesOf, vendorSeriesOf } from '../../figures/groups.ts'
import { StepSwitch } from '../../figures/step-switch.tsx'
import { axisMoney } from '../../format.ts'
import { dayRange } from '../../time.ts'
import { BarsPanel } from '../../ui/charts/chart-panel.tsx'
import type { LegendItem } from '../../ui/charts/legend.tsx'
import { Segments } from '../../ui/segments.tsx'
import type { CostSearch, Stack } from './ask.ts'
import { billedBy, costPoints } from './points.ts'
import { withWords } from './words.ts'

interface CostChartProps {
  answer: CostsAnswer
  search: CostSearch
  range: DayRange
  set: (next: Partial<CostSearch>) => void
}

/** Over several vendors the first question is whose bill it is. */
const stackOf = (answer: CostsAnswer, search: CostSearch): Stack =>
  search.stack ?? (billedBy(answer.groups).size > 1 ? 'vendor' : 'group')

/** A bar opens its bill lines. */
export function CostChart({ answer, search, range, set }: CostChartProps) {
  const by = search.by ?? 'workspace'
  const step = stepOf(search.step, range)
  const stack = stackOf(answer, search)
  const what = dimensionName(by, search.vendor)
  const groups = stack === 'vendor' ? vendorSeriesOf(answer.groups) : seriesOf(withWords(by, answer.groups))
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
      text={`Billed and estimated cost per ${step} by ${stack === 'vendor' ? 'vendor' : what.toLowerCase()}, ${dayRange(range.from, range.to)}. ${peak ? `Peak: ${peak.title}, ${peak.total}.` : ''}`}
      view={search.view ?? 'chart'}
      onView={(view) => set({ view: view === 'chart' ? undefined : view })}
      onOpen={(day) => set({ day, rows: undefined, of: undefined })}
      openWords={() => `Enter opens the bill lines of this ${step}`}
      head={
        <>
          <StepSwitch value={step} onChange={(next) => set({ step: next, day: undefined })} />
          {billedBy(answer.groups).size > 1 ? (
            <Segments
              label="Stacked by"
              value={stack}
              onChange={(next) => set({ stack: next === 'vendor' ? undefined : next })}
              options={[
                { value: 'vendor', label: 'Vendor' },
                { value: 'group', label: what },
              ]}
            />
          ) : null}
        </>
      }
      foot="Days are UTC. The vendor may restate the last three days; a restated line keeps its earlier value on the record."
    />
  )
}
