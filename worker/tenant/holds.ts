// Legal holds in the ledger object: what stands here decides, in the same transaction, whether something may be erased.
import { jsonParameters } from './json-parameter.ts'

/** One row a subject or chat that a hold covers. `hold` is its id. */
export const HOLD_TABLES = [
  'CREATE TABLE IF NOT EXISTS hold (hold TEXT NOT NULL, scope TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY (hold, target)) WITHOUT ROWID',
]

export type HoldScope = 'person' | 'chat'
/** What a hold covers: all subjects of a person, or one chat. */
export type Held = { hold: string; scope: HoldScope; target: string }

/** Puts a hold on subjects or on a chat. The same again changes nothing. */
export function placeHold(sql: SqlStorage, hold: string, scope: HoldScope, targets: readonly string[]): void {
  for (const some of jsonParameters(targets)) {
    sql.exec('INSERT OR IGNORE INTO hold SELECT ?1, ?2, value FROM json_each(?3)', hold, scope, some)
  }
}

/** Releases a hold. Doing it twice is fine. */
export function releaseHold(sql: SqlStorage, hold: string): void {
  sql.exec('DELETE FROM hold WHERE hold = ?', hold)
}

/** Holds in force on any of these subjects or chats, by what they hold. */
export function holdsOn(sql: SqlStorage, subjects: readonly string[], chats: readonly string[]): Held[] {
  const of = (scope: HoldScope, targets: readonly string[]) =>
    jsonParameters(targets).flatMap((some) =>
      sql
        .exec<Held>(
          'SELECT hold, scope, target FROM hold WHERE scope = ?1 AND target IN (SELECT value FROM json_each(?2))',
          scope,
          some,
        )
        .toArray(),
    )
  return [...of('person', subjects), ...of('chat', chats)]
}

/** Every hold in force. */
export const allHolds = (sql: SqlStorage): Held[] => sql.exec<Held>('SELECT hold, scope, target FROM hold').toArray()
