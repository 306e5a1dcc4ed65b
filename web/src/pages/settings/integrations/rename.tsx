// Renames a connection. Only people read the name; records and streams do not change.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConnectionView } from '../../../../../worker/http/schemas/connections.ts'
import { fieldProblem } from '../../../api/problems.ts'
import { connectionsQuery, renameConnection } from '../../../connections/queries.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field, Input } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'

export function Rename({ connection, onClose }: { connection: ConnectionView; onClose: () => void }) {
  const client = useQueryClient()
  const [name, setName] = useState(connection.name)
  const rename = useMutation({
    mutationFn: () => renameConnection(connection.id, name),
    onSuccess: (view) => {
      client.setQueryData(connectionsQuery.queryKey, (old) => old?.map((one) => (one.id === view.id ? view : one)))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title="Rename connection"
      onSubmit={() => rename.mutate()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={rename.isPending}>
            Rename connection
          </Button>
        </>
      }
    >
      <Field label="Name" error={fieldProblem(rename.error, 'name', 'The name')}>
        {(control) => (
          <Input {...control} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <FormError error={rename.error} fields={['name']} />
    </Dialog>
  )
}
