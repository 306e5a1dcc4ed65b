// Sessions per UTC day; days that the vendor may still restate are hatched.
import type { SessionsAnswer } from '../../../../worker/http/schemas/people.ts'
import { customRange, type RangeCode } from '../../date-range.ts'
import { count, plural } from '../../format.ts'
import { day } from '../../time.ts'
import { BarsPanel } from '../../ui/charts/chart-panel.tsx'
import { vendorPaint } from '../../ui/charts/paint.ts'
import type { ChartView } from '../../ui/segments.tsx'
import { axisCount, dayPoints } from '../activity/points.ts'

interface Props {
  days: SessionsAnswer['days']
  view: ChartView
  onView: (view: ChartView) => void
  /** Narrows the page to one day. */
  onDay: (range: RangeCode) => void
}

export function SessionsChart({ days, view, onView, onDay }: Props) {
  const points = dayPoints(days.map((one) => ({ day: one.day, value: one.sessions, open: !one.closed })))
  const top = days.reduce((most, one) => (one.sessions > most.sessions ? one : most), { day: '', sessions: 0 })
  const developers = (key: string) => days.find((one) => one.day === key)?.developers ?? 0
  return (
    <BarsPanel
      title="Sessions per day"
      section
      bare
      points={points}
      series={[{ id: 'sessions', label: 'sessions', paint: vendorPaint('anthropic') }]}
      more={days.some((one) => !one.closed) ? [{ label: 'day not closed', shape: 'hatch' }] : []}
      text={`Claude Code sessions per UTC day${top.sessions > 0 ? `, most on ${day(top.day)} with ${count(top.sessions)}` : ''}.`}
      axis={axisCount}
      height={160}
      view={view}
      onView={onView}
      onOpen={(key) => onDay(customRange(key, key))}
      openWords={(key) => `Enter shows the ${plural(developers(key), 'developer')} of this day`}
    />
  )
}
