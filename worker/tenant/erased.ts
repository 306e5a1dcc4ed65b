// What was erased, as the ledger object knows it: holds are asked, targets marked and the intent appended in one transaction, and what is
// marked neither comes in again nor is sealed again.
import { appendBatch } from './append.ts'
import type { Batch } from './draft.ts'
import { allHolds, type Held, holdsOn } from './holds.ts'
import { assignSubjects, readKnown } from './identities.ts'
import { jsonParameters } from './json-parameter.ts'
import { erasedChats, erasedSubjects, listed, WHOLE } from './seals-erased.ts'
import { oneRow, writeMeta } from './storage.ts'

/** `chats`: ids at the vendor. `holders`: whose holds stand in the way besides, as those of a chat's person. `intent`, `refusal`: the record of what is begun, and of the attempt that a hold stops. */
export type Begin = {
  erasure: string
  scope: 'chat' | 'person' | 'tenant'
  subjects: string[]
  chats: string[]
  holders: string[]
  intent: Batch
  refusal: Batch
}
export type Begun = { ok: true; seq: number } | { ok: false; code: 'on_hold'; holds: Held[] }

/** Where chats and messages come from. */
const CONTENT_STREAM = 'anthropic.content'

const each = (values: readonly unknown[], run: (some: string) => void): void => {
  if (values.length > 0) for (const some of jsonParameters(values)) run(some)
}

/**
 * Begins an erasure, or says which holds forbid it. Call it inside a transaction. The same erasure again answers the same and writes
 * nothing; the marks come last, because the intent names who asked.
 */
export function beginErasure(sql: SqlStorage, tenant: string, wish: Begin, now: Date): Begun {
  const { erasure, scope, subjects, chats, holders } = wish
  const begun = seqOf(sql, wish.intent)
  if (begun !== null) return { ok: true, seq: begun }
  const holds = scope === 'tenant' ? allHolds(sql) : holdsOn(sql, [...subjects, ...holders], chats)
  if (holds.length > 0) {
    appendOne(sql, tenant, wish.refusal, now)
    return { ok: false, code: 'on_hold', holds }
  }
  const seq = appendOne(sql, tenant, wish.intent, now)
  markSubjects(sql, erasure, subjects)
  markChats(sql, erasure, chats)
  if (scope === 'tenant') writeMeta(sql, WHOLE, erasure)
  return { ok: true, seq }
}

function seqOf(sql: SqlStorage, { stream, drafts }: Batch): number | null {
  const id = drafts[0]?.id ?? ''
  return readKnown(sql, stream, [id]).get(id)?.seq ?? null
}

/** Appends the one record of a batch and returns its seq; a throw leaves nothing of the whole transaction. */
function appendOne(sql: SqlStorage, tenant: string, batch: Batch, now: Date): number {
  const result = appendBatch(sql, tenant, batch, now)
  const seq = seqOf(sql, batch)
  if (!result.ok || seq === null)
    throw new Error(`an erasure was not recorded: ${result.ok ? 'no place' : result.code}`)
  return seq
}

function markSubjects(sql: SqlStorage, erasure: string, subjects: readonly string[]): void {
  each(subjects, (some) =>
    sql.exec(
      `INSERT INTO erased_subject SELECT value, ?1, 1, 0 FROM json_each(?2) WHERE true
       ON CONFLICT (subject) DO UPDATE SET erasure = excluded.erasure, active = 1`,
      erasure,
      some,
    ),
  )
}

export function markChats(sql: SqlStorage, erasure: string, chats: readonly string[]): void {
  each(chats, (some) =>
    sql.exec(
      `INSERT INTO erased_chat SELECT value, ?1, 1, 0 FROM json_each(?2) WHERE true
       ON CONFLICT (chat) DO UPDATE SET erasure = excluded.erasure, active = 1`,
      erasure,
      some,
    ),
  )
}

/** Records that an erasure takes; what an earlier one took already stays with that one. */
export function markRecords(
  sql: SqlStorage,
  erasure: string,
  records: readonly [seq: number, content: number][],
): void {
  each(records, (some) =>
    sql.exec(
      'INSERT OR IGNORE INTO erased_record SELECT value ->> 0, ?1, value ->> 1 FROM json_each(?2)',
      erasure,
      some,
    ),
  )
}

