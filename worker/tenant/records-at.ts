// Records of a chat from the ledger: by their places, which lie close together but not side by side, and the one that still has its title.
import type { LedgerRecord } from '../ledger/record.ts'
import { jsonParameters } from './json-parameter.ts'
import { readEnvelopes, readPrior, readRange, type StoredRecord } from './read.ts'
import { oneRow } from './storage.ts'
import type { Source } from './views.ts'

/** A record's exact text and its envelope as it is kept. */
export type RecordAt = { seq: number; text: string; envelope: Uint8Array | null }

/** Places in one call at most. */
const MOST = 1_000
/** Records between two places that are read along rather than asked for apart. */
const ALONG = 32
/** Revisions that are looked through for a title. */
const REVISIONS = 20

/** Runs of places with small gaps: one read each. */
function runsOf(seqs: readonly number[]): [first: number, last: number][] {
  const runs: [number, number][] = []
  for (const seq of [...seqs].sort((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run !== undefined && seq - run[1] <= ALONG) run[1] = seq
    else runs.push([seq, seq])
  }
  return runs
}

/** The records at these places, ascending, at most 1,000; what is not there is left out. */
export async function recordsAt(
  { sql, archive, tenant }: Source,
  seqs: readonly number[],
  sealed: boolean,
): Promise<RecordAt[]> {
  const wanted = new Set(seqs.slice(0, MOST))
  const found: StoredRecord[] = []
  for (const [first, last] of runsOf([...wanted])) {
    found.push(...(await readRange(sql, archive, tenant, first, last)).filter(({ seq }) => wanted.has(seq)))
  }
  const envelopes = sealed ? readEnvelopes(sql, [...wanted]) : new Map<number, Uint8Array>()
  return found.map(({ seq, text }) => ({ seq, text, envelope: envelopes.get(seq) ?? null }))
}

/** By the place of each chat's record in force: that record, or, where it has no title any more, the newest one before it that has. */
export async function titledRecords(source: Source, seqs: readonly number[]): Promise<Record<number, RecordAt>> {
  const titled: Record<number, RecordAt> = {}
  for (const at of await recordsAt(source, seqs, true)) {
    titled[at.seq] = hasTitle(at) ? at : ((await titledBefore(source, at.seq)) ?? at)
  }
  return titled
}

function hasTitle({ text }: RecordAt): boolean {
  // Our own bytes, checked when they were appended.
  const { sealed } = JSON.parse(text) as LedgerRecord
  return sealed?.fields.includes('title') === true
}

async function titledBefore(source: Source, seq: number): Promise<RecordAt | undefined> {
  let prior = readPrior(source.sql, seq)
  for (let step = 0; prior !== null && step < REVISIONS; step++) {
    const [before] = await recordsAt(source, [prior], true)
    if (before !== undefined && hasTitle(before)) return before
    prior = readPrior(source.sql, prior)
  }
  return undefined
}

/** Seqs of a stream's records whose id begins with `prefix` and a slash, ascending. */
export function seqsBelow(sql: SqlStorage, stream: string, prefix: string): number[] {
  const rows = sql.exec<{ seq: number }>(
    "SELECT seq FROM identity WHERE stream = ?1 AND id > ?2 || '/' AND id < ?2 || '0' ORDER BY seq LIMIT 1000",
    stream,
    prefix,
  )
  return rows.toArray().map(({ seq }) => seq)
}

/** Which of these records an erasure has taken or is taking, whether or not its result is a record already. */
export function erasedAmong(sql: SqlStorage, seqs: readonly number[]): number[] {
  return jsonParameters(seqs).flatMap((some) =>
    sql
      .exec<{ seq: number }>('SELECT seq FROM erased_record WHERE seq IN (SELECT value FROM json_each(?))', some)
      .toArray()
      .map(({ seq }) => seq),
  )
}

/** Whether an erasure of this chat, this person or everything is on its way or keeps them out. */
export function isErased(sql: SqlStorage, chat: string, subject: string | null): boolean {
  const row = oneRow(
    sql.exec<{ n: number }>(
      `SELECT (SELECT count(*) FROM erased_chat WHERE chat = ?1 AND active = 1)
         + (SELECT count(*) FROM erased_subject WHERE subject = ?2 AND active = 1)
         + (SELECT count(*) FROM meta WHERE name = 'erased-whole') AS n`,
      chat,
      subject,
    ),
  )
  return (row?.n ?? 0) > 0
}
