// Adds a channel: its kind, its name, and the one thing it needs; a webhook's secret is then shown once.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldProblem } from '../../api/problems.ts'
import { Button } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, Input } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { toast } from '../../ui/toast.tsx'
import { TargetField } from './channel-fields.tsx'
import { type ChannelKind, channelKinds, wishOf } from './channel-wish.ts'
import { addChannel, channelsQuery } from './queries.ts'
import { kindWords } from './words.ts'

interface Props {
  onClose: () => void
  onSecret: (secret: string) => void
}

export function AddChannel({ onClose, onSecret }: Props) {
  const client = useQueryClient()
  const [kind, setKind] = useState<ChannelKind>('mail')
  const [name, setName] = useState('')
  const [target, setTarget] = useState('')
  const add = useMutation({
    // What goes in and what comes back may be secret: nothing keeps it once the dialog is gone.
    gcTime: 0,
    mutationFn: () => addChannel(wishOf(kind, name.trim() || kindWords[kind], target)),
    onSuccess: async ({ secret }) => {
      if (secret !== null) onSecret(secret)
      await client.invalidateQueries({ queryKey: channelsQuery.queryKey })
      void toast('Channel added; send it a test')
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title="Add a channel"
      onSubmit={() => add.mutate()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={add.isPending} disabled={target.trim() === ''}>
            Add channel
          </Button>
        </>
      }
    >
      <RadioGroup
        legend="Kind"
        value={kind}
        onChange={(next) => {
          setKind(next)
          setTarget('')
          add.reset()
        }}
        options={channelKinds.map((one) => ({ value: one, label: kindWords[one] }))}
      />
      <Field
        label="Name"
        hint="How budgets and the history call it."
        error={fieldProblem(add.error, 'name', 'The name')}
      >
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            value={name}
            placeholder={kindWords[kind]}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <TargetField key={kind} kind={kind} value={target} onChange={setTarget} error={add.error} />
      <FormError error={add.error} fields={['name', 'address', 'url', 'routing_key']} />
    </Dialog>
  )
}
