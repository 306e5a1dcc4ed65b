// Events per UTC day; a bar narrows the list to its day.
import type { ActivityAnswer } from '../../../../worker/http/schemas/people.ts'
import { customRange } from '../../date-range.ts'
import { count, plural } from '../../format.ts'
import { day } from '../../time.ts'
import { BarsPanel } from '../../ui/charts/chart-panel.tsx'
import { axisCount, dayPoints } from './points.ts'
import type { ActivitySearch, SetSearch } from './search.ts'

interface Props {
  days: ActivityAnswer['days']
  search: ActivitySearch
  set: SetSearch
}

export function ActivityChart({ days, search, set }: Props) {
  const points = dayPoints(days.map((one) => ({ day: one.day, value: one.count })))
  const top = days.reduce((most, one) => (one.count > most.count ? one : most), { day: '', count: 0 })
  return (
    <BarsPanel
      bare
      title="Events per day"
      points={points}
      series={[{ id: 'events', label: 'events', paint: { fill: 'var(--ink-3)' } }]}
      text={`Events per UTC day${top.count > 0 ? `, most on ${day(top.day)} with ${count(top.count)}` : ''}.`}
      axis={axisCount}
      height={120}
      view={search.view ?? 'chart'}
      onView={(view) => set({ view: view === 'chart' ? undefined : view })}
      onOpen={(key) => set({ r: customRange(key, key) })}
      openWords={(key) =>
        `Enter shows the ${plural(days.find((one) => one.day === key)?.count ?? 0, 'event')} of this day`
      }
    />
  )
}
