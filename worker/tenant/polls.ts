// Polls in vain: they leave no record of their own; a stream's count of the day becomes one when the day is over (LEDGER section 2).
import { canonicalize } from '../ledger/jcs.ts'
import type { Linker } from './linker.ts'

/**
 * Ids that the ledger itself gives to pull records, unique because a seq or a finished day stands in them. Nothing that comes
 * from outside may begin like this.
 */
export const RESERVED_IDS = /^(pull|polls)\//

/** `day` is that of the ledger's own clock, which never steps back: a day that is over stays over. */
export function countPoll(sql: SqlStorage, stream: string, endpoint: string, day: string): void {
  sql.exec(
    'INSERT INTO poll VALUES (?, ?, ?, 1) ON CONFLICT (stream, day) DO UPDATE SET polls = polls + 1, endpoint = excluded.endpoint',
    stream,
    day,
    endpoint,
  )
}

/** One record a stream and day before `today`. */
export function linkFinishedPolls(sql: SqlStorage, linker: Linker, today: string): void {
  const rows = sql.exec<{ stream: string; day: string; endpoint: string; polls: number }>(
    'SELECT stream, day, endpoint, polls FROM poll WHERE day < ? ORDER BY day, stream',
    today,
  )
  const finished = rows.toArray()
  for (const { stream, day, endpoint, polls } of finished) {
    const dataJson = canonicalize({ endpoint, items: 0, polls })
    linker.link({ kind: 'pull', stream, id: `polls/${day}`, rev: 0, occurredAt: `${day}T00:00:00.000Z`, dataJson })
  }
  if (finished.length > 0) sql.exec('DELETE FROM poll WHERE day < ?', today)
}
