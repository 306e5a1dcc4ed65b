// Revokes an export, or stops one that is being made: what ends for good, what stays.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ExportView } from '../../../../worker/http/schemas/exports.ts'
import { plural } from '../../format.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { toast } from '../../ui/toast.tsx'
import { revokeExport } from './queries.ts'
import { isBeingMade } from './states.ts'
import { exportName } from './what.ts'

export function Revoke({ row, onClose }: { row: ExportView; onClose: () => void }) {
  const client = useQueryClient()
  const name = exportName(row)
  const making = isBeingMade(row)
  const revoke = useMutation({
    mutationFn: () => revokeExport(row.id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['exports'] })
      void toast(making ? `“${name}” was stopped` : `“${name}” was revoked`)
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => revoke.mutate()}
      title={making ? `Stop making “${name}”?` : `Revoke “${name}”?`}
      action={making ? 'Stop export' : 'Revoke export'}
      busy={revoke.isPending}
      written={`export · revoked\nexport  ${row.id}`}
    >
      <p>
        {making
          ? 'Nothing of it is offered, and what was written so far is deleted. Make another when you need it.'
          : `Its links open nothing from now on, and its files are deleted within minutes, for good. Copies that were fetched stay where they are: ${row.downloads === 0 ? 'nobody has fetched it' : `it was fetched ${plural(row.downloads, 'time')}`} so far.`}
      </p>
      <FormError error={revoke.error} />
    </ConfirmDialog>
  )
}
