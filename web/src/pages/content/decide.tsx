// The answer to a wish that waits: yes or no, with words to whoever asked. It is a record, and it is final.
import { useState } from 'react'
import type { ApprovalView } from '../../../../worker/http/schemas/content.ts'
import { approvalKinds } from '../../content/approval-words.ts'
import { decide } from '../../content/queries.ts'
import { useAct } from '../../content/use-act.ts'
import { whoName } from '../../content/who.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { toast } from '../../ui/toast.tsx'

interface Props {
  approval: ApprovalView
  decision: 'approve' | 'refuse'
  onClose: () => void
}

const effects: Record<ApprovalView['kind'], string> = {
  reveal: 'They may then read the personal data of these messages for 30 minutes.',
  export: 'The export is then made, and whoever has its link reads and keeps it.',
  erasure: 'It then begins at once and cannot be undone.',
  release: 'The hold then ends at once, and what it protected can be erased.',
}

export function Decide({ approval, decision, onClose }: Props) {
  const [words, setWords] = useState('')
  const yes = decision === 'approve'
  const send = useAct(
    () => decide(approval.id, decision, words.trim()),
    () => {
      void toast(yes ? 'Approved' : 'Refused')
      onClose()
    },
  )
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${yes ? 'Approve' : 'Refuse'}: ${approvalKinds[approval.kind].toLowerCase()}?`}
      onSubmit={() => send.mutate(undefined)}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            kind={yes && approval.kind === 'erasure' ? 'danger-solid' : 'primary'}
            busy={send.isPending}
          >
            {yes ? 'Record and approve' : 'Record and refuse'}
          </Button>
        </>
      }
    >
      <p>
        <bdi>{whoName(approval.requested_by)}</bdi> asks: {approval.words}
        {approval.reason ? (
          <>
            {' '}
            <q className="sub">{approval.reason}</q>
          </>
        ) : null}
      </p>
      {yes ? <p className="sub">{effects[approval.kind]}</p> : null}
      <Field label="Words to them" hint="May stay empty. They are kept with the record.">
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            maxLength={1000}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </Field>
      <FormError error={send.error} />
    </Dialog>
  )
}
