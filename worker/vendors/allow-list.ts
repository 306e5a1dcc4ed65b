// Which fields of an event may stand open in a record: what a vendor's allow-list lets through. Whatever it does not know is sealed (LEDGER section 4).
import type { JsonObject, JsonValue } from '../ledger/jcs.ts'
import type { Identity } from './stream.ts'

export type Fields = Record<string, JsonValue>
export type Sorted = { open: JsonObject; sealed: Fields; mentions: Record<string, Identity> }

/** What one vendor's events may say in the open, and how it spells a person's id. */
export type AllowList = {
  /** A text in the field of this name: a word of a vocabulary, a time, an id of a thing. */
  text: (name: string, value: string) => boolean
  /** The person whose id this is, as identities name it; undefined when it is nobody's. */
  person: (name: string, value: string) => string | undefined
  /** Members that this vendor's records fill themselves besides those that all do. */
  reserved?: ReadonlySet<string>
}

/** Members that the record fills itself; an event's field of such a name is sealed under `event_<name>`. */
const RESERVED = new Set(['type', 'category', 'organization', 'actor_type', 'actor', 'own_read', 'system'])
const SEALED_RESERVED = new Set(['email', 'vendor_user', 'ip', 'user_agent', 'actor'])

const NAME = /^[a-z][a-z0-9_]{0,63}$/
const PERSONAL_NUMBER = /phone|(?:^|_)ip(?:_|$)|latitude|longitude|birth|(?:^|_)age$/
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}$/

/** Characters that the open part may take: half of a record (LEDGER section 1), the other half is for the rest of it. */
const MOST_OPEN = 32_000
const MOST_ITEMS = 100
const MOST_SEALED = 256 * 1024

/** Takes an event's own fields apart. Nothing is lost: what may not stand open is in `sealed`. */
export function sortByAllowList(fields: Record<string, unknown>, allow: AllowList): Sorted {
  const open: [string, JsonValue][] = []
  const sealed: [string, JsonValue][] = []
  const mentions: Record<string, Identity> = {}
  let room = MOST_OPEN
  for (const [name, said] of Object.entries(fields)) {
    if (said === undefined) continue
    const value = fitProfile(said)
    const taken = RESERVED.has(name) || allow.reserved?.has(name) === true
    const allowed = NAME.test(name) && !taken && mayStandOpen(name, said, value, allow)
    if (allowed) room -= name.length + JSON.stringify(value).length
    if (allowed && room > 0) open.push([name, value])
    else sealed.push([taken || SEALED_RESERVED.has(name) ? `event_${name}` : name, value])
    if (typeof value === 'string') mention(name, value, allow, mentions)
  }
  const kept = open.filter(([name]) => !Object.hasOwn(mentions, name))
  return { open: Object.fromEntries(kept), sealed: bounded(Object.fromEntries(sealed)), mentions }
}

function mayStandOpen(name: string, said: unknown, value: JsonValue, allow: AllowList): boolean {
  if (value === null || value === '' || typeof value === 'boolean') return true
  if (typeof said === 'number') return !PERSONAL_NUMBER.test(name)
  // The items of `x_ids` are judged as `x_id`.
  const one = name.replace(/_ids$/, '_id')
  if (typeof value === 'string') return allow.text(name, value)
  if (!Array.isArray(value)) return false
  return value.length <= MOST_ITEMS && value.every((item) => typeof item === 'string' && allow.text(one, item))
}

/** A person named by the event becomes a subject: `deleted_user_id` and `deleted_user_email` are one `deleted_user`. */
function mention(name: string, value: string, allow: AllowList, mentions: Record<string, Identity>): void {
  const base = name === 'email' ? 'person' : name.replace(/_(?:id|email)$/, '')
  if (base === name || !NAME.test(base) || RESERVED.has(base) || allow.reserved?.has(base) === true) return
  if (/(?:^|_)email$/.test(name)) {
    if (EMAIL.test(value)) mentions[base] = { ...mentions[base], email: value }
    return
  }
  const person = allow.person(name, value)
  if (person !== undefined) mentions[base] = { ...mentions[base], vendorUser: person }
}

/** Values as the record profile takes them (LEDGER section 1): no fraction, nothing deeper than anybody reads. */
export function fitProfile(value: unknown, depth = 0): JsonValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : String(value)
  if (typeof value !== 'object') return null
  if (depth >= 16) return '[nested too deep]'
  if (Array.isArray(value)) return value.map((item) => fitProfile(item, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fitProfile(member, depth + 1)]))
}

/** An envelope shares a row with its record; a monster must not stop the feed. The page's hash still vouches for it. */
function bounded(sealed: Fields): Fields {
  const length = JSON.stringify(sealed).length
  return length <= MOST_SEALED ? sealed : { too_large: length }
}
