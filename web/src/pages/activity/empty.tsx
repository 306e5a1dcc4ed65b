// Why there are no events: the feed has causes of its own, the rest is said as everywhere.
import type { ActivityAnswer } from '../../../../worker/http/schemas/people.ts'
import type { DayRange } from '../../date-range.ts'
import { EmptyCause } from '../../figures/empty-cause.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { noFilter, type SetSearch } from './search.ts'

interface Props {
  freshness: ActivityAnswer['freshness']
  range: DayRange
  set: SetSearch
}

export function NoActivity({ freshness, range, set }: Props) {
  if (freshness.empty === 'not_readable') {
    return (
      <Empty
        icon="key"
        title="The activity feed cannot be read with this key"
        action={
          <ButtonLink to="/settings" search={{ part: 'integrations' }}>
            See what is missing
          </ButtonLink>
        }
      >
        The feed needs a key with <span className="mono">read:compliance_activities</span>, and the organization must
        have switched the Compliance API on under its data settings. Events from before that moment were never recorded.
      </Empty>
    )
  }
  return (
    <EmptyCause
      freshness={freshness}
      what="Events"
      report="activity feed"
      range={range}
      onRange={(r) => set({ r })}
      onClear={() => set(noFilter)}
    />
  )
}
