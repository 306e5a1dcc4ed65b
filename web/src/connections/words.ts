// Words for the states of connections, streams and backfills, spelled one way on every screen.
import type { ConnectionView, StreamView } from '../../../worker/http/schemas/connections.ts'
import { count, plural } from '../format.ts'

type Tone = 'ok' | 'info' | 'warn' | 'bad' | 'plain'
type ConnectionState = ConnectionView['state']
export type StreamState = StreamView['state']

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

type Organization = ConnectionView['organization']

/** Whether the vendor says no name of the organization, but only something to tell it by. */
export const isNameless = ({ id, name }: Organization): boolean => name === id || name === ''

/** An organization in words: its name, or its id, or (where the key says neither) a project that is in it. */
export function organizationWords(organization: Organization): string {
  if (!isNameless(organization)) return organization.name
  const { id } = organization
  return id.startsWith('of:') ? `the organization of ${id.slice(3)}` : id
}

/** What a new connection is called until somebody says otherwise; 60 characters at most. */
export function firstName(organization: Organization | null, vendorName: string): string {
  return organization === null || isNameless(organization) ? vendorName : organization.name.slice(0, 60)
}
