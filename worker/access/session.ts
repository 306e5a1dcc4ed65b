// From a cookie to the person behind it: the session, its two ages, the tenant it stands in and what may be done there.

import { controlDatabase } from '../db/control/database.ts'
import { membershipsOf } from '../db/control/members.ts'
import { deleteSession } from '../db/control/sessions.ts'
import type { ActiveTenant, SessionActor } from './actor.ts'
import { makeAuth } from './auth.ts'
import { permissionsOf } from './roles.ts'
import type { TenantRow } from './rows.ts'

/** However much it is used, a session ends this long after sign-in. */
const ABSOLUTE_AGE = 7 * 86_400_000

type FoundSession = {
  actor: SessionActor | null
  /** Set-Cookie values: a used session's cookie lives on, a dead one's is taken back. */
  cookies: string[]
}

/** Never fails on what a client can send: a cookie that is not a live session is nobody. */
export async function findSessionActor(env: Env, headers: Headers): Promise<FoundSession> {
  if (!headers.get('cookie')?.includes('tallystick.session_token')) return { actor: null, cookies: [] }
  const found = await makeAuth(env).api.getSession({ headers, returnHeaders: true })
  const cookies = found.headers?.getSetCookie() ?? []
  if (found.response === null) return { actor: null, cookies }
  const { session, user } = found.response
  const db = controlDatabase(env)
  if (session.createdAt.getTime() + ABSOLUTE_AGE <= Date.now()) {
    await deleteSession(db, session.id)
    return { actor: null, cookies: [] }
  }
  const memberships = await membershipsOf(db, user.id)
  // Whoever was taken out of the tenant stands in none. Moving the session to another one silently would let the next
  // click of an open page land there.
  const active = memberships.find(({ tenant }) => tenant.id === session.activeTenantId) ?? null
  const actor: SessionActor = {
    kind: 'session',
    user: { id: user.id, email: user.email, name: user.name },
    sessionId: session.id,
    tenant: active && tenantOf(active.tenant),
    role: active?.role ?? null,
    permissions: active === null ? new Set() : permissionsOf(active.role),
    memberships,
  }
  return { actor, cookies }
}

const tenantOf = ({ id, name, region, erasedAt }: TenantRow): ActiveTenant => ({
  id,
  name,
  region,
  ...(erasedAt != null && { erased: true }),
})
