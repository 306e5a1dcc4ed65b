// Cost per day: the chart that matters on the Overview. A bar leads to its bill lines.
import { useNavigate } from '@tanstack/react-router'
import type { OverviewAnswer } from '../../../../worker/http/schemas/overview.ts'
import type { DayRange } from '../../date-range.ts'
import { peakOf } from '../../figures/groups.ts'
import { axisMoney } from '../../format.ts'
import { dayRange } from '../../time.ts'
import { BarsPanel } from '../../ui/charts/chart-panel.tsx'
import type { ChartView } from '../../ui/segments.tsx'
import { overviewBars } from './points.ts'

interface CostPerDayProps {
  answer: OverviewAnswer
  range: DayRange
  r: string | undefined
  view: ChartView
  onView: (view: ChartView) => void
}

export function CostPerDay({ answer, range, r, view, onView }: CostPerDayProps) {
  const navigate = useNavigate()
  const { series, points } = overviewBars(answer)
  const peak = peakOf(points)
  return (
    <BarsPanel
      title="Cost per day"
      provenance="billed"
      points={points}
      series={series}
      axis={axisMoney}
      text={`Billed cost per day by vendor, ${dayRange(range.from, range.to)}. ${peak ? `Peak: ${peak.title}, ${peak.total}.` : ''}`}
      more={points.some((point) => point.open) ? [{ label: 'day not closed', shape: 'hatch' }] : []}
      view={view}
      onView={onView}
      onOpen={(day) => void navigate({ to: '/costs', search: { ...(r ? { r } : {}), day } })}
      openWords={() => 'Enter opens the bill lines of this day'}
    />
  )
}
