// Which streams stand behind a screen: taken from the catalog, so that a stream is on its screen as soon as it exists.
import { STREAMS } from '../../vendors/catalog.ts'
import type { Vendor } from '../../vendors/stream.ts'

/** What a screen asks for. `actors` is the same use as `usage` again, by person. */
export type Feed = 'usage' | 'actors' | 'costs' | 'activity' | 'sessions'

const FEEDS: Readonly<Record<Feed, RegExp>> = {
  usage: /\.usage(\.|$)/,
  actors: /\.usage_actors$/,
  costs: /\.costs$/,
  activity: /\.(activity|audit_logs)$/,
  sessions: /\.code_analytics$/,
}

/** Ids of the streams of these feeds, of one vendor when one is asked for; our own acts come from no stream. */
export function streamsBehind(feeds: readonly Feed[], vendor?: string): string[] {
  return STREAMS.filter(
    (stream) => (vendor === undefined || stream.vendor === vendor) && feeds.some((feed) => FEEDS[feed].test(stream.id)),
  ).map(({ id }) => id)
}

/** The vendors that report use a second time, by person. */
export const ACTOR_VENDORS: readonly Vendor[] = [
  ...new Set(STREAMS.filter(({ id }) => FEEDS.actors.test(id)).map(({ vendor }) => vendor)),
]
