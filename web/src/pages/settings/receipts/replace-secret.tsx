// Replaces the webhook's secret: the new one is shown once, the old one signs for another day.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { newSecret, receiptsQuery } from './queries.ts'
import { SecretShownOnce } from './secret-shown-once.tsx'

export function ReplaceSecret({ onClose }: { onClose: () => void }) {
  const client = useQueryClient()
  const replace = useMutation({
    // Its answer holds the secret: nothing keeps it once the dialog is gone.
    gcTime: 0,
    mutationFn: newSecret,
    onSuccess: () => client.invalidateQueries({ queryKey: receiptsQuery.queryKey }),
  })
  if (replace.data) return <SecretShownOnce secret={replace.data.secret} onClose={onClose} />
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => replace.mutate()}
      title="Replace the webhook’s secret?"
      action="Replace secret"
      busy={replace.isPending}
      written="tenant · secret_rotated"
    >
      <p>
        For a day messages are signed with both, so that the receiver can change over. After that only the new one is
        good.
      </p>
      <FormError error={replace.error} />
    </ConfirmDialog>
  )
}
