// Who did it: an audit event's actor, apart into what may stand open, who it is, and what is sealed. Reference section 7.
import { type Fields, fitProfile } from '../allow-list.ts'
import type { Identity } from '../stream.ts'
import { isObject, isOpenId } from './audit-fields.ts'
import { vendorUser } from './inventory.ts'

export type ActorOfEvent = {
  /** `actor`: the key or the service account; `actor_key`: the key that a service account used. */
  open: { actor_type: 'user' | 'service_account' | 'api_key' | null; actor?: string; actor_key?: string }
  who?: Identity
  fields: Fields
}

/** The actor's own names for what is sealed under names that all vendors share. */
const SEALED = new Map([
  ['ip_address', 'ip'],
  ['user_agent', 'user_agent'],
  ['ja3', 'ja3'],
  ['ja4', 'ja4'],
  ['ip_address_details', 'location'],
])

/**
 * Takes any actor apart, also one of a form not known yet; what is not understood is sealed whole as `actor`. `signedIn` false:
 * an attempt to sign in, so that an address is only what somebody typed.
 */
export function actorOf(actor: unknown, signedIn: boolean): ActorOfEvent {
  if (actor === undefined || actor === null) return { open: { actor_type: null }, fields: {} }
  if (!isObject(actor)) return { open: { actor_type: null }, fields: { actor: fitProfile(actor) } }
  const { type: _, session, api_key: key, ...rest } = actor
  if (isObject(session)) return bySession(session, rest, signedIn)
  if (isObject(key)) return byKey(key, rest)
  return { open: { actor_type: null }, fields: { actor: fitProfile(actor) } }
}

function bySession(session: Record<string, unknown>, rest: Record<string, unknown>, signedIn: boolean): ActorOfEvent {
  const { user, ...about } = session
  const person = signedIn ? personOf(user) : claimantOf(user)
  const known = Object.entries(about).flatMap(([name, said]) => {
    const sealed = SEALED.get(name)
    return sealed === undefined || said === null || said === '' ? [] : [[sealed, fitProfile(said)] as const]
  })
  const unknown = Object.entries(about).filter(([name]) => !SEALED.has(name))
  return {
    open: { actor_type: 'user' },
    ...(person.who === undefined ? {} : { who: person.who }),
    fields: { ...person.fields, ...Object.fromEntries(known), ...extras({ ...rest, ...Object.fromEntries(unknown) }) },
  }
}

function byKey(key: Record<string, unknown>, rest: Record<string, unknown>): ActorOfEvent {
  const { id, type, user, service_account: service, ...about } = key
  const key_id = openId(id)
  const account = isObject(service) ? service.id : undefined
  const account_id = openId(account)
  const closed = {
    ...rest,
    ...about,
    ...(key_id === undefined ? { id } : {}),
    ...(account_id === undefined ? { service_account: service } : {}),
  }
  if (type === 'service_account' || (service !== undefined && user === undefined)) {
    const named = account_id === undefined ? {} : { actor: account_id }
    const via = key_id === undefined ? {} : { actor_key: key_id }
    return { open: { actor_type: 'service_account', ...named, ...via }, fields: extras(closed) }
  }
  const person = personOf(user)
  return {
    open: {
      actor_type: person.who === undefined && type !== 'user' ? 'api_key' : 'user',
      ...(key_id === undefined ? {} : { actor: key_id }),
    },
    ...(person.who === undefined ? {} : { who: person.who }),
    fields: { ...person.fields, ...extras(closed) },
  }
}

const openId = (said: unknown): string | undefined => (typeof said === 'string' && isOpenId(said) ? said : undefined)

const said = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= 320 ? value : undefined

function personOf(user: unknown): { who?: Identity; fields: Fields } {
  if (!isObject(user)) return { fields: {} }
  const [email, id] = [said(user.email), said(user.id)]
  const who = { ...(email ? { email } : {}), ...(id ? { vendorUser: vendorUser(id) } : {}) }
  return {
    ...(Object.keys(who).length === 0 ? {} : { who }),
    fields: { ...(email ? { email } : {}), ...(id ? { vendor_user: id } : {}) },
  }
}

/** Whoever types somebody's address into a sign-in form is not that person: an identity of its own, the same for the same address. */
function claimantOf(user: unknown): { who?: Identity; fields: Fields } {
  const { who, fields } = personOf(user)
  if (who?.email === undefined) return { ...(who === undefined ? {} : { who }), fields }
  const { email: claimed, vendorUser: known } = who
  const { email: _, ...others } = fields
  const typed = vendorUser(`claimed:${claimed.trim().normalize('NFC').toLowerCase()}`)
  return { who: { vendorUser: known ?? typed }, fields: { ...others, claimed_email: claimed } }
}

/** What is left over, sealed together; nothing when nothing is. */
function extras(rest: Record<string, unknown>): Fields {
  const kept = Object.entries(rest).filter(([, value]) => value !== null && value !== undefined)
  return kept.length === 0 ? {} : { actor: fitProfile(Object.fromEntries(kept)) }
}
