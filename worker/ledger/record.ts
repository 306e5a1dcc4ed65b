// The record: what it must look like (LEDGER section 1), checked from its bytes and never from an object somebody parsed before.
import { orUndefined, text, utf8 } from './bytes.ts'
import { leafHash, type Sha256 } from './hash.ts'
import {
  type Hex,
  type Instant,
  isHex,
  isInstant,
  isSeq,
  isStream,
  isSubjectId,
  isTenantId,
  type Seq,
  type SubjectId,
  type TenantId,
} from './ids.ts'
import {
  canonicalize,
  type JcsCode,
  JcsError,
  type JsonObject,
  type JsonValue,
  parseCanonical,
  parseStrict,
} from './jcs.ts'
import { isKind, type RecordKind } from './kinds.ts'

export { isKind, KINDS, type RecordKind } from './kinds.ts'

/** The one way to commit, for personal fields and for content: HMAC-SHA-256 under a salt of 32 random bytes. */
export const COMMIT_ALG = 'hmac-sha256/32'
/** A record's bytes: what a tlog-tiles entry can hold. */
export const MAX_RECORD_BYTES = 65_535
/** Levels of nesting, the record being the first. */
const MAX_RECORD_DEPTH = 64
/** `prev` of the first record. */
export const NO_PREV = '0'.repeat(64)

/** LEDGER section 4: which personal fields an envelope holds, and the commitment to them. */
export type Sealed = { alg: typeof COMMIT_ALG; commit: Hex; fields: readonly string[] }
/** LEDGER section 5: one message's text, kept as an encrypted object. `bytes` = UTF-8 length of the text. */
export type Content = {
  alg: typeof COMMIT_ALG
  commit: Hex
  sha256?: Hex
  blob: string
  blob_sha256: Hex
  bytes: number
}

/** One ledger entry, LEDGER section 1. */
export type LedgerRecord = {
  v: 1
  tenant: TenantId
  seq: Seq
  prev: Hex
  kind: RecordKind
  stream: string
  id: string
  rev: number
  occurred_at: Instant
  ingested_at: Instant
  subject?: SubjectId
  source?: { pull: Seq }
  data: JsonObject
  sealed?: Sealed
  content?: Content
  refs?: readonly Seq[]
}

/** Why bytes are no record: the member that is wrong, or what is wrong with the whole. */
export type RecordCode =
  | Exclude<JcsCode, 'minus_zero' | 'value'>
  | 'length' // over 65,535 bytes
  | 'canonical' // JCS(parse(bytes)) differs from the bytes
  | 'object' // not an object
  | 'member' // a member that section 1 does not list
  | 'type' // null where only `data` may have it
  | Exclude<keyof typeof MEMBERS, 'occurred_at' | 'ingested_at'>
  | 'time'

/** A record, or why there is none; `detail` is for people. */
export type RecordResult =
  | { readonly ok: true; readonly record: LedgerRecord }
  | { readonly ok: false; readonly code: RecordCode; readonly detail: string }

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const byteLength = (s: string) => utf8(s).length
const isKey = (value: JsonValue | undefined): value is string =>
  typeof value === 'string' && value.length > 0 && (value.length <= 170 || byteLength(value) <= 512)

/** Exactly these members, the optional ones if they are there. */
function hasOnly(value: JsonObject, required: readonly string[], optional: readonly string[] = []): boolean {
  const names = Object.keys(value)
  return (
    required.every((name) => Object.hasOwn(value, name)) &&
    names.every((n) => required.includes(n) || optional.includes(n))
  )
}

function ascending<T extends string | number>(items: readonly T[]): boolean {
  return items.every((item, i) => i === 0 || (items[i - 1] ?? item) < item)
}

function isSealed(value: JsonValue | undefined): boolean {
  if (!isObject(value) || !hasOnly(value, ['alg', 'commit', 'fields'])) return false
  const { alg, commit, fields } = value
  if (alg !== COMMIT_ALG || !isHex(commit) || !Array.isArray(fields) || fields.length === 0) return false
  const names = fields.filter((field: JsonValue) => typeof field === 'string')
  // JavaScript compares strings by UTF-16 code units, as JCS sorts keys; strict, because an object has a key once.
  return names.length === fields.length && ascending(names)
}

