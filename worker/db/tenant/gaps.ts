// What the ledger lacks of a stream, in words: days that were not read back yet, and time since it could be read last.
import type { StreamRow } from './streams.ts'

/** `from` null = from the beginning, `to` null = until now. Instants, or days for what is read back day by day. */
export type Gap = { from: string | null; to: string | null; words: string }

const STOPPED = new Set(['retrying', 'skipped', 'set_aside', 'paused'])
/** Every stream is read at least once an hour, and a tick may be late: what is older than this is a gap whatever the state says. */
const BEHIND_MS = 3 * 3_600_000

/** Time since the last success, where the stream is not being read; nothing where it is. */
function sinceLast(row: StreamRow, now: Date): Gap[] {
  const { lastSuccess, state, words } = row
  if (lastSuccess === null) return [{ from: null, to: null, words: words ?? 'It was not read yet.' }]
  const behind = now.getTime() - Date.parse(lastSuccess) > BEHIND_MS
  if (!behind && !STOPPED.has(state)) return []
  return [{ from: row.reachedTo ?? lastSuccess, to: null, words: words ?? 'It was not read since.' }]
}

/** Days that a new connection asked for and that were not read back yet. */
function notReadBack({ backfillState, backfillDone, backfillAsked, backfillFrom }: StreamRow): Gap[] {
  if (backfillState === 'none' || backfillState === 'done' || backfillDone >= backfillAsked) return []
  const words = `${backfillDone} of ${backfillAsked} days are read back${backfillState === 'paused' ? '; it is paused' : ''}.`
  return [{ from: null, to: backfillFrom, words }]
}

/** Oldest first. */
export const gapsOf = (row: StreamRow, now: Date): Gap[] => [...notReadBack(row), ...sinceLast(row, now)]
