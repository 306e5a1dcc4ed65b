// Streams under the heads of their connections, in the order of the connections.
import type { ConnectionView, StreamView } from '../../../../../worker/http/schemas/connections.ts'

export type StreamRow = StreamView | { readonly group: ConnectionView }

export function isGroup(row: StreamRow): row is { readonly group: ConnectionView } {
  return 'group' in row
}

/** Only connections with streams get a head; streams of a connection that was removed are left out: nothing reads them. */
export function groupedStreams(streams: readonly StreamView[], connections: readonly ConnectionView[]): StreamRow[] {
  return connections.flatMap((group) => {
    const own = streams.filter((stream) => stream.connection === group.id)
    return own.length === 0 ? [] : [{ group }, ...own]
  })
}

/** Columns that would stand empty, or for which there is no room beside the drawer. */
export function hiddenColumns(streams: readonly Pick<StreamView, 'words' | 'request_id'>[], narrow: boolean): string[] {
  if (narrow) return ['next', 'recent', 'back', 'words']
  return streams.some((stream) => stream.words !== null || stream.request_id !== null) ? [] : ['words']
}

/** The next turn is here, give or take the half minute that a queue needs. */
export function isDue(stream: Pick<StreamView, 'next_due'>, now: number): boolean {
  return Date.parse(stream.next_due) - now < 30_000
}

/** A stream is late when it missed two of its turns and more: an hour for most, so three hours are worth a colour. */
const lateSeconds = 3 * 3600

export function isLate(stream: Pick<StreamView, 'lag_seconds'>): boolean {
  return stream.lag_seconds !== null && stream.lag_seconds >= lateSeconds
}
