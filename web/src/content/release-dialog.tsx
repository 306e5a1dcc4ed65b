// Releases a hold: it stays on record that it stood, and why it stands no more.
import { useState } from 'react'
import type { HoldView } from '../../../worker/http/schemas/content.ts'
import { fieldProblem, hasCode } from '../api/problems.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, WillBeWritten } from '../ui/dialog.tsx'
import { Note } from '../ui/feedback.tsx'
import { Field, TextArea } from '../ui/field.tsx'
import { FormError } from '../ui/form-error.tsx'
import { toast } from '../ui/toast.tsx'
import { holdName } from './hold-words.ts'
import { releaseHold } from './queries.ts'
import { useAct } from './use-act.ts'

export function ReleaseDialog({ hold, onClose }: { hold: HoldView; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const release = useAct(
    () => releaseHold(hold.id, reason),
    () => {
      void toast('The hold was released')
      onClose()
    },
  )
  // Where two people are wanted, the wish is recorded and the hold stands on until somebody else agrees.
  const waits = hasCode(release.error, 'approval_needed')
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Release the hold on ${holdName(hold)}?`}
      onSubmit={() => {
        setTried(true)
        if (reason.trim() !== '') release.mutate(undefined)
      }}
      actions={
        <>
          <Button onClick={onClose}>{waits ? 'Close' : 'Cancel'}</Button>
          <Button type="submit" kind="primary" busy={release.isPending} disabled={waits}>
            Release hold
          </Button>
        </>
      }
    >
      <p className="sub">
        From then on an erasure can take what it protected, and so can a retention period, the next night. Other holds
        on the same person or chat stand on.
      </p>
      <Field
        label="Reason"
        hint="It is sealed into the record."
        error={tried && reason.trim() === '' ? 'Say why.' : fieldProblem(release.error, 'reason', 'The reason')}
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
      <WillBeWritten>{`hold · released\nhold  ${hold.id}`}</WillBeWritten>
      {waits ? (
        <Note tone="info" live title="Your wish is recorded.">
          The hold ends once another owner or admin approves it under Content → Approvals.
        </Note>
      ) : (
        <FormError error={release.error} fields={['reason']} />
      )}
    </Dialog>
  )
}
