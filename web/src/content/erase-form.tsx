// The form of an erasure that nothing forbids: counts, reason, what is typed; then the intention is a record and the work begins.
import { useState } from 'react'
import type { ErasurePreview, ErasureView } from '../../../worker/http/schemas/content.ts'
import { fieldProblem } from '../api/problems.ts'
import { Button } from '../ui/button.tsx'
import { RadioGroup } from '../ui/choice.tsx'
import { Dialog, WillBeWritten } from '../ui/dialog.tsx'
import { Field, Input, Select } from '../ui/field.tsx'
import { FormError } from '../ui/form-error.tsx'
import { countedWords, type ReasonCode, reasonCodes } from './erasure-words.ts'
import { beginErasure } from './queries.ts'
import { isReason } from './reason.ts'
import { ReasonField } from './reason-field.tsx'
import { useAct } from './use-act.ts'

interface Props {
  scope: ErasureView['scope']
  target: string
  title: string
  preview: ErasurePreview
  onClose: () => void
  onBegun: (erasure: ErasureView) => void
}

const goes: Record<ErasureView['scope'], string> = {
  chat: 'the title and every captured text of this chat, and the words it can be found by.',
  person:
    'every captured text, every sealed field, the key of this person, their entry in the directory, and every export that holds any of it.',
  tenant:
    'every key and every text of this workspace, all sealed fields, all connections and exports. Nobody can sign in to it again.',
}
const stays: Record<ErasureView['scope'], string> = {
  chat: 'that there was a chat, with how many messages, when; the records, without anything to read in them.',
  person:
    'numbers, times and the chain of records, under a subject that leads to nobody. The person is not captured again.',
  tenant: 'a chain of records that nobody can open, so that what you hold of it can still be checked.',
}
const usualReason: Record<ErasureView['scope'], ReasonCode> = {
  chat: 'request',
  person: 'request',
  tenant: 'off_boarding',
}
const codes = Object.entries(reasonCodes).map(([value, label]) => ({ value, label }))

export function EraseForm({ scope, target, title, preview, onClose, onBegun }: Props) {
  const [code, setCode] = useState<ReasonCode>(usualReason[scope])
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const [mentions, setMentions] = useState<'erase' | 'keep'>('erase')
  const [tried, setTried] = useState(false)
  const begin = useAct(beginErasure, onBegun)
  const ready = typed.trim() === preview.confirm
  const counted = countedWords(preview)
  const submit = () => {
    setTried(true)
    if (!ready || !isReason(reason)) return
    begin.mutate({ scope, target, confirm: typed.trim(), reason_code: code, reason: reason.trim(), mentions })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="danger-solid" disabled={!ready} busy={begin.isPending}>
            Erase for good
          </Button>
        </>
      }
    >
      <p>
        <b>Goes:</b> {goes[scope]}
        {counted.length > 0 ? <span className="sub"> In all {counted.join(', ')}.</span> : null}
      </p>
      <p>
        <b>Stays:</b> {stays[scope]}
      </p>
      {scope === 'person' ? (
        <RadioGroup
          legend="Messages of others that name this person"
          value={mentions}
          onChange={setMentions}
          options={[
            { value: 'erase', label: 'Erase them too', hint: 'Those that hold their address or full name.' },
            { value: 'keep', label: 'Keep them', hint: 'The certificate says so.' },
          ]}
        />
      ) : null}
      <Field label="Why" error={fieldProblem(begin.error, 'reason_code', 'The cause')}>
        {(control) => (
          <Select {...control} value={code} options={codes} onChange={(event) => setCode(codeOf(event.target.value))} />
        )}
      </Field>
      <ReasonField value={reason} onChange={setReason} tried={tried} error={begin.error} />
      <WillBeWritten>{`erasure · intended, before anything goes\nerasure · erased, with what went and how it was checked`}</WillBeWritten>
      <Field
        label={
          <>
            Type <bdi className="mono wrap-anywhere">{preview.confirm}</bdi> to go on
          </>
        }
        error={fieldProblem(begin.error, 'confirm', 'What you typed')}
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <FormError error={begin.error} fields={['confirm', 'reason', 'reason_code']} />
    </Dialog>
  )
}

const codeOf = (value: string): ReasonCode =>
  value in reasonCodes ? (value as ReasonCode) /* one of its keys, as just asked */ : 'other'
