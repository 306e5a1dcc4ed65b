// A figure that could not be read: a role that does not open it is an empty state, everything else says what went wrong.
import type { ReactNode } from 'react'
import { ApiError } from '../api/client.ts'
import { clock } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Empty, ErrorPanel, Note } from '../ui/feedback.tsx'

interface FailedProps {
  error: unknown
  onRetry: () => void
  /** "Usage", "The records". */
  what: string
}

/** In place of the figures. */
export function Failed({ error, onRetry, what }: FailedProps) {
  if (error instanceof ApiError && error.status === 403) {
    return (
      <Empty icon="lock" title={`Your role does not open ${what.toLowerCase()}`}>
        {error.message}
      </Empty>
    )
  }
  return <ErrorPanel error={error} onRetry={onRetry} what={what} />
}

/** Above figures that were read before and could not be read again: they stay, with their time. */
export function Stale({ error, at, onRetry }: { error: unknown; at: number; onRetry: () => void }): ReactNode {
  const said = error instanceof ApiError ? error.message : 'The page itself failed here.'
  return (
    <div className="mb-4">
      <Note
        tone="warn"
        title={`These numbers are of ${clock(at)} UTC.`}
        end={
          <Button size="sm" icon="again" onClick={onRetry}>
            Retry
          </Button>
        }
      >
        {said}
        {error instanceof ApiError && error.requestId ? <span className="dim"> Request {error.requestId}</span> : null}
      </Note>
    </div>
  )
}
