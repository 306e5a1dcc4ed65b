// Removes a member: what goes, what stays, which record is written.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { toast } from '../../../ui/toast.tsx'
import { type Member, membersQuery, removeMember } from './queries.ts'

interface ButtonProps {
  member: Member
  /** Why it cannot be done; said in the role's cell. */
  why: string | null
  onAsk: (member: Member) => void
}

export function RemoveButton({ member, why, onAsk }: ButtonProps) {
  return (
    <Button
      size="sm"
      disabled={why !== null}
      aria-label={`Remove ${member.name || member.email}`}
      title={why ?? undefined}
      onClick={() => onAsk(member)}
    >
      Remove
    </Button>
  )
}

export function RemoveMember({ member, onClose }: { member: Member; onClose: () => void }) {
  const client = useQueryClient()
  const name = member.name || member.email
  const remove = useMutation({
    mutationFn: () => removeMember(member.id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: membersQuery.queryKey })
      void toast(`${name} was removed`)
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => remove.mutate()}
      title={`Remove ${name}?`}
      action="Remove member"
      type={member.email}
      busy={remove.isPending}
      written={`member_access · removed\nrole    ${member.role}\nmember  sealed`}
    >
      <p>
        <b>Goes:</b> their access to this organization, at once, and every API token they made.
      </p>
      <p>
        <b>Stays:</b> the records of what they did here, and their account for other organizations.
      </p>
      <FormError error={remove.error} />
    </ConfirmDialog>
  )
}
