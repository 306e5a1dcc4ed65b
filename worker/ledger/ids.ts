// The small words of a record, each with the one test that lets a string in: ids, hex digests, streams, instants.

declare const brand: unique symbol
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name }

/** `tn_` + 26 characters of lower-case Crockford base32. */
export type TenantId = Branded<string, 'TenantId'>
/** `sub_` + 26 characters; random, never derived from an address. */
export type SubjectId = Branded<string, 'SubjectId'>
/** Position in a tenant's ledger, from 0. */
export type Seq = Branded<number, 'Seq'>
/** 64 lower-case hex digits: a SHA-256 or HMAC-SHA-256. */
export type Hex = Branded<string, 'Hex'>
/** `YYYY-MM-DDTHH:MM:SS.sssZ`. */
export type Instant = Branded<string, 'Instant'>

const TENANT = /^tn_[0-9a-hjkmnp-tv-z]{26}$/
const SUBJECT = /^sub_[0-9a-hjkmnp-tv-z]{26}$/
const HEX_32 = /^[0-9a-f]{64}$/
const STREAM = /^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+$/
const INSTANT = /^[0-9]{4}-(?:0[1-9]|1[0-2])-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z$/
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** LEDGER section 1, member `tenant`. */
export function isTenantId(value: unknown): value is TenantId {
  return typeof value === 'string' && TENANT.test(value)
}

/** LEDGER section 1, member `subject`. */
export function isSubjectId(value: unknown): value is SubjectId {
  return typeof value === 'string' && SUBJECT.test(value)
}

/** A hash or commitment as it stands in JSON: 64 lower-case hex digits. */
export function isHex(value: unknown): value is Hex {
  return typeof value === 'string' && HEX_32.test(value)
}

/** An integer from 0 to 2^53-1. */
export function isSeq(value: unknown): value is Seq {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

/** LEDGER section 1, member `stream`: at most 128 characters. */
export function isStream(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 128 && STREAM.test(value)
}

/** A real instant without leap seconds: 30 February and hour 24 are refused. Counted by hand, as a Date takes ten times as long. */
export function isInstant(value: unknown): value is Instant {
  if (typeof value !== 'string' || !INSTANT.test(value)) return false
  const [year, month, day] = [Number(value.slice(0, 4)), Number(value.slice(5, 7)), Number(value.slice(8, 10))]
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day >= 1 && day <= (DAYS[month - 1] ?? 0) + (leap ? 1 : 0)
}
