// The rules of membership: who may change whose role, and that an organization never loses its last owner.
import type { ControlDatabase } from '../db/control/database.ts'
import { deleteMember, type MemberRow, selectMember, updateRole } from '../db/control/members.ts'
import type { TenantActor } from './actor.ts'
import { newAct } from './acts.ts'
import type { Role } from './roles.ts'

/** `act`: id of the record to deliver, or null when nothing had to change. */
type MemberOutcome =
  | { ok: true; act: string | null }
  | { ok: false; code: 'owner_required' | 'last_owner' | 'not_found' | 'conflict' }

/** Gives `target` another role. The caller has checked the permission; this checks what depends on the roles. */
export async function changeRole(
  db: ControlDatabase,
  actor: TenantActor,
  target: MemberRow,
  to: Role,
): Promise<MemberOutcome> {
  const from = target.role
  if ((from === 'owner' || to === 'owner') && actor.role !== 'owner') return { ok: false, code: 'owner_required' }
  if (from === to) return { ok: true, act: null }
  const now = new Date()
  const tenantId = actor.tenant.id
  const fields = { member: target.userId, member_email: target.email }
  const data = { action: 'role_changed', from, to }
  const act = newAct(tenantId, actor.user, { kind: 'member_access', stream: 'tallystick.members', data, fields }, now)
  const changed = await updateRole(db, { tenantId, userId: target.userId, from, to }, act, now)
  return changed ? { ok: true, act: act.id } : whyNot(db, actor, target)
}

/** Takes `target` out of the organization; oneself too (leaving). */
export async function removeMember(db: ControlDatabase, actor: TenantActor, target: MemberRow): Promise<MemberOutcome> {
  const leaving = target.userId === actor.user.id
  const { role, userId } = target
  if (role === 'owner' && actor.role !== 'owner') return { ok: false, code: 'owner_required' }
  const now = new Date()
  const tenantId = actor.tenant.id
  const fields = { member: userId, member_email: target.email }
  const data = { action: leaving ? 'left' : 'removed', role }
  const act = newAct(tenantId, actor.user, { kind: 'member_access', stream: 'tallystick.members', data, fields }, now)
  const removed = await deleteMember(db, { tenantId, userId, role }, act, now)
  return removed ? { ok: true, act: act.id } : whyNot(db, actor, target)
}

/** The statement changed nothing: the row is as we read it, so it is the last owner; or somebody was faster. */
async function whyNot(db: ControlDatabase, actor: TenantActor, target: MemberRow): Promise<MemberOutcome> {
  const now = await selectMember(db, actor.tenant.id, target.userId)
  if (now === null) return { ok: false, code: 'not_found' }
  return { ok: false, code: now.role === 'owner' && target.role === 'owner' ? 'last_owner' : 'conflict' }
}