function isContent(value: JsonValue | undefined): boolean {
  if (!isObject(value) || !hasOnly(value, ['alg', 'commit', 'blob', 'blob_sha256', 'bytes'], ['sha256'])) return false
  if (value.alg !== COMMIT_ALG || !isHex(value.commit) || !isHex(value.blob_sha256)) return false
  return isKey(value.blob) && isSeq(value.bytes) && (value.sha256 === undefined || isHex(value.sha256))
}

function isRefs(value: JsonValue | undefined, seq: JsonValue | undefined): boolean {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isSeq)) return false
  const last: unknown = value.at(-1)
  return ascending(value) && typeof last === 'number' && typeof seq === 'number' && last < seq
}

type Test = (value: JsonValue | undefined, record: JsonObject) => boolean
const optional =
  (test: Test): Test =>
  (value, record) =>
    value === undefined || test(value, record)

/** The members of section 1, in its order; an optional one may be undefined. */
const MEMBERS = {
  v: (value) => value === 1,
  tenant: isTenantId,
  seq: isSeq,
  prev: (value, { seq }) => isHex(value) && (seq !== 0 || value === NO_PREV),
  kind: isKind,
  stream: isStream,
  id: isKey,
  rev: isSeq,
  occurred_at: isInstant,
  ingested_at: isInstant,
  subject: optional(isSubjectId),
  source: optional(
    (value, { seq }) => isObject(value) && hasOnly(value, ['pull']) && isSeq(value.pull) && value.pull < Number(seq),
  ),
  data: isObject,
  sealed: optional(isSealed),
  content: optional(isContent),
  refs: optional((value, { seq }) => isRefs(value, seq)),
} satisfies Record<string, Test>

const NAMES = Object.keys(MEMBERS) as (keyof typeof MEMBERS)[] // its own keys, written above

const refused = (code: RecordCode, detail: string): RecordResult => ({ ok: false, code, detail })

/** Whether a canonical value keeps to the profile: integers of |n| <= 2^53-1 only, at most 64 levels. */
function keepsProfile(value: JsonValue, levels: number): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value)
  if (typeof value !== 'object' || value === null) return true
  if (levels === 0) return false
  const inside: readonly JsonValue[] = Array.isArray(value) ? value : Object.values(value)
  return inside.every((one) => keepsProfile(one, levels - 1))
}

/** The value of bytes with nothing wrong in them, else undefined. */
function readFast(bytes: Uint8Array): JsonValue | undefined {
  const source = orUndefined(() => text(bytes))
  const value = source === undefined ? undefined : parseCanonical(source)
  return value !== undefined && keepsProfile(value, MAX_RECORD_DEPTH) ? value : undefined
}

/**
 * Checks the bytes of one record against the whole of LEDGER section 1: profile, canonical form, members, types, ranges.
 * What takes other records to know (seq without gaps, links, uniqueness) is the caller's.
 */
export function parseRecord(bytes: Uint8Array): RecordResult {
  if (bytes.length > MAX_RECORD_BYTES) return refused('length', `${bytes.length} bytes`)
  const value = readFast(bytes)
  return value === undefined ? readStrict(bytes) : withMembers(value)
}

/** The same through the strict parser, which knows what is wrong. */
function readStrict(bytes: Uint8Array): RecordResult {
  let value: JsonValue
  try {
    value = parseStrict(bytes, { profile: true, depth: MAX_RECORD_DEPTH })
  } catch (error) {
    if (!(error instanceof JcsError) || error.code === 'value') throw error
    return refused(error.code === 'minus_zero' ? 'canonical' : error.code, error.message)
  }
  if (!isObject(value)) return refused('object', 'not an object')
  return canonicalize(value) === text(bytes) ? withMembers(value) : refused('canonical', 'not in canonical form')
}

function withMembers(value: JsonValue): RecordResult {
  if (!isObject(value)) return refused('object', 'not an object')
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(MEMBERS, name)) return refused('member', name)
    if (value[name] === null) return refused('type', `${name} is null`)
  }
  for (const name of NAMES) {
    if (MEMBERS[name](value[name], value)) continue
    return refused(name === 'occurred_at' || name === 'ingested_at' ? 'time' : name, `${name} is not as it must be`)
  }
  return { ok: true, record: value as unknown as LedgerRecord } // every member has passed its test above
}

/** leaf(record) = H(0x00 || bytes), which is also the `prev` of the next record (LEDGER section 1). */
export function recordLeaf(bytes: Uint8Array, h?: Sha256): Uint8Array {
  return leafHash(bytes, h)
}
