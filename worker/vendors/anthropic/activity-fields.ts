// Which fields of Anthropic's events may stand open in a record: its ids by prefix, its vocabularies, its times.
import { type AllowList, type Sorted, sortByAllowList } from '../allow-list.ts'
import { ENUM_FIELDS, ID_PREFIXES, REASONS, TIME_FIELDS } from './activity-words.ts'

const OPEN_ID = new RegExp(`^(?:${ID_PREFIXES.join('|')})_[A-Za-z0-9]{6,80}$`)
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** Ids that may be a person's, so that only a prefix proves that they are not. */
const MAYBE_PERSON =
  /(?:^|_)(?:user|account|owner|principal|member|actor|person|target|entity|resource|reference|by|subject|profile|client)s?_/
/** How vendors spell the words of a vocabulary. A name has a capital, an address a dot, an id of a person digits behind `user_`. */
const ENUM_VALUE = /^(?!user_.*\d)(?=.{1,64}$)(?:[a-z][a-z0-9]*(?:[_:-][a-z0-9]+)*|[A-Z]+(?:_[A-Z]+)*)$/
const TIME_VALUE = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]{5,20}(?:Z|[+-]\d{2}:\d{2})?)?$/

/** An id of a thing that the vendor marks as such by its prefix. */
export const isOpenId = (said: string): boolean => OPEN_ID.test(said)

function openText(name: string, value: string): boolean {
  if (ENUM_FIELDS.has(name)) return ENUM_VALUE.test(value)
  if (name === 'reason') return REASONS.has(value)
  if (TIME_FIELDS.test(name)) return TIME_VALUE.test(value)
  if (!/_(?:id|uuid)$/.test(name)) return false
  return isOpenId(value) || (UUID.test(value) && !MAYBE_PERSON.test(name))
}

function person(name: string, value: string): string | undefined {
  const theirs = /^user_[A-Za-z0-9]{6,80}$/.test(value) || /(?:^|_)(?:user|owner)_id$/.test(name)
  return theirs && value !== '' && value.length <= 200 ? `anthropic:${value}` : undefined
}

const ALLOWED: AllowList = { text: openText, person }

/** Takes an event's own fields apart. Nothing is lost: what may not stand open is in `sealed`. */
export const sortFields = (fields: Record<string, unknown>): Sorted => sortByAllowList(fields, ALLOWED)
