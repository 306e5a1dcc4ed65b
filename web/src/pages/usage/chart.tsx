// How much, per day, of what: the chart of the Usage page with its two switches.
import type { UsageAnswer } from '../../../../worker/http/schemas/usage.ts'
import type { DayRange } from '../../date-range.ts'
import { stepOf } from '../../figures/days.ts'
import { dimensionName } from '../../figures/dimension-words.ts'
import { peakOf, seriesOf } from '../../figures/groups.ts'
import { StepSwitch } from '../../figures/step-switch.tsx'
import { axisMoney, axisTokens } from '../../format.ts'
import { dayRange } from '../../time.ts'
import { BarsPanel } from '../../ui/charts/chart-panel.tsx'
import { Segments } from '../../ui/segments.tsx'
import { measures, type UsageSearch } from './ask.ts'
import { usagePoints } from './points.ts'
import { measureNames } from './words.ts'

interface UsageChartProps {
  answer: UsageAnswer
  search: UsageSearch
  range: DayRange
  set: (next: Partial<UsageSearch>) => void
}

/** Bars by group; a bar opens its records. */
export function UsageChart({ answer, search, range, set }: UsageChartProps) {
  const measure = search.show ?? 'tokens'
  const step = stepOf(search.step, range)
  const groups = seriesOf(answer.groups)
  const bars = usagePoints(answer.days, groups, measure, step, range)
  const peak = peakOf(bars)
  const what = measure === 'tokens' ? 'Tokens' : measure === 'output' ? 'Output tokens' : 'Cost'
  return (
    <BarsPanel
      section
      bare
      title={`${what} per ${step}`}
      {...(measure === 'cost' ? { provenance: 'estimate' as const } : {})}
      points={bars}
      series={groups.series}
      axis={measure === 'cost' ? axisMoney : axisTokens}
      height={248}
      more={bars.some((bar) => bar.open) ? [{ label: `${step} not closed`, shape: 'hatch' }] : []}
      text={`${what} per ${step} by ${dimensionName(answer.by, search.vendor).toLowerCase()}, ${dayRange(range.from, range.to)}. ${peak ? `Peak: ${peak.title}, ${peak.total}.` : ''}`}
      view={search.view ?? 'chart'}
      onView={(view) => set({ view: view === 'chart' ? undefined : view })}
      onOpen={(day) => set({ day, rows: undefined, of: undefined })}
      openWords={() => `Enter opens the records of this ${step}`}
      head={
        <>
          <Segments
            label="Measure"
            value={measure}
            onChange={(show) => set({ show: show === 'tokens' ? undefined : show })}
            options={measures.map((value) => ({ value, label: measureNames[value] }))}
          />
          <StepSwitch value={step} onChange={(next) => set({ step: next, day: undefined })} />
        </>
      }
      foot="Days are UTC. Vendors may restate the last three days; a restated day keeps its earlier value on the record."
    />
  )
}
