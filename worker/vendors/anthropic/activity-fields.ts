// Which fields of an event may stand open in a record: an allow-list. Whatever it does not know is sealed (LEDGER section 4).
import type { JsonObject, JsonValue } from '../../ledger/jcs.ts'
import type { Identity } from '../stream.ts'
import { ENUM_FIELDS, ID_PREFIXES, REASONS, TIME_FIELDS } from './activity-words.ts'

export type Fields = Record<string, JsonValue>
export type Sorted = { open: JsonObject; sealed: Fields; mentions: Record<string, Identity> }

/** Members that the record fills itself; an event's field of such a name is sealed under `event_<name>`. */
const RESERVED = new Set(['type', 'category', 'organization', 'actor_type', 'actor', 'own_read', 'system'])
const SEALED_RESERVED = new Set(['email', 'vendor_user', 'ip', 'user_agent', 'actor'])

const NAME = /^[a-z][a-z0-9_]{0,63}$/
const OPEN_ID = new RegExp(`^(?:${ID_PREFIXES.join('|')})_[A-Za-z0-9]{6,80}$`)
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** Ids that may be a person's, so that only a prefix proves that they are not. */
const MAYBE_PERSON =
  /(?:^|_)(?:user|account|owner|principal|member|actor|person|target|entity|resource|reference|by|subject|profile|client)s?_/
/** How vendors spell the words of a vocabulary. A name has a capital, an address a dot, an id of a person digits behind `user_`. */
const ENUM_VALUE = /^(?!user_.*\d)(?=.{1,64}$)(?:[a-z][a-z0-9]*(?:[_:-][a-z0-9]+)*|[A-Z]+(?:_[A-Z]+)*)$/
const TIME_VALUE = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]{5,20}(?:Z|[+-]\d{2}:\d{2})?)?$/
const PERSONAL_NUMBER = /phone|(?:^|_)ip(?:_|$)|latitude|longitude|birth|(?:^|_)age$/

/** Characters that the open part may take: half of a record (LEDGER section 1), the other half is for the rest of it. */
const MOST_OPEN = 32_000
const MOST_ITEMS = 100
const MOST_SEALED = 256 * 1024

/** An id of a thing that the vendor marks as such by its prefix. */
export const isOpenId = (said: string): boolean => OPEN_ID.test(said)

/** Takes an event's own fields apart. Nothing is lost: what may not stand open is in `sealed`. */
export function sortFields(fields: Record<string, unknown>): Sorted {
  const open: [string, JsonValue][] = []
  const sealed: [string, JsonValue][] = []
  const mentions: Record<string, Identity> = {}
  let room = MOST_OPEN
  for (const [name, said] of Object.entries(fields)) {
    if (said === undefined) continue
    const value = fitProfile(said)
    const allowed = NAME.test(name) && !RESERVED.has(name) && mayStandOpen(name, said, value)
    if (allowed) room -= name.length + JSON.stringify(value).length
    if (allowed && room > 0) open.push([name, value])
    else sealed.push([SEALED_RESERVED.has(name) || RESERVED.has(name) ? `event_${name}` : name, value])
    if (typeof value === 'string') mention(name, value, mentions)
  }
  const kept = open.filter(([name]) => !Object.hasOwn(mentions, name))
  return { open: Object.fromEntries(kept), sealed: bounded(Object.fromEntries(sealed)), mentions }
}

function mayStandOpen(name: string, said: unknown, value: JsonValue): boolean {
  if (value === null || value === '' || typeof value === 'boolean') return true
  if (typeof said === 'number') return !PERSONAL_NUMBER.test(name)
  if (typeof value === 'string') return openText(name, value)
  if (!Array.isArray(value)) return false
  // The items of `x_ids` are judged as `x_id`.
  const one = name.replace(/_ids$/, '_id')
  return value.length <= MOST_ITEMS && value.every((item) => typeof item === 'string' && openText(one, item))
}

function openText(name: string, value: string): boolean {
  if (ENUM_FIELDS.has(name)) return ENUM_VALUE.test(value)
  if (name === 'reason') return REASONS.has(value)
  if (TIME_FIELDS.test(name)) return TIME_VALUE.test(value)
  if (!/_(?:id|uuid)$/.test(name)) return false
  return isOpenId(value) || (UUID.test(value) && !MAYBE_PERSON.test(name))
}

/** A person named by the event becomes a subject: `deleted_user_id` and `deleted_user_email` are one `deleted_user`. */
function mention(name: string, value: string, mentions: Record<string, Identity>): void {
  const base = name === 'email' ? 'person' : name.replace(/_(?:id|email)$/, '')
  if (base === name || !NAME.test(base) || RESERVED.has(base)) return
  if (/(?:^|_)email$/.test(name)) {
    if (/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(value)) mentions[base] = { ...mentions[base], email: value }
  } else if (/^user_[A-Za-z0-9]{6,80}$/.test(value) || /(?:^|_)(?:user|owner)_id$/.test(name)) {
    if (value !== '' && value.length <= 200) mentions[base] = { ...mentions[base], vendorUser: `anthropic:${value}` }
  }
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
