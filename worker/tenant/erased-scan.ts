// An erasure's looks through the ledger: whose records there are, and what others have sealed. A stretch a call, resumable anywhere.
import type { Content, LedgerRecord, Sealed } from '../ledger/record.ts'
import { markChats, markRecords } from './erased.ts'
import { readEnvelopes, readRange } from './read.ts'
import { readHead } from './storage.ts'
import type { Source } from './views.ts'

/** Records in memory at once, and chunks of them in one answer (pages.ts). */
const CHUNK = 1000
const CHUNKS = 5
/** Bytes of envelopes in one answer; a call carries 32 MiB. */
const MOST_BYTES = 4 * 2 ** 20
/** Kinds of records that say how somebody is called. */
const NAMING = new Set(['member', 'invite'])

/** `next`: where to go on, null at the end. `naming`: records of the person that seal an address or a name. */
export type Found = { next: number | null; naming: number[] }

async function* recordsFrom({ sql, archive, tenant }: Source, first: number): AsyncGenerator<LedgerRecord[]> {
  const { size } = readHead(sql)
  for (let at = first; at < size; at += CHUNK) {
    const stored = await readRange(sql, archive, tenant, at, Math.min(at + CHUNK, size) - 1)
    yield stored.map(({ text }) => JSON.parse(text) as LedgerRecord) // our own bytes
  }
}

const contentOf = ({ kind }: LedgerRecord): number => (kind === 'chat' ? 1 : kind === 'message' ? 2 : 0)

/** Marks the next records about these subjects, and their chats. */
export async function findOwn(source: Source, erasure: string, subjects: string[], first: number): Promise<Found> {
  const own = new Set<string | undefined>(subjects)
  const naming: number[] = []
  let [chunks, next] = [0, first]
  for await (const records of recordsFrom(source, first)) {
    const found = records.filter(({ subject }) => own.has(subject))
    markRecords(
      source.sql,
      erasure,
      found.map((record) => [record.seq, contentOf(record)]),
    )
    markChats(
      source.sql,
      erasure,
      found.filter(({ kind }) => kind === 'chat').map(({ id }) => id),
    )
    naming.push(...found.filter(({ kind, sealed }) => NAMING.has(kind) && sealed !== undefined).map(({ seq }) => seq))
    next += records.length
    if (++chunks === CHUNKS) break
  }
  return { next: next < readHead(source.sql).size ? next : null, naming }
}

/** A record of somebody else that seals something: what its envelope is bound to, and the envelope. */
export type Other = Pick<LedgerRecord, 'seq' | 'stream' | 'id' | 'rev' | 'subject'> & {
  sealed: Sealed
  object: Uint8Array
}
/** A message of somebody else. */
export type OtherText = Pick<LedgerRecord, 'seq' | 'stream' | 'id' | 'rev' | 'subject'> & { content: Content }
export type Others<T> = { found: T[]; next: number | null }

const placeOf = ({ seq, stream, id, rev, subject }: LedgerRecord) => ({
  seq,
  stream,
  id,
  rev,
  ...(subject !== undefined && { subject }),
})

/** Which of these records no erasure has taken, this one aside: it may have died before the text was deleted. */
function notTaken(sql: SqlStorage, erasure: string | null, records: readonly LedgerRecord[]): LedgerRecord[] {
  const seqs = JSON.stringify(records.map(({ seq }) => seq))
  const taken = sql
    .exec<{ seq: number }>(
      'SELECT seq FROM erased_record WHERE seq IN (SELECT value FROM json_each(?1)) AND erasure IS NOT ?2',
      seqs,
      erasure,
    )
    .toArray()
  const gone = new Set(taken.map(({ seq }) => seq))
  return records.filter(({ seq }) => !gone.has(seq))
}

/** The next envelopes of records that no erasure has taken. */
export async function othersSealed(source: Source, first: number): Promise<Others<Other>> {
  const found: Other[] = []
  let [chunks, bytes, next] = [0, 0, first]
  for await (const records of recordsFrom(source, first)) {
    const sealed = notTaken(
      source.sql,
      null,
      records.filter((record) => record.sealed !== undefined),
    )
    const objects = readEnvelopes(
      source.sql,
      sealed.map(({ seq }) => seq),
    )
    for (const record of sealed) {
      const object = objects.get(record.seq)
      if (object === undefined || record.sealed === undefined) continue
      // A single chunk may hold more than a call carries: the rest comes with the next one.
      if (bytes > MOST_BYTES) return { found, next: record.seq }
      bytes += object.length
      found.push({ ...placeOf(record), sealed: record.sealed, object })
    }
    next += records.length
    if (++chunks === CHUNKS || bytes > MOST_BYTES) break
  }
  return { found, next: next < readHead(source.sql).size ? next : null }
}

/** The messages among these records that no other erasure has taken. */
export async function othersTexts(source: Source, erasure: string, seqs: number[]): Promise<OtherText[]> {
  const { sql, archive, tenant } = source
  const records: LedgerRecord[] = []
  for (const seq of seqs) {
    const [stored] = await readRange(sql, archive, tenant, seq, seq)
    if (stored !== undefined) records.push(JSON.parse(stored.text) as LedgerRecord) // our own bytes
  }
  return textsOf(notTaken(sql, erasure, records))
}

/** The next messages that no other erasure has taken. */
export async function nextTexts(source: Source, erasure: string, first: number): Promise<Others<OtherText>> {
  const found: OtherText[] = []
  let [chunks, next] = [0, first]
  for await (const records of recordsFrom(source, first)) {
    found.push(...textsOf(notTaken(source.sql, erasure, records)))
    next += records.length
    if (++chunks === CHUNKS || found.length >= CHUNK) break
  }
  return { found, next: next < readHead(source.sql).size ? next : null }
}

const textsOf = (records: readonly LedgerRecord[]): OtherText[] =>
  records.flatMap((record) =>
    record.kind === 'message' && record.content !== undefined ? [{ ...placeOf(record), content: record.content }] : [],
  )
