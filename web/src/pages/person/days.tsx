// The person's days: events or Claude Code sessions. A bar leads to what it counts.
import { useNavigate } from '@tanstack/react-router'
import type { PersonAnswer } from '../../../../worker/http/schemas/people.ts'
import { customRange } from '../../date-range.ts'
import { count } from '../../format.ts'
import { useMay } from '../../shell/may.ts'
import { day } from '../../time.ts'
import { BarsPanel } from '../../ui/charts/chart-panel.tsx'
import { vendorPaint } from '../../ui/charts/paint.ts'
import { type ChartView, Segments } from '../../ui/segments.tsx'
import { axisCount, dayPoints } from '../activity/points.ts'

export type DaysOf = 'events' | 'sessions'

interface Props {
  answer: PersonAnswer
  of: DaysOf
  onOf: (of: DaysOf) => void
  view: ChartView
  onView: (view: ChartView) => void
}

export function Days({ answer, of, onOf, view, onView }: Props) {
  const navigate = useNavigate()
  const may = { events: useMay('read:activity'), sessions: useMay('read:sessions') }
  const values = answer.days.map((one) => ({
    day: one.day,
    value: of === 'events' ? one.activities : one.code_sessions,
  }))
  const top = values.reduce((most, one) => (one.value > most.value ? one : most), { day: '', value: 0 })
  const word = of === 'events' ? 'events' : 'Claude Code sessions'
  return (
    <BarsPanel
      title="Per day"
      section
      points={dayPoints(values)}
      series={[
        {
          id: of,
          label: word,
          paint: of === 'events' ? { fill: 'var(--ink-3)' } : vendorPaint('anthropic'),
        },
      ]}
      text={`${word} per UTC day${top.value > 0 ? `, most on ${day(top.day)} with ${count(top.value)}` : ''}.`}
      axis={axisCount}
      height={160}
      head={
        <Segments
          label="What is counted"
          value={of}
          onChange={onOf}
          options={[
            { value: 'events', label: 'Events' },
            { value: 'sessions', label: 'Code sessions' },
          ]}
        />
      }
      view={view}
      onView={onView}
      {...(may[of]
        ? {
            onOpen: (key: string) =>
              void navigate({
                to: of === 'events' ? '/activity' : '/sessions',
                search: { r: customRange(key, key), who: answer.person.subject },
              }),
            openWords: () => `Enter opens the ${word} of this day`,
          }
        : {})}
    />
  )
}
