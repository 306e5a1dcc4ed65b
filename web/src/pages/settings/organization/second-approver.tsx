// Whether reveals, exports with texts, releases of holds and erasures wait for a second person.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Switch } from '../../../ui/choice.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { Panel } from '../../../ui/page.tsx'
import { changeSettings, type Settings, settingsQuery } from './queries.ts'

export function SecondApprover({ settings, may }: { settings: Settings; may: boolean }) {
  const client = useQueryClient()
  const turn = useMutation({
    mutationFn: (on: boolean) => changeSettings({ second_approver: on }),
    onSuccess: (now) => client.setQueryData(settingsQuery.queryKey, now),
  })
  const on = turn.isPending ? turn.variables : settings.second_approver
  return (
    <Panel title="Two people">
      <div className="stack s3">
        <Switch
          checked={on}
          disabled={!may || turn.isPending}
          onChange={(next) => turn.mutate(next)}
          label="A second person approves"
        />
        <p className="small sub">
          On: a reveal, an export with texts, the release of a hold and an erasure each wait under Content → Approvals
          until another owner or admin agrees. Nobody approves what they asked for themselves.
        </p>
        <p className="small sub">
          With one owner or admin alone nothing of it can be done then. Turning the switch is itself a record.
        </p>
        <FormError error={turn.error} />
      </div>
    </Panel>
  )
}
