// When the person works: weekday by hour, in the viewer's time or UTC, of all sources or one of them.
import type { PersonAnswer } from '../../../../worker/http/schemas/people.ts'
import { zoneName } from '../../time.ts'
import { HeatMap } from '../../ui/charts/heat-map.tsx'
import { Panel } from '../../ui/page.tsx'
import { Segments } from '../../ui/segments.tsx'
import type { VendorId } from '../../ui/vendors.ts'
import { busiest, cellsOf, shiftWeek, sourcesOf, wholeShift } from './heat.ts'

type Hours = 'local' | 'utc'

interface Props {
  answer: PersonAnswer
  hours: Hours | undefined
  onHours: (hours: Hours) => void
  source: VendorId | undefined
  onSource: (source: VendorId | undefined) => void
}

export function When({ answer, hours, onHours, source, onSource }: Props) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const shift = wholeShift(zone, answer.range)
  const canShift = shift !== null && shift !== 0
  const shown = canShift ? (hours ?? 'local') : 'utc'
  const asked = cellsOf(answer, source)
  const cells = shown === 'local' && shift !== null ? shiftWeek(asked, shift) : asked
  const sources = sourcesOf(answer)
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
      <div className="mb-3">
        <Segments
          label="Seen at"
          value={source ?? 'all'}
          onChange={(next) => onSource(next === 'all' ? undefined : next)}
          options={[{ value: 'all', label: 'All' }, ...sources]}
        />
      </div>
      <HeatMap cells={cells} what="events" text={busiest(cells)} />
      <p className="tiny dim mt-2">{busiest(cells)}</p>
    </Panel>
  )
}
