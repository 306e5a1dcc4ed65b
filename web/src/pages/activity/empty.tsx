// Why there are no events: the feed has causes of its own, the rest is said as everywhere.
import type { ActivityAnswer } from '../../../../worker/http/schemas/people.ts'
import type { DayRange } from '../../date-range.ts'
import { EmptyCause } from '../../figures/empty-cause.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { type ActivitySearch, noFilter, type SetSearch } from './search.ts'

interface Props {
  freshness: ActivityAnswer['freshness']
  range: DayRange
  vendor: ActivitySearch['vendor']
  set: SetSearch
}

const anthropicFeed = (
  <>
    Anthropic’s feed needs a key with <span className="mono">read:compliance_activities</span>, and the organization
    must have switched the Compliance API on under its data settings.
  </>
)
const openaiLog = (
  <>
    OpenAI’s audit log needs a key with <span className="mono">api.audit_logs.read</span>, and an owner must have
    switched audit logging on under Organization → Data controls.
  </>
)

export function NoActivity({ freshness, range, vendor, set }: Props) {
  if (freshness.empty === 'not_readable') {
    return (
      <Empty
        icon="key"
        title={`The ${vendor === 'openai' ? 'audit log' : 'activity feed'} cannot be read with this key`}
        action={
          <ButtonLink to="/settings" search={{ part: 'integrations' }}>
            See what is missing
          </ButtonLink>
        }
      >
        {vendor === 'openai' ? null : anthropicFeed} {vendor === 'anthropic' ? null : openaiLog} Events from before that
        moment were never recorded.
      </Empty>
    )
  }
  return (
    <EmptyCause
      freshness={freshness}
      what="Events"
      report={vendor === 'openai' ? 'audit log' : 'activity feed'}
      range={range}
      vendor={vendor}
      onRange={(r) => set({ r })}
      onClear={() => set(noFilter)}
    />
  )
}
