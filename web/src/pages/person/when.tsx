// When this person is active: weekday by hour, in the viewer's time or UTC.
import type { PersonAnswer } from '../../../../worker/http/schemas/people.ts'
import { zoneName } from '../../time.ts'
import { HeatMap } from '../../ui/charts/heat-map.tsx'
import { Panel } from '../../ui/page.tsx'
import { Segments } from '../../ui/segments.tsx'
import { busiest, shiftWeek, wholeShift } from './heat.ts'

type Hours = 'local' | 'utc'

interface Props {
  answer: PersonAnswer
  hours: Hours | undefined
  onHours: (hours: Hours) => void
}

export function When({ answer, hours, onHours }: Props) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const shift = wholeShift(zone, answer.range)
  const canShift = shift !== null && shift !== 0
  const shown = canShift ? (hours ?? 'local') : 'utc'
  const cells = shown === 'local' && shift !== null ? shiftWeek(answer.heat, shift) : answer.heat
  return (
    <Panel
      title="When"
      end={
        canShift ? (
          <Segments
            label="Hours in"
            value={shown}
            onChange={onHours}
            options={[
              { value: 'local', label: zoneName(zone) },
              { value: 'utc', label: 'UTC' },
            ]}
          />
        ) : (
          <span className="small dim">UTC</span>
        )
      }
    >
      <HeatMap cells={cells} what="events" text={busiest(cells)} />
      <p className="tiny dim mt-2">{busiest(cells)}</p>
    </Panel>
  )
}
