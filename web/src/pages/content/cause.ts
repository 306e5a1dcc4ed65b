// Why the list of chats is empty: one cause, so that the screen can name the one action that helps.
import type { ConnectionView, StreamView } from '../../../../worker/http/schemas/connections.ts'
import type { ContentSummary } from '../../../../worker/http/schemas/content.ts'

export type Cause =
  | { readonly cause: 'not_connected' }
  | { readonly cause: 'not_readable'; readonly words: string | null; readonly connection: string }
  | { readonly cause: 'reading'; readonly connection: string }
  | { readonly cause: 'nothing_captured' }
  | { readonly cause: 'nothing_fits'; readonly notIndexed: number }

interface Known {
  /** Null while the API refuses: no key is connected and nothing was ever captured. */
  readonly summary: Pick<ContentSummary, 'connected' | 'chats'> | null
  readonly connections: readonly Pick<ConnectionView, 'id' | 'kind' | 'state' | 'words' | 'backfill'>[]
  readonly streams: readonly Pick<StreamView, 'connection' | 'stream' | 'state' | 'words'>[]
  readonly filtered: boolean
  readonly notIndexed: number
}

/** Only asked when there is no chat to show. What was captured before a key went away can still be read, so a filter comes first. */
export function causeOf({ summary, connections, streams, filtered, notIndexed }: Known): Cause {
  if (summary !== null && summary.chats > 0 && filtered) return { cause: 'nothing_fits', notIndexed }
  const key = connections.find(({ kind, state }) => kind === 'anthropic_compliance' && state !== 'removed')
  if (key === undefined || summary === null) return { cause: 'not_connected' }
  const stream = streams.find((one) => one.connection === key.id && one.stream === 'anthropic.content')
  if (key.state === 'broken' || stream?.state === 'skipped') {
    return { cause: 'not_readable', words: stream?.words ?? key.words, connection: key.id }
  }
  if (key.backfill.state === 'running' || key.backfill.state === 'paused')
    return { cause: 'reading', connection: key.id }
  return filtered ? { cause: 'nothing_fits', notIndexed } : { cause: 'nothing_captured' }
}
