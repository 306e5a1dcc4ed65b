// An export with texts that waits for a second person: what they said, and the button once they agreed.
import { useQuery } from '@tanstack/react-query'
import { approvalsQuery } from '../../content/queries.ts'
import { whoName } from '../../content/who.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Note } from '../../ui/feedback.tsx'
import { FormError } from '../../ui/form-error.tsx'

interface Props {
  approval: string
  busy: boolean
  error: unknown
  onClose: () => void
  /** Begins another export in its place. */
  onForget: () => void
  onMake: (reason: string) => void
}

export function AskedExport({ approval, busy, error, onClose, onForget, onMake }: Props) {
  const query = useQuery({ ...approvalsQuery, refetchInterval: 10_000 })
  const one = query.data?.approvals.find(({ id }) => id === approval)
  const by = whoName(one?.decided_by ?? null)
  const approved = one?.state === 'approved'
  return (
    <Dialog
      open
      onClose={onClose}
      title="An export waits for a second person"
      actions={
        <>
          <Button onClick={onForget}>Begin another</Button>
          <Button kind="primary" busy={busy} disabled={!approved} onClick={() => onMake(one?.reason ?? '')}>
            Make export
          </Button>
        </>
      }
    >
      {approved ? (
        <Note tone="ok" title={`${by} approved it.`}>
          It is made exactly as it was asked for.
        </Note>
      ) : one === undefined || one.state === 'waiting' ? (
        <Note tone="info" title="It is recorded and waits.">
          Another owner or admin finds it under Content → Approvals. You may leave: “New export” leads back here.
        </Note>
      ) : (
        <Note tone="warn" title={one.state === 'refused' ? `${by} refused it.` : 'The wish has ended.'}>
          Ask again if it is still needed.
        </Note>
      )}
      {one ? <p className="wrap-anywhere">{one.words}</p> : null}
      <FormError error={error} />
    </Dialog>
  )
}
