// Which fields of an audit event may stand open in a record: an allow-list of words, scopes and ids by prefix. Reference section 7.
import { type AllowList, type Sorted, sortByAllowList } from '../allow-list.ts'
import { vendorUser } from './inventory.ts'

/** What stands before the random part of an id. `user-` is not among them and never may be. */
export const ID_PREFIXES = [
  'audit_log-',
  'cert_',
  'ekey_',
  'extstg_',
  'group_',
  'invite-',
  'key_',
  'org-',
  'proj_',
  'role_',
  'scim_',
  'svc_acct_',
  'vs_',
]
/** A rate limit is named after its model. */
const OPEN_ID = new RegExp(`^(?:(?:${ID_PREFIXES.join('|')})[A-Za-z0-9]{6,80}|rl-(?=.*\\d)[a-z0-9.-]{3,80})$`)
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** The only ids without a prefix that are surely no person's. */
const NO_PERSON = /^(?:workspace|connector|identity_provider|project|role)_ids?$/

/** Fields whose value is a word of a vocabulary, known or not. */
export const ENUM_FIELDS = new Set(
  `api_call_logging error_code geography principal_type resource_type role source status threads_ui_visibility
  usage_dashboard_visibility`.split(/\s+/),
)
/** Fields that hold permissions, e.g. `api.files.read` and `model.request`. */
export const SCOPE_FIELDS = new Set('scopes permissions permissions_added permissions_removed resource_type'.split(' '))

/** How the vendor spells its words. A name has a capital, an address a dot, an id or a fingerprint many digits. */
const ENUM_VALUE =
  /^(?!user[-_].*\d)(?!(?:.*\d){4})(?=.{1,64}$)(?:[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*|[A-Z]+(?:_[A-Z]+)*)$/
const SCOPE_VALUE = /^(?:api|model|chatgpt)(?:\.[a-z0-9_]{1,40}){1,6}$/

/** An id of a thing that the vendor marks as such by its prefix. */
export const isOpenId = (said: string): boolean => OPEN_ID.test(said)

function openText(name: string, value: string): boolean {
  if (SCOPE_FIELDS.has(name) && SCOPE_VALUE.test(value)) return true
  if (ENUM_FIELDS.has(name)) return ENUM_VALUE.test(value)
  // One setting lists its projects in one text.
  if (/_ids$/.test(name)) return value.split(/, ?/).every((item) => openText(name.slice(0, -1), item))
  if (!/(?:^|_)id$/.test(name)) return false
  return isOpenId(value) || (UUID.test(value) && NO_PERSON.test(name))
}

function person(name: string, value: string): string | undefined {
  const theirs = /^user-[\w-]{1,100}$/.test(value) || /(?:^|_)user_id$/.test(name)
  return theirs && value !== '' && value.length <= 200 ? vendorUser(value) : undefined
}

const RESERVED = new Set(['project', 'actor_key', 'ja3', 'ja4', 'location'])
const ALLOWED: AllowList = { text: openText, person, reserved: RESERVED }

/** Takes an event's own fields apart. Nothing is lost: what may not stand open is in `sealed`. */
export const sortFields = (fields: Record<string, unknown>): Sorted => sortByAllowList(fields, ALLOWED)

/** Parts of a payload that hold what was asked for; their members stand beside the payload's own. */
const PARTS = new Set(['data', 'changes_requested'])

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The payload in one level, what it is about as `target_id`; a name that is taken already gets a prefix, so that nothing is lost. */
export function flatten(payload: unknown): Record<string, unknown> {
  const flat = new Map<string, unknown>()
  const put = (said: string, value: unknown) => {
    let name = said
    while (flat.has(name)) name = `other_${name}`
    flat.set(name, value)
  }
  if (!isObject(payload)) return payload === undefined || payload === null ? {} : { payload }
  for (const [name, value] of Object.entries(payload)) {
    if (PARTS.has(name) && isObject(value)) {
      for (const [inner, one] of Object.entries(value)) put(inner === 'id' ? `${name}_id` : inner, one)
    } else put(name === 'id' ? 'target_id' : name, value)
  }
  return Object.fromEntries(flat)
}
