// What an erasure deletes in the ledger object, and what it can say of that afterwards.
import { markRecords } from './erased.ts'
import { holdsOn } from './holds.ts'
import { jsonParameters } from './json-parameter.ts'
import { oneRow } from './storage.ts'

/** `content` of somebody else's message that told of the person. */
const MENTION = 3

/** What a hold lets go: seqs of these mentions whose person and chat nobody holds. */
export type Mention = { seq: number; subject: string | null; chat: string | null }

function free(sql: SqlStorage, mentions: readonly Mention[]): Mention[] {
  const held = new Set(
    holdsOn(
      sql,
      mentions.flatMap(({ subject }) => subject ?? []),
      mentions.flatMap(({ chat }) => chat ?? []),
    ).map(({ target }) => target),
  )
  return mentions.filter(({ subject, chat }) => !held.has(subject ?? '') && !held.has(chat ?? ''))
}

function tally(sql: SqlStorage, erasure: string, name: string, n: number): void {
  if (n === 0) return
  sql.exec(
    'INSERT INTO erased_tally VALUES (?1, ?2, ?3) ON CONFLICT (erasure, name) DO UPDATE SET n = n + excluded.n',
    erasure,
    name,
    n,
  )
}

/** Deletes envelopes of others; those under a hold stay, and are counted as kept. Call it inside a transaction. */
export function dropMentions(sql: SqlStorage, erasure: string, mentions: readonly Mention[]): void {
  const gone = free(sql, mentions).map(({ seq }) => seq)
  let deleted = 0
  for (const some of gone.length === 0 ? [] : jsonParameters(gone)) {
    deleted += sql
      .exec('DELETE FROM envelope WHERE seq IN (SELECT value FROM json_each(?)) RETURNING seq', some)
      .toArray().length
  }
  tally(sql, erasure, 'mentions', deleted)
  if (mentions.length > gone.length) keepHeld(sql, erasure, mentions.length - gone.length)
}

/** The same number again: a scan that is done anew finds what it kept once more. */
function keepHeld(sql: SqlStorage, erasure: string, n: number): void {
  sql.exec(
    "INSERT INTO erased_tally VALUES (?1, 'kept', ?2) ON CONFLICT (erasure, name) DO UPDATE SET n = MAX(n, excluded.n)",
    erasure,
    n,
  )
}

/** Marks messages of others whose text is to go; returns those that nobody holds. Call it inside a transaction. */
export function takeTexts(sql: SqlStorage, erasure: string, mentions: readonly Mention[]): number[] {
  const gone = free(sql, mentions).map(({ seq }) => seq)
  markRecords(
    sql,
    erasure,
    gone.map((seq) => [seq, MENTION]),
  )
  if (mentions.length > gone.length) keepHeld(sql, erasure, mentions.length - gone.length)
  return gone
}

/** Envelopes deleted in one call. */
const MOST_DELETED = 5_000

/** Deletes envelopes of what the erasure took, or (`whole`) of everything. Returns whether there are more. Call it inside a transaction. */
export function dropEnvelopes(sql: SqlStorage, erasure: string, whole: boolean): boolean {
  const which = whole
    ? 'SELECT seq FROM envelope LIMIT ?2'
    : 'SELECT e.seq FROM erased_record AS e JOIN envelope AS v ON v.seq = e.seq WHERE e.erasure = ?1 LIMIT ?2'
  const deleted = sql
    .exec(`DELETE FROM envelope WHERE seq IN (${which}) AND ?1 IS NOT NULL RETURNING seq`, erasure, MOST_DELETED)
    .toArray().length
  tally(sql, erasure, 'envelopes', deleted)
  return deleted === MOST_DELETED
}

/** Seqs of the content records of an erasure behind `after`, ascending. */
export const erasedSeqs = (sql: SqlStorage, erasure: string, after: number, limit: number): number[] =>
  sql
    .exec<{ seq: number }>(
      'SELECT seq FROM erased_record WHERE erasure = ? AND seq > ? AND content > 0 ORDER BY seq LIMIT ?',
      erasure,
      after,
      limit,
    )
    .toArray()
    .map(({ seq }) => seq)

/** Chats of an erasure behind `after`, ascending. */
export const chatsOf = (sql: SqlStorage, erasure: string, after: string, limit: number): string[] =>
  sql
    .exec<{ chat: string }>(
      'SELECT chat FROM erased_chat WHERE erasure = ? AND chat > ? ORDER BY chat LIMIT ?',
      erasure,
      after,
      limit,
    )
    .toArray()
    .map(({ chat }) => chat)

/** `others`: of the messages, those of somebody else. `refs`: content records. `left`: envelopes that are still there. `sealed`, `text`: a record of each kind that an erasure can keep in its hand, null without one. */
export type ErasedState = {
  chats: number
  messages: number
  others: number
  refs: number
  tally: Record<string, number>
  left: number
  sealed: number | null
  text: number | null
}

export function erasedState(sql: SqlStorage, erasure: string): ErasedState {
  const count = (query: string): number => oneRow(sql.exec<{ n: number }>(query, erasure))?.n ?? 0
  const first = (query: string): number | null => oneRow(sql.exec<{ seq: number }>(query, erasure))?.seq ?? null
  const counted = sql.exec<{ name: string; n: number }>('SELECT name, n FROM erased_tally WHERE erasure = ?', erasure)
  const left = 'FROM erased_record AS e JOIN envelope AS v ON v.seq = e.seq WHERE e.erasure = ?'
  return {
    chats: count('SELECT COUNT(*) AS n FROM erased_chat WHERE erasure = ?'),
    messages: count('SELECT COUNT(*) AS n FROM erased_record WHERE erasure = ? AND content >= 2'),
    others: count(`SELECT COUNT(*) AS n FROM erased_record WHERE erasure = ? AND content = ${MENTION}`),
    refs: count('SELECT COUNT(*) AS n FROM erased_record WHERE erasure = ? AND content > 0'),
    tally: Object.fromEntries([...counted].map(({ name, n }) => [name, n])),
    left: count(`SELECT COUNT(*) AS n ${left}`),
    sealed: first(`SELECT e.seq AS seq ${left} ORDER BY e.seq DESC LIMIT 1`),
    text: first('SELECT MAX(seq) AS seq FROM erased_record WHERE erasure = ? AND content = 2'),
  }
}
