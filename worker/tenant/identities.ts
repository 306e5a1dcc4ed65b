// What the ledger knows already: the revision in force of every (stream, id), the keyed digest of its value, and whose hashes are whose subject.
import { newSubjectId } from '../ids.ts'
import { type Unknown, VANISHED } from './draft.ts'
import { jsonParameters } from './json-parameter.ts'
import { oneRow } from './storage.ts'

export type Known = { rev: number; seq: number; value: string }
export type Identity = [id: string, rev: number, seq: number, value: string]

/** The revision that comes after; 0 for what was never seen. */
export const nextRev = (before: Known | undefined): number => (before === undefined ? 0 : before.rev + 1)

/** Revisions in force of these ids. */
export function readKnown(sql: SqlStorage, stream: string, ids: readonly string[]): Map<string, Known> {
  const known = new Map<string, Known>()
  for (const some of jsonParameters(ids)) {
    const rows = sql.exec<{ id: string; rev: number; seq: number; value: string }>(
      'SELECT i.id, i.rev, i.seq, i.value FROM json_each(?2) AS want CROSS JOIN identity AS i ON i.stream = ?1 AND i.id = want.value',
      stream,
      some,
    )
    for (const row of rows) known.set(row.id, row)
  }
  return known
}

/** Which of these (id, value) pairs an append would write, and with which revision. */
export function readUnknown(
  sql: SqlStorage,
  stream: string,
  asked: readonly { id: string; value: string }[],
): Unknown[] {
  const ids = asked.map((one) => one.id)
  const known = readKnown(sql, stream, ids)
  return asked.flatMap(({ id, value }, at) => {
    const before = known.get(id)
    return before?.value === value ? [] : [{ at, rev: nextRev(before) }]
  })
}

export function writeIdentities(sql: SqlStorage, stream: string, scope: string, rows: readonly Identity[]): void {
  for (const some of jsonParameters(rows)) {
    sql.exec(
      `INSERT INTO identity SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, ?3 FROM json_each(?2) WHERE true
       ON CONFLICT (stream, id) DO UPDATE SET rev = excluded.rev, seq = excluded.seq, value = excluded.value`,
      stream,
      some,
      scope,
    )
  }
}

/** Everything of a stream, or only ids from `from` up to but not including `to`: ids of daily rows begin with their day. */
export type IdRange = { from: string; to: string }
const EVERY_ID: IdRange = { from: '', to: '\u{10ffff}' }

/** Ids in force of one organization (`scope`) that are not among `seen`, with the revision that says they vanished. */
export function missingIds(
  sql: SqlStorage,
  stream: string,
  scope: string,
  seen: readonly string[],
  range: IdRange = EVERY_ID,
): { id: string; rev: number }[] {
  const here = new Set(seen)
  return sql
    .exec<{ id: string; rev: number }>(
      'SELECT id, rev FROM identity WHERE stream = ? AND id >= ? AND id < ? AND scope = ? AND value <> ?',
      stream,
      range.from,
      range.to,
      scope,
      VANISHED,
    )
    .toArray()
    .filter(({ id }) => !here.has(id))
    .map(({ id, rev }) => ({ id, rev: rev + 1 }))
}

/** Identities of each stream in all, and those whose revision in force has a seq of `since` or more. */
export function countIdentities(
  sql: SqlStorage,
  streams: readonly string[],
  since: number,
): { stream: string; records: number; recent: number }[] {
  return streams.map((stream) => {
    const row = oneRow(
      sql.exec<{ n: number; recent: number | null }>(
        'SELECT COUNT(*) AS n, SUM(seq >= ?) AS recent FROM identity WHERE stream = ?',
        since,
        stream,
      ),
    )
    return { stream, records: row?.n ?? 0, recent: row?.recent ?? 0 }
  })
}

/**
 * Subjects of people: each entry lists keyed hashes of one person's identities, strongest first. The first known one decides, the unknown
 * ones then point there too; a known one never moves, because records name the subject it had. Call it inside a transaction: two
 * pulls never make two subjects of one person.
 */
export function assignSubjects(sql: SqlStorage, people: readonly (readonly string[])[]): string[] {
  const known = new Map<string, string>()
  for (const some of jsonParameters(people.flat())) {
    const rows = sql.exec<{ identity: string; subject: string }>(
      'SELECT s.identity, s.subject FROM json_each(?) AS want CROSS JOIN subject AS s ON s.identity = want.value',
      some,
    )
    for (const row of rows) known.set(row.identity, row.subject)
  }
  const fresh: [identity: string, subject: string][] = []
  const subjects = people.map((identities) => {
    const decides = identities.find((identity) => known.has(identity))
    const subject = (decides === undefined ? undefined : known.get(decides)) ?? newSubjectId()
    for (const identity of identities) {
      if (known.has(identity)) continue
      known.set(identity, subject)
      fresh.push([identity, subject])
    }
    return subject
  })
  for (const some of fresh.length === 0 ? [] : jsonParameters(fresh)) {
    sql.exec('INSERT INTO subject SELECT value ->> 0, value ->> 1 FROM json_each(?)', some)
  }
  return subjects
}
