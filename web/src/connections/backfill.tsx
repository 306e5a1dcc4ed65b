// How far the past of a connection is read, live, with pause and resume. What was read stays.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ConnectionView } from '../../../worker/http/schemas/connections.ts'
import { plural } from '../format.ts'
import { Button } from '../ui/button.tsx'
import { Progress } from '../ui/feedback.tsx'
import { FormError } from '../ui/form-error.tsx'
import { connectionsQuery, turnBackfill } from './queries.ts'
import { backfillWords } from './words.ts'

interface Props {
  connection: ConnectionView
  /** Whether the person may pause and resume. */
  may: boolean
}

export function Backfill({ connection, may }: Props) {
  const client = useQueryClient()
  const { id, backfill } = connection
  const turn = useMutation({
    mutationFn: (action: 'pause' | 'resume') => turnBackfill(id, action),
    onSuccess: (view) =>
      client.setQueryData(connectionsQuery.queryKey, (old) => old?.map((one) => (one.id === view.id ? view : one))),
  })
  const running = backfill.state === 'running'
  const stoppable = running || backfill.state === 'paused'
  return (
    <div className="stack s1">
      <div className="row between wrap">
        <span role={running ? 'status' : undefined}>
          {backfillWords(backfill)}
          <span className="dim">, {plural(backfill.records, 'record')}</span>
        </span>
        {stoppable && may ? (
          <Button
            size="sm"
            icon={running ? 'pause' : 'again'}
            busy={turn.isPending}
            onClick={() => turn.mutate(running ? 'pause' : 'resume')}
          >
            {running ? 'Pause' : 'Resume'}
          </Button>
        ) : null}
      </div>
      {backfill.state === 'none' ? null : (
        <Progress
          done={backfill.days_done}
          total={backfill.days_asked}
          label={`Days read of ${connection.name}`}
          {...(backfill.state === 'paused' ? { tone: 'warn' as const } : {})}
          {...(backfill.state === 'done' ? { tone: 'ok' as const } : {})}
        />
      )}
      <FormError error={turn.error} />
      {running ? <span className="small dim">Newest day first. It goes on without this page.</span> : null}
    </div>
  )
}
