// Who did it: an event's actor, apart into what may stand open, who it is, and what is sealed. Reference section 8.3.
import { z } from 'zod'
import { canonicalize } from '../../ledger/jcs.ts'
import { type Fields, fitProfile } from '../allow-list.ts'
import { word } from '../fields.ts'
import type { Identity } from '../stream.ts'
import { isOpenId } from './activity-fields.ts'

const text = z.string().nullish()
export const FeedActor = z.looseObject({
  type: word,
  email_address: text,
  unauthenticated_email_address: text,
  user_id: text,
  ip_address: text,
  user_agent: text,
})

export type ActorOfEvent = {
  open: { actor_type: string | null; actor?: string }
  who?: Identity
  fields: Fields
  /** Nobody's own doing. */
  system: boolean
}

/** An attempt to sign in: the address is what somebody typed. */
const UNAUTHENTICATED = 'unauthenticated_user_actor'
const SYSTEM = new Set(['system_actor', 'anthropic_actor', 'scim_directory_sync_actor'])
/** What names an actor that is no person: a key, a service account, a directory. */
const OPEN_IDS = ['api_key_id', 'admin_api_key_id', 'service_account_id', 'directory_id']
/** An outside identity may be anybody's: it is a person to us, known by all that it says of itself. */
const OUTSIDE = new Set(['federated_identity_actor', 'federated_actor', 'attested_device_actor'])

export function actorOf(actor: z.infer<typeof FeedActor> | null | undefined): ActorOfEvent {
  if (!actor) return { open: { actor_type: null }, fields: {}, system: false }
  const { type, email_address, unauthenticated_email_address, user_id, ip_address, user_agent, ...rest } = actor
  // Only of those who were signed in at the vendor itself the vendor has checked the address.
  const checked = type !== UNAUTHENTICATED && !OUTSIDE.has(type)
  const email = checked ? email_address : undefined
  const claimed = unauthenticated_email_address || (checked ? undefined : email_address)
  const thing = OPEN_IDS.map((name) => rest[name]).find((said) => typeof said === 'string' && isOpenId(said))
  const extras = Object.entries(rest).filter(([, said]) => said !== null && said !== undefined && said !== thing)
  const fields = {
    ...(email ? { email } : {}),
    ...(claimed ? { claimed_email: claimed } : {}),
    ...(user_id ? { vendor_user: user_id } : {}),
    ...(ip_address ? { ip: ip_address } : {}),
    ...(user_agent ? { user_agent } : {}),
    ...(extras.length === 0 ? {} : { actor: fitProfile(Object.fromEntries(extras)) }),
  }
  const who = {
    ...(email ? { email } : {}),
    ...(user_id ? { vendorUser: `anthropic:${user_id}` } : outside(type, Object.fromEntries(extras))),
  }
  const known = Object.keys(who).length === 0 && claimed ? claimant(claimed) : who
  return {
    open: { actor_type: type, ...(typeof thing === 'string' ? { actor: thing } : {}) },
    ...(Object.keys(known).length === 0 ? {} : { who: known }),
    fields,
    // Some system work appears under a person's name, but from no address (reference section 8.1).
    system: SYSTEM.has(type) || ip_address === '0.0.0.0',
  }
}

function outside(type: string, said: Record<string, unknown>): Identity {
  if (!OUTSIDE.has(type) || Object.keys(said).length === 0) return {}
  return { vendorUser: `anthropic:${type}:${canonicalize(fitProfile(said))}` }
}

/** Whoever types somebody's address into a sign-in form is not that person: an identity of its own, the same for the same address. */
function claimant(address: string): Identity {
  return { vendorUser: `anthropic:claimed:${address.trim().normalize('NFC').toLowerCase()}` }
}
