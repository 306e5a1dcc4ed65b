// The hot path of an append: a record's canonical bytes by concatenation, its leaf, ready for the chain and the tree.
import { utf8 } from './bytes.ts'
import { type Sha256, sha256 } from './hash.ts'
import type { RecordKind } from './kinds.ts'
import { MAX_RECORD_BYTES, parseRecord, type RecordResult } from './record.ts'

/**
 * A record in pieces. The `…Json` members are canonical JSON texts, made once, outside the transaction.
 * `prev` is lower-case hex; `pull` is the seq of the pull record and becomes `source`.
 */
export type RecordParts = {
  tenant: string
  seq: number
  prev: string
  ingestedAt: string
  kind: RecordKind
  stream: string
  id: string
  rev: number
  occurredAt: string
  subject?: string | undefined
  pull?: number | undefined
  dataJson: string
  sealedJson?: string | undefined
  contentJson?: string | undefined
  refs?: readonly number[] | undefined
}

/** What is known of a record before the transaction gives it its place. */
export type DraftParts = Omit<RecordParts, 'seq' | 'prev' | 'ingestedAt' | 'rev' | 'pull'>

/**
 * The record's canonical text. Members stand in JCS order because they are written in it; `id` is the only free text and goes
 * through JSON.stringify. Equal to `canonicalize` for parts that {@link checkParts} let through, and only for those.
 */
export function recordText(p: RecordParts): string {
  let out = p.contentJson === undefined ? '{"data":' : `{"content":${p.contentJson},"data":`
  out += `${p.dataJson},"id":${JSON.stringify(p.id)},"ingested_at":"${p.ingestedAt}","kind":"${p.kind}","occurred_at":"`
  out += `${p.occurredAt}","prev":"${p.prev}",`
  if (p.refs !== undefined) out += `"refs":[${p.refs.join(',')}],`
  out += `"rev":${p.rev},`
  if (p.sealedJson !== undefined) out += `"sealed":${p.sealedJson},`
  out += `"seq":${p.seq},`
  if (p.pull !== undefined) out += `"source":{"pull":${p.pull}},`
  out += `"stream":"${p.stream}",`
  if (p.subject !== undefined) out += `"subject":"${p.subject}",`
  return `${out}"tenant":"${p.tenant}","v":1}`
}

/** The bytes that are stored and hashed. */
export function recordBytes(p: RecordParts): Uint8Array<ArrayBuffer> {
  return utf8(recordText(p))
}

const encoder = new TextEncoder()
// The leaf's message, reused: byte 0 stays 0x00, the record follows. Synchronous, so no two appends meet in it.
const message = new Uint8Array(1 + MAX_RECORD_BYTES)

/**
 * leaf = H(0x00 || bytes) of a record's text, without allocating its bytes. Throws RangeError over 65,535 bytes, which parts that
 * {@link checkParts} let through never have.
 */
export function leafOfText(record: string, h: Sha256 = sha256): Uint8Array {
  const { read, written } = encoder.encodeInto(record, message.subarray(1))
  if (read !== record.length) throw new RangeError('a record has at most 65,535 bytes')
  return h(message.subarray(0, 1 + written))
}

// The longest place a record can get, so that what passes here still passes once it has its real one.
const WIDEST = {
  seq: Number.MAX_SAFE_INTEGER,
  rev: Number.MAX_SAFE_INTEGER,
  pull: Number.MAX_SAFE_INTEGER - 1,
  prev: 'f'.repeat(64),
  ingestedAt: '2000-01-01T00:00:00.000Z',
}

/**
 * Checks a draft against LEDGER section 1, once, outside the transaction: the full reader runs over the text that
 * {@link recordText} makes. Place and revision are not known yet, so the widest stand in: a draft within 68 bytes of 65,535 may be refused
 * although it would have fitted. `refs` and `pull` below the record's own seq stay the caller's to see to.
 */
export function checkParts(draft: DraftParts): RecordResult {
  return parseRecord(recordBytes({ ...draft, ...WIDEST }))
}
