// What every way of signing in ends with: the session enters the person's tenant, and the sign-in becomes a record there.
import { insertAct } from '../db/control/acts.ts'
import { controlDatabase } from '../db/control/database.ts'
import { enterTenant, membershipsOf } from '../db/control/members.ts'
import { selectFreshSession } from '../db/control/sessions.ts'
import type { RecordAct } from '../tenant/acts.ts'
import type { SessionActor } from './actor.ts'
import { deliverActs, newAct } from './acts.ts'

/** Opens the session in the tenant of last time, else the first by name, else none: then there is no ledger to tell. */
export async function openSession(
  env: Env,
  record: RecordAct,
  token: string,
  method: 'magic_link' | 'passkey',
): Promise<void> {
  const db = controlDatabase(env)
  const found = await selectFreshSession(db, token)
  if (found === null) return
  const memberships = await membershipsOf(db, found.user.id)
  const last = memberships.find(({ tenant }) => tenant.id === found.lastTenantId) ?? memberships[0]
  if (last === undefined) return
  const now = new Date()
  const act = newAct(
    last.tenant.id,
    found.user,
    { kind: 'member_access', stream: 'tallystick.sign_ins', data: { action: 'signed_in', method, role: last.role } },
    now,
  )
  await enterTenant(db, { userId: found.user.id, sessionId: found.sessionId, tenantId: last.tenant.id })
  await insertAct(db, act, now)
  await deliverActs(env, record, [act.id])
}

/** A person changed how they sign in: a record in the tenant they stand in, if any. */
export async function recordPasskey(
  env: Env,
  record: RecordAct,
  actor: SessionActor,
  action: 'passkey_added' | 'passkey_removed',
): Promise<void> {
  if (actor.tenant === null) return
  const now = new Date()
  const spec = { kind: 'member_access', stream: 'tallystick.sign_ins', data: { action } } as const
  const act = newAct(actor.tenant.id, actor.user, spec, now)
  await insertAct(controlDatabase(env), act, now)
  await deliverActs(env, record, [act.id])
}
