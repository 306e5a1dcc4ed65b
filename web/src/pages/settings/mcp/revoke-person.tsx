// Ends one person's connection: their tokens stop at once, and they can connect again.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { toast } from '../../../ui/toast.tsx'
import { type ConnectedPerson, mcpQuery, revokePerson } from './queries.ts'

export function RevokePerson({ person, onClose }: { person: ConnectedPerson; onClose: () => void }) {
  const client = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => revokePerson(person.user),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: mcpQuery.queryKey })
      void toast(`${person.name || person.email} is not connected any more`)
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => revoke.mutate()}
      title={`Revoke the connection of ${person.name || person.email}?`}
      action="Revoke connection"
      busy={revoke.isPending}
      written="token · mcp_revoked"
    >
      <p>
        Their clients stop reporting and reading at once. What was reported stays. They can connect again; to prevent
        that, take them out of the organization.
      </p>
      <FormError error={revoke.error} />
    </ConfirmDialog>
  )
}