/** Marks every record of these chats and of their messages, all revisions; `null` = every chat there is. */
export function markContent(sql: SqlStorage, erasure: string, chats: readonly string[] | null): void {
  const mark = (first: string, ...bound: string[]) =>
    sql.exec(
      `WITH RECURSIVE gone (seq, content) AS (${first} UNION SELECT p.prior, gone.content FROM gone JOIN prior AS p ON p.seq = gone.seq)
       INSERT OR IGNORE INTO erased_record SELECT seq, ?1, content FROM gone`,
      erasure,
      CONTENT_STREAM,
      ...bound,
    )
  if (chats === null) {
    mark("SELECT seq, 1 + (instr(id, '/') > 0) FROM identity WHERE stream = ?2")
    sql.exec(
      `INSERT INTO erased_chat SELECT id, ?1, 1, 0 FROM identity WHERE stream = ?2 AND instr(id, '/') = 0
       ON CONFLICT (chat) DO UPDATE SET erasure = excluded.erasure, active = 1`,
      erasure,
      CONTENT_STREAM,
    )
    return
  }
  each(chats, (some) =>
    mark(
      `SELECT i.seq, 1 FROM json_each(?3) AS c CROSS JOIN identity AS i ON i.stream = ?2 AND i.id = c.value
       UNION ALL SELECT i.seq, 2 FROM json_each(?3) AS c CROSS JOIN identity AS i
       ON i.stream = ?2 AND i.id > c.value || '/' AND i.id < c.value || '0'`,
      some,
    ),
  )
}

/** `people`: hashes of each person (assignSubjects). `chats`: ids that drafts belong to. `addresses`: hashes of addresses in other fields. */
export type Asked = { people: string[][]; chats: string[]; addresses: string[] }
/** Of what was asked: everybody's subject, and what was erased. `lifts`: how often somebody, or a chat, was let in again, where not never. */
export type Resolved = {
  subjects: string[]
  erased: string[]
  chats: string[]
  addresses: string[]
  lifts: Record<string, number>
}

/** Whether somebody is known by this subject, erased or not. */
export const isSubject = (sql: SqlStorage, subject: string): boolean =>
  oneRow(sql.exec('SELECT 1 FROM subject WHERE subject = ? LIMIT 1', subject)) !== undefined

/** Whose identities these hashes are, where they are somebody's. */
export const knownSubjects = (sql: SqlStorage, hashes: readonly string[]): string[] =>
  listed(
    sql,
    'SELECT DISTINCT subject AS found FROM subject WHERE identity IN (SELECT value FROM json_each(?))',
    hashes,
  )

/** What a page needs to know before it is sealed. Call it inside a transaction. */
export function resolveAsked(sql: SqlStorage, { people, chats, addresses }: Asked): Resolved {
  const subjects = assignSubjects(sql, people)
  const own = [...new Set(subjects)]
  const lifts = [
    ...listed(sql, LIFTED('erased_subject', 'subject'), own),
    ...listed(sql, LIFTED('erased_chat', 'chat'), chats),
  ].map((text) => JSON.parse(text) as [string, number]) // made by the query
  return {
    subjects,
    erased: erasedSubjects(sql, own),
    chats: erasedChats(sql, chats),
    addresses: listed(
      sql,
      `SELECT s.identity AS found FROM json_each(?) AS want CROSS JOIN subject AS s ON s.identity = want.value
       JOIN erased_subject AS e ON e.subject = s.subject AND e.active = 1`,
      addresses,
    ),
    lifts: Object.fromEntries(lifts),
  }
}

const LIFTED = (table: string, name: string): string =>
  `SELECT json_array(${name}, lifts) AS found FROM ${table} WHERE lifts > 0 AND ${name} IN (SELECT value FROM json_each(?))`

/** Lets in again what an erasure keeps out, with its record. Call it inside a transaction; again it writes nothing. */
export function liftErasure(sql: SqlStorage, tenant: string, erasure: string, record: Batch, now: Date): number {
  const lifted = seqOf(sql, record)
  if (lifted !== null) return lifted
  for (const table of ['erased_subject', 'erased_chat']) {
    sql.exec(`UPDATE ${table} SET active = 0, lifts = lifts + 1 WHERE erasure = ? AND active = 1`, erasure)
  }
  return appendOne(sql, tenant, record, now)
}

/** The chats of an erasure take new messages again; what it took stays gone. Doing it twice is fine. */
export function releaseChats(sql: SqlStorage, erasure: string): void {
  sql.exec('UPDATE erased_chat SET active = 0 WHERE erasure = ?', erasure)
}
