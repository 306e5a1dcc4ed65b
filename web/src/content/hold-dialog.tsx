// Places a legal hold on a person or a chat: from then on nothing of it can be erased, and that it stands is a record.
import { type ReactNode, useState } from 'react'
import { fieldProblem } from '../api/problems.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, WillBeWritten } from '../ui/dialog.tsx'
import { Field, Input, TextArea } from '../ui/field.tsx'
import { FormError } from '../ui/form-error.tsx'
import { toast } from '../ui/toast.tsx'
import { placeHold } from './queries.ts'
import { useAct } from './use-act.ts'

interface Props {
  scope: 'person' | 'chat'
  /** Any subject of the person, or the chat's id; null while it is not chosen. */
  target: string | null
  /** Who or what, in words; null while it is not chosen. */
  name: string | null
  /** In place of the name: a field in which somebody is chosen. */
  chooser?: ReactNode
  onClose: () => void
}

export function HoldDialog({ scope, target, name, chooser, onClose }: Props) {
  const [matter, setMatter] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const place = useAct(placeHold, () => {
    void toast(name === null ? 'The hold stands' : `The hold on ${name} stands`)
    onClose()
  })
  const wrong = tried && matter.trim() === ''
  return (
    <Dialog
      open
      onClose={onClose}
      title={name === null ? 'Place a hold' : `Place a hold on ${name}?`}
      onSubmit={() => {
        setTried(true)
        if (matter.trim() !== '' && target !== null) place.mutate({ scope, target, matter, reason })
      }}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" icon="hold" busy={place.isPending}>
            Place hold
          </Button>
        </>
      }
    >
      <p className="sub">
        {scope === 'person'
          ? 'All chats and records of this person, past and coming, stay until the hold is released: no erasure and no retention period takes them.'
          : 'This chat stays until the hold is released: no erasure and no retention period takes it.'}
      </p>
      {chooser}
      {tried && target === null ? (
        <p className="small bad-t" role="alert">
          Choose whom the hold is on.
        </p>
      ) : null}
      <Field
        label="Matter"
        hint="As your legal team calls it."
        error={wrong ? 'Name the matter.' : fieldProblem(place.error, 'matter', 'The matter')}
      >
        {(control) => (
          <Input {...control} maxLength={200} value={matter} onChange={(event) => setMatter(event.target.value)} />
        )}
      </Field>
      <Field
        label="Reason"
        hint="May stay empty. It is sealed into the record."
        error={fieldProblem(place.error, 'reason', 'The reason')}
      >
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <WillBeWritten>{`hold · placed\nscope   ${scope}\nmatter  sealed`}</WillBeWritten>
      <FormError error={place.error} fields={['matter', 'reason']} />
    </Dialog>
  )
}
