// Who may come near captured texts, beyond the permission: a person with a session, in a tenant that has connected a key for content.
import type { SessionActor, TenantActor } from '../access/actor.ts'
import { type Desk, deskOf } from '../content/desk.ts'
import { hasContentKey } from '../db/tenant/content-keys.ts'
import { type Failure, failure } from './errors.ts'
import { openReading, type Reading } from './reading.ts'

/** `connected`: a key is connected now; false where it was and texts were captured, which stay readable. */
export type ContentAccess = { reading: Reading; desk: Desk; connected: boolean }

const NO_KEY = 'Connect a Compliance Access Key to capture and read chats. Settings, then Integrations.'

/** What every content route begins with, after its permission `content` was checked. */
export async function contentOf(env: Env, actor: TenantActor): Promise<ContentAccess | Failure> {
  // No token holds the permission; should one ever, this still says no.
  if (!isSession(actor)) return failure('session_required')
  const desk = deskOf(env, actor.tenant, actor.user)
  const key = await hasContentKey(desk.home.db, actor.tenant.id)
  if (key === 'never') return failure('forbidden', { message: NO_KEY })
  return { reading: await openReading(env, actor), desk, connected: key === 'connected' }
}

const isSession = (actor: TenantActor): actor is SessionActor & TenantActor => actor.kind === 'session'
