// A part of Content that could not be read: without a key for content the API refuses it, and says so with its own way out.
import { ApiError } from '../../api/client.ts'
import { Failed } from '../../figures/failed.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'

interface Props {
  error: unknown
  what: string
  onRetry: () => void
}

/** The role was asked before the page opened, so a refusal is about the key. */
export const isRefused = (error: unknown): boolean => error instanceof ApiError && error.status === 403

export function Unread({ error, what, onRetry }: Props) {
  if (!isRefused(error)) return <Failed error={error} what={what} onRetry={onRetry} />
  return (
    <Empty
      icon="key"
      title="No Compliance Access Key is connected"
      action={
        <ButtonLink to="/settings" search={{ part: 'integrations', add: 'anthropic_compliance' }}>
          Connect a Compliance Access Key
        </ButtonLink>
      }
    >
      {what} begin with captured chats, and those come with this key alone.
    </Empty>
  )
}
