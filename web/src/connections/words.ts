// Words for the states of connections, streams and backfills, spelled one way on every screen.
import type { ConnectionView, StreamView } from '../../../worker/http/schemas/connections.ts'
import { count, plural } from '../format.ts'

type Tone = 'ok' | 'info' | 'warn' | 'bad' | 'plain'
type ConnectionState = ConnectionView['state']
export type StreamState = StreamView['state']

/** What a connection's kind is called; the kind is the key that was pasted. */
export const kindName: Record<ConnectionView['kind'], string> = { anthropic_admin: 'Anthropic Admin' }

export const connectionWords: Record<ConnectionState, { word: string; tone: Tone }> = {
  working: { word: 'Works', tone: 'ok' },
  partial: { word: 'Works in part', tone: 'warn' },
  broken: { word: 'Does not work', tone: 'bad' },
  removed: { word: 'Disconnected', tone: 'plain' },
}

interface StreamWords {
  readonly word: string
  readonly tone: Tone
}

/** In the order of the badges above the table: healthy first, what needs someone last. */
export const streamWords: Record<StreamState, StreamWords> = {
  reading: { word: 'Reading', tone: 'plain' },
  catching_up: { word: 'Catching up', tone: 'info' },
  paused: { word: 'Paused', tone: 'plain' },
  retrying: { word: 'Retrying', tone: 'warn' },
  skipped: { word: 'Skipped', tone: 'plain' },
  set_aside: { word: 'Set aside', tone: 'bad' },
}

/** How many streams are in each state that occurs: `7 reading`, `1 catching up`. */
export function streamTally(streams: readonly Pick<StreamView, 'state'>[]): { words: string; tone: Tone }[] {
  const tally: { words: string; tone: Tone }[] = []
  for (const [state, { word, tone }] of Object.entries(streamWords)) {
    const many = streams.filter((stream) => stream.state === state).length
    if (many > 0) tally.push({ words: `${many} ${word.toLowerCase()}`, tone })
  }
  return tally
}

/** How far the past was read: `41 of 90 days`. A stream that waits goes on by itself at its next turn. */
export function backfillWords({
  state,
  days_done,
  days_asked,
}: Pick<StreamView['backfill'], 'state' | 'days_done' | 'days_asked'>): string {
  if (state === 'none') return 'No past to read'
  if (state === 'done') return `All ${plural(days_asked, 'day')} read`
  const far = `${count(days_done)} of ${plural(days_asked, 'day')}`
  return state === 'paused' ? `Paused at ${far}` : far
}

/** Milliseconds between looks at the connections: 2 s while any past is being read. */
export function pollEvery(connections: readonly ConnectionView[] | undefined): number {
  return connections?.some((one) => one.backfill.state === 'running') ? 2_000 : 10_000
}

/** The vendor's part of a stream's name and the rest: `anthropic.` and `usage`. */
export function splitStream(stream: string): { vendor: string; rest: string } {
  const dot = stream.indexOf('.') + 1
  return { vendor: stream.slice(0, dot), rest: stream.slice(dot) }
}
