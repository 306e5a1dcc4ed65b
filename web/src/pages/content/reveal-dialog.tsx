// Before masked text is shown: what, why, for how long; the record is written first, whatever the reader does afterwards.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ChatView, RevealAnswer } from '../../../../worker/http/schemas/content.ts'
import { maskedIn } from '../../content/pieces.ts'
import { revealChat } from '../../content/queries.ts'
import { isReason } from '../../content/reason.ts'
import { ReasonField } from '../../content/reason-field.tsx'
import { useAct } from '../../content/use-act.ts'
import { whoName } from '../../content/who.ts'
import { count, plural } from '../../format.ts'
import { meQuery } from '../../shell/queries.ts'
import { clock } from '../../time.ts'
import { Button } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Note } from '../../ui/feedback.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { settingsQuery } from '../settings/organization/queries.ts'
import type { Choosable } from './transcript-parts.ts'

interface Props {
  chat: ChatView
  /** Passages of the whole chat. */
  passages: number
  chosen: readonly Choosable[]
  onClose: () => void
  /** `messages`: what was asked for, null for the whole chat. */
  onAnswer: (answer: RevealAnswer, messages: readonly number[] | null) => void
}

const minutes = 30

export function RevealDialog({ chat, passages, chosen, onClose, onAnswer }: Props) {
  const [what, setWhat] = useState<'chosen' | 'all'>(chosen.length > 0 ? 'chosen' : 'all')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const me = useQuery(meQuery).data?.user
  const two = useQuery({ ...settingsQuery, retry: false }).data?.second_approver === true
  const some = what === 'chosen' ? chosen.map(({ seq }) => seq) : null
  const inChosen = chosen.reduce((sum, { pieces }) => sum + maskedIn(pieces), 0)
  const reveal = useAct(
    () => revealChat(chat.id, { reason: reason.trim(), ...(some === null ? {} : { messages: some }) }),
    (answer) => onAnswer(answer, some),
  )
  const ends = clock(Date.now() + minutes * 60_000)
  return (
    <Dialog
      open
      onClose={onClose}
      title="Reveal masked text?"
      onSubmit={() => {
        setTried(true)
        if (isReason(reason)) reveal.mutate(undefined)
      }}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" icon="reveal" busy={reveal.isPending}>
            {two ? 'Record and ask' : 'Record and reveal'}
          </Button>
        </>
      }
    >
      <p className="sub">
        You will see {plural(some === null ? passages : inChosen, 'masked passage')} of{' '}
        <b>
          <bdi>{whoName(chat.person)}</bdi>
        </b>{' '}
        in {plural(some === null ? chat.messages : some.length, 'message')}, for {minutes} minutes, in this window
        alone.
      </p>
      {chosen.length > 0 ? (
        <RadioGroup
          legend="What to reveal"
          value={what}
          onChange={setWhat}
          options={[
            {
              value: 'chosen',
              label: chosen.length === 1 ? 'This message' : `These ${count(chosen.length)} messages`,
              hint: plural(inChosen, 'passage'),
            },
            {
              value: 'all',
              label: 'The whole chat',
              hint: `${plural(chat.messages, 'message')}, ${plural(passages, 'passage')}`,
            },
          ]}
        />
      ) : null}
      <ReasonField value={reason} onChange={setReason} tried={tried} error={reveal.error} />
      <div className="well">
        <div className="label mb-1">This will be written, whatever you do afterwards</div>
        <pre className="written">
          <span className="k">kind</span> <b>reveal</b> <span className="k">by</span>{' '}
          <b>{me ? me.name || me.email : 'you'}</b> <span className="k">until</span> <b>{two ? 'approved' : ends}</b>
          {'\n'}
          <span className="k">records</span> <b>{some === null ? `all ${count(chat.messages)}` : some.join(' ')}</b>
        </pre>
      </div>
      {two ? (
        <Note tone="info" title="A second person has to agree.">
          What you ask for waits under Content → Approvals until another owner or admin approves it.
        </Note>
      ) : null}
      <FormError error={reveal.error} fields={['reason']} />
    </Dialog>
  )
}
