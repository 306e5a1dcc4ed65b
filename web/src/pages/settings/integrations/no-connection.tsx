// Nothing is connected yet: what that means and the one thing to do.
import { ButtonLink } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/feedback.tsx'

export function NoConnection({ may }: { may: boolean }) {
  return (
    <Empty
      icon="key"
      title="No vendor is connected"
      action={
        may ? (
          <ButtonLink size="sm" to="/settings" search={{ part: 'integrations', add: 'anthropic_admin' }}>
            Add the first connection
          </ButtonLink>
        ) : null
      }
    >
      {may
        ? 'With an Admin key of Anthropic or OpenAI, usage, costs, people and keys of the last 90 days come in by themselves.'
        : 'An owner or admin of the organization connects the first vendor.'}
    </Empty>
  )
}
