// Renaming and removing one of the own passkeys.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldProblem } from '../../../api/problems.ts'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog, Dialog } from '../../../ui/dialog.tsx'
import { Field, Input } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { type Passkey, passkeysQuery, removePasskey, renamePasskey } from './queries.ts'

interface Props {
  passkey: Passkey
  onClose: () => void
}

export function RenamePasskey({ passkey, onClose }: Props) {
  const client = useQueryClient()
  const [name, setName] = useState(passkey.name ?? '')
  const rename = useMutation({
    mutationFn: () => renamePasskey(passkey.id, name),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: passkeysQuery.queryKey })
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title="Rename passkey"
      onSubmit={() => rename.mutate()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={rename.isPending}>
            Rename passkey
          </Button>
        </>
      }
    >
      <Field label="Name" error={fieldProblem(rename.error, 'name', 'The name')}>
        {(control) => (
          <Input {...control} maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <FormError error={rename.error} fields={['name']} />
    </Dialog>
  )
}

export function RemovePasskey({ passkey, onClose }: Props) {
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => removePasskey(passkey.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: passkeysQuery.queryKey })
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => remove.mutate()}
      title={`Remove the passkey “${passkey.name ?? 'without a name'}”?`}
      action="Remove passkey"
      busy={remove.isPending}
      written="member_access · passkey_removed"
    >
      <p>It stops signing in at once. Signing in by mail always works. Delete it on the device as well.</p>
      <FormError error={remove.error} />
    </ConfirmDialog>
  )
}
