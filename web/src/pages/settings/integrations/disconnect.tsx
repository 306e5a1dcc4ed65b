// Disconnects: the sealed key is destroyed, the records stay. Type the name, see the record that will be written.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ConnectionView } from '../../../../../worker/http/schemas/connections.ts'
import { kinds } from '../../../connections/kinds.ts'
import { connectionsQuery, disconnect, streamsQuery } from '../../../connections/queries.ts'
import { organizationWords } from '../../../connections/words.ts'
import { plural } from '../../../format.ts'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { FormError } from '../../../ui/form-error.tsx'

interface Props {
  connection: ConnectionView
  onClose: () => void
  onGone: () => void
}

export function Disconnect({ connection, onClose, onGone }: Props) {
  const client = useQueryClient()
  const { id, kind, name, organization, last4, backfill } = connection
  const { vendorName, where } = kinds[kind]
  const go = useMutation({
    mutationFn: () => disconnect(id),
    onSuccess: () => {
      client.setQueryData(connectionsQuery.queryKey, (old) => old?.filter((one) => one.id !== id))
      void client.invalidateQueries({ queryKey: streamsQuery.queryKey })
      onGone()
    },
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => go.mutate()}
      title={`Disconnect “${name}”?`}
      action="Disconnect and destroy key"
      type={name}
      busy={go.isPending}
      written={`connection · removed\norganization  ${organization.id}\nkey           …${last4}`}
    >
      <p>
        <b>Goes:</b> our sealed copy of the key ending in <span className="mono">{last4}</span>, at once and for good.
        Reading of {organizationWords(organization)} stops.
      </p>
      <p>
        <b>Stays:</b> {plural(backfill.records, 'record')} that were read, with their proofs. Connecting the
        organization again goes on where reading stopped.
      </p>
      <p className="small sub">
        The key itself lives on at {vendorName} until you delete it {where}.
      </p>
      <FormError error={go.error} />
    </ConfirmDialog>
  )
}
