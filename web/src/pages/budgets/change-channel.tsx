// Renames a channel or gives it another address or key; what is secret is written anew and never shown.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ChannelView } from '../../../../worker/http/schemas/alerts.ts'
import { fieldProblem } from '../../api/problems.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, Input } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { toast } from '../../ui/toast.tsx'
import { TargetField } from './channel-fields.tsx'
import { changeOf } from './channel-wish.ts'
import { changeChannel, channelsQuery } from './queries.ts'

export function ChangeChannel({ channel, onClose }: { channel: ChannelView; onClose: () => void }) {
  const client = useQueryClient()
  const [name, setName] = useState(channel.name)
  const [target, setTarget] = useState('')
  const save = useMutation({
    gcTime: 0,
    mutationFn: () => changeChannel(channel.id, changeOf(channel.kind, name, target)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: channelsQuery.queryKey })
      void toast('Channel saved')
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Change ${channel.name}`}
      onSubmit={() => save.mutate()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={save.isPending}>
            Save channel
          </Button>
        </>
      }
    >
      <Field label="Name" error={fieldProblem(save.error, 'name', 'The name')}>
        {(control) => (
          <Input {...control} maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <TargetField
        kind={channel.kind}
        value={target}
        onChange={setTarget}
        error={save.error}
        keeps={channel.to === null ? 'Left empty, the one it has stays.' : `Left empty, ${channel.to} stays.`}
      />
      <FormError error={save.error} fields={['name', 'address', 'url', 'routing_key']} />
    </Dialog>
  )
}
