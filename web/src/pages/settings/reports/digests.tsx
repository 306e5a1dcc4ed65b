// The digests to one's own address: one switch each, and what they say.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { moment } from '../../../time.ts'
import { Button } from '../../../ui/button.tsx'
import { Switch } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorPanel } from '../../../ui/feedback.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { Panel } from '../../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../../ui/skeleton.tsx'
import { beginDigest, type Every, endSchedule, previewQuery, type Schedule, schedulesQuery } from './queries.ts'

const kinds: readonly { every: Every; label: string; words: string }[] = [
  { every: 'week', label: 'Weekly digest', words: 'on Monday, about Monday to Sunday before' },
  { every: 'month', label: 'Monthly digest', words: 'on the first, about the month before' },
]

export function Digests({ schedules, email }: { schedules: readonly Schedule[]; email: string }) {
  const [shown, setShown] = useState<Every | null>(null)
  return (
    <Panel
      title="Digest by mail"
      sub={`What was billed and used, what moved it, what waits for somebody; each figure with the link to its screen. Sent to ${email} after eight in the morning, UTC.`}
    >
      <div className="stack s4">
        {kinds.map(({ every, label, words }) => (
          <DigestSwitch
            key={every}
            every={every}
            label={`${label}, ${words}`}
            running={schedules.find((one) => one.own && one.kind === 'digest' && one.every === every)}
            onShow={() => setShown(every)}
          />
        ))}
      </div>
      {shown === null ? null : <Preview every={shown} onClose={() => setShown(null)} />}
    </Panel>
  )
}

interface SwitchProps {
  every: Every
  label: string
  running: Schedule | undefined
  onShow: () => void
}

function DigestSwitch({ every, label, running, onShow }: SwitchProps) {
  const client = useQueryClient()
  const turn = useMutation({
    mutationFn: async (on: boolean) => {
      if (on) await beginDigest(every)
      else if (running) await endSchedule(running.id)
    },
    onSettled: () => client.invalidateQueries({ queryKey: schedulesQuery.queryKey }),
  })
  const on = turn.isPending ? turn.variables : running !== undefined
  return (
    <div className="stack s1">
      <span className="row wrap">
        <Switch checked={on} disabled={turn.isPending} onChange={(next) => turn.mutate(next)} label={label} />
        <Button size="sm" kind="ghost" aria-label={`Show what the ${every}ly digest says`} onClick={onShow}>
          Show what it says
        </Button>
      </span>
      {running ? (
        <span className="small sub">{running.words ?? `The next one is mailed on ${moment(running.next_at)}.`}</span>
      ) : null}
      <FormError error={turn.error} />
    </div>
  )
}

/** The mail about the last whole period, as it would arrive. */
function Preview({ every, onClose }: { every: Every; onClose: () => void }) {
  const preview = useQuery(previewQuery(every))
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={every === 'week' ? 'The digest of last week' : 'The digest of last month'}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      {preview.error ? (
        <ErrorPanel what="The digest" error={preview.error} onRetry={() => void preview.refetch()} />
      ) : (
        <Waiting waiting={preview.isPending} skeleton={<SkeletonRows rows={12} />}>
          {() =>
            preview.data ? (
              <div className="stack s3">
                <b>{preview.data.subject}</b>
                <pre className="mail">{preview.data.text}</pre>
              </div>
            ) : null
          }
        </Waiting>
      )}
    </Dialog>
  )
}
