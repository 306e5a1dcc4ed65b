// The register of Bates numbers: which export has which pages of a prefix. A number is given once, whoever asks again.
import { oneRow } from './storage.ts'

/** `key`: the export and its volume, which may take its numbers twice and gets the same. */
export const BATES_TABLES = [
  `CREATE TABLE IF NOT EXISTS bates (key TEXT PRIMARY KEY, prefix TEXT NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL)
   WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS bates_prefix ON bates (prefix, first)',
]

/** `first`: where the numbers of `key` begin, or would begin if it took them now. */
export type BatesPlace = { first: number; taken: boolean }

export function batesPlace(sql: SqlStorage, prefix: string, key: string): BatesPlace {
  const own = oneRow(sql.exec<{ first: number }>('SELECT first FROM bates WHERE key = ? AND prefix = ?', key, prefix))
  if (own !== undefined) return { first: own.first, taken: true }
  const { next } = sql
    .exec<{ next: number }>('SELECT COALESCE(MAX(first + count), 1) AS next FROM bates WHERE prefix = ?', prefix)
    .one()
  return { first: next, taken: false }
}

/** Takes `count` numbers from `first` on; false where somebody else took numbers since: ask for the place again. */
export function takeBates(
  sql: SqlStorage,
  { prefix, key, first, count }: { prefix: string; key: string; first: number; count: number },
): boolean {
  const place = batesPlace(sql, prefix, key)
  if (place.first !== first) return false
  if (!place.taken) sql.exec('INSERT INTO bates VALUES (?, ?, ?, ?)', key, prefix, first, count)
  return true
}
