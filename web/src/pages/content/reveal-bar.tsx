// Above a transcript: masked or revealed, how long still, and what became of a wish that a second person decides.
import { useQuery } from '@tanstack/react-query'
import { clockWords, minutesWords } from '../../content/countdown.ts'
import { approvalsQuery, revealChat } from '../../content/queries.ts'
import { useAct } from '../../content/use-act.ts'
import { whoName } from '../../content/who.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/feedback.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Icon } from '../../ui/icon.tsx'
import { type Asked, type Reveal, useLeft } from './reveals.ts'

/** The switch as drawn; once revealed, the time that is left in its place. */
export function RevealSwitch({ onReveal, why }: { onReveal: () => void; why: string | undefined }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out inline with its siblings everywhere.
    <span className="seg" role="group" aria-label="Personal data">
      <button type="button" aria-pressed="true">
        Masked
      </button>
      <button type="button" aria-pressed="false" disabled={why !== undefined} title={why} onClick={onReveal}>
        <Icon name="lock" size={14} />
        Reveal…
      </button>
    </span>
  )
}

/** `onEnd` is called when the time is over, and when the reader has seen enough. */
export function Revealed({ until, onEnd }: { until: string; onEnd: () => void }) {
  const left = useLeft(until, onEnd)
  return (
    <span className="row nowrap">
      <span className="row small warn-t">
        <Icon name="reveal" size={14} />
        <span aria-hidden="true">Revealed, {clockWords(left)} left</span>
        <span className="sr" role="status">
          {minutesWords(left)}
        </span>
      </span>
      <Button size="sm" onClick={onEnd}>
        Back to masked
      </Button>
    </span>
  )
}

interface AskedProps {
  chat: string
  asked: Asked
  onRevealed: (reveal: Reveal) => void
  onForget: () => void
}

/** A wish that was recorded and waits. Whoever asked looks on here; whoever decides, under Approvals. */
export function AskedNote({ chat, asked, onRevealed, onForget }: AskedProps) {
  const approvals = useQuery({ ...approvalsQuery, refetchInterval: 10_000 })
  const one = approvals.data?.approvals.find(({ id }) => id === asked.approval)
  const reveal = useAct(
    () =>
      revealChat(chat, {
        reason: one?.reason ?? '',
        approval: asked.approval,
        ...(asked.messages === null ? {} : { messages: asked.messages }),
      }),
    (answer) => {
      onForget()
      if (answer.until !== null) onRevealed({ id: answer.id, until: answer.until })
    },
  )
  if (one === undefined || one.state === 'waiting') {
    return (
      <Note tone="info" title="Your wish to reveal waits for a second person.">
        It is recorded. Another owner or admin finds it under Content → Approvals; this page looks for their answer.
      </Note>
    )
  }
  const by = whoName(one.decided_by)
  if (one.state === 'approved') {
    return (
      <Note
        tone="ok"
        title={`${by} approved the reveal.`}
        end={
          <Button size="sm" icon="reveal" busy={reveal.isPending} onClick={() => reveal.mutate(undefined)}>
            Reveal now
          </Button>
        }
      >
        It begins when you press, and lasts 30 minutes.
        <FormError error={reveal.error} />
      </Note>
    )
  }
  return (
    <Note
      tone="warn"
      title={one.state === 'refused' ? `${by} refused the reveal.` : 'The wish to reveal has ended.'}
      end={
        <Button size="sm" onClick={onForget}>
          Put it away
        </Button>
      }
    >
      {one.state === 'refused' ? 'Ask them why, or ask again with another reason.' : 'Ask again if it is still needed.'}
    </Note>
  )
}
