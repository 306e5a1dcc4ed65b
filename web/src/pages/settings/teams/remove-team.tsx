// Takes a team away from today on: what stays its own, and what ends.
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { toast } from '../../../ui/toast.tsx'
import { type Team, useRemoveTeam } from './queries.ts'

export function RemoveTeam({ team, onClose }: { team: Team; onClose: () => void }) {
  const remove = useRemoveTeam(() => {
    void toast(`“${team.name}” was removed`)
    onClose()
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => remove.mutate(team.id)}
      title={`Remove “${team.name}”?`}
      action="Remove team"
      busy={remove.isPending}
      written={`tenant · team_removed\nteam  ${team.id}`}
    >
      <p>
        Its rules end today, and those that would begin later go. What it had until today stays its own, and so do the
        months that are frozen. From tomorrow on the rest is nobody’s until another rule says otherwise.
      </p>
      <FormError error={remove.error} />
    </ConfirmDialog>
  )
}
