// Revokes a token: whatever uses it stops at once.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { toast } from '../../../ui/toast.tsx'
import { revokeToken, type Token, tokensQuery } from './queries.ts'

export function RevokeToken({ token, onClose }: { token: Token; onClose: () => void }) {
  const client = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => revokeToken(token.id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: tokensQuery.queryKey })
      void toast(`“${token.name}” was revoked`)
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => revoke.mutate()}
      title={`Revoke “${token.name}”?`}
      action="Revoke token"
      busy={revoke.isPending}
      written={`token · revoked\ntoken  ${token.id}`}
    >
      <p>Whatever uses it stops at once. It cannot be brought back; make a new one instead. Its history stays.</p>
      <FormError error={revoke.error} />
    </ConfirmDialog>
  )
}
