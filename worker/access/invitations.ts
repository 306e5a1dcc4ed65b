// Inviting somebody: a secret by mail, stored as its digest, good for one person, once, for a week.
import { controlDatabase } from '../db/control/database.ts'
import {
  acceptInvitation,
  closeExpiredInvitations,
  closeInvitation,
  type InvitationRow,
  insertInvitation,
  isMemberAddress,
  selectInvitationBySecret,
  selectOpenInvitation,
} from '../db/control/invitations.ts'
import type { TenantId } from '../ids.ts'
import { invitationLetter } from '../mail/letters.ts'
import { MailError, type SendMail } from '../mail/send.ts'
import type { SessionActor, TenantActor } from './actor.ts'
import { newAct } from './acts.ts'
import { newInvitationId } from './ids.ts'
import type { Role } from './roles.ts'
import { randomBase62, sha256Hex } from './secret.ts'

const INVITATION_DAYS = 7

type Refused<Code> = { ok: false; code: Code }

const STREAM = { kind: 'member_access', stream: 'tallystick.members' } as const

/**
 * Invites an address. The row is written before the mail is sent, so a link in a mail always works; when the mail
 * fails the row is closed again, with its record.
 */
export async function invite(
  env: Env,
  send: SendMail,
  actor: TenantActor,
  wish: { email: string; role: Role },
): Promise<
  | { ok: true; row: Omit<InvitationRow, 'closedAt'>; acts: string[] }
  | (Refused<'owner_required' | 'already_member' | 'mail_unavailable'> & { acts?: string[] })
> {
  if (wish.role === 'owner' && actor.role !== 'owner') return { ok: false, code: 'owner_required' }
  const db = controlDatabase(env)
  const tenantId = actor.tenant.id
  if (await isMemberAddress(db, tenantId, wish.email)) return { ok: false, code: 'already_member' }
  const now = new Date()
  const secret = randomBase62(32)
  const row = {
    id: newInvitationId(),
    tenantId,
    ...wish,
    secretHash: await sha256Hex(secret),
    invitedBy: actor.user.id,
    createdAt: now,
    expiresAt: new Date(now.getTime() + INVITATION_DAYS * 86_400_000),
  }
  const fields = { invited_email: wish.email }
  const data = { action: 'invited', invitation: row.id, role: row.role, expires_at: row.expiresAt.toISOString() }
  const act = newAct(tenantId, actor.user, { ...STREAM, data, fields }, now)
  await closeExpiredInvitations(db, tenantId, now)
  await insertInvitation(db, row, act)
  const by = actor.user.name || actor.user.email
  const words = { tenant: actor.tenant.name, role: row.role, by, token: secret, days: INVITATION_DAYS }
  try {
    await send(env, invitationLetter(env.APP_URL, row.email, words))
    return { ok: true, row, acts: [act.id] }
  } catch (error) {
    if (!(error instanceof MailError)) throw error
    const undone = await revokeInvitation(env, actor, row.id, 'mail_failed')
    return { ok: false, code: 'mail_unavailable', acts: undone === null ? [act.id] : [act.id, undone] }
  }
}

/** Closes an open invitation of the actor's tenant; the act's id, or null when there is none. */
export async function revokeInvitation(
  env: Env,
  actor: TenantActor,
  id: string,
  reason: 'revoked' | 'mail_failed' = 'revoked',
): Promise<string | null> {
  const db = controlDatabase(env)
  const row = await selectOpenInvitation(db, actor.tenant.id, id)
  if (row === null) return null
  const now = new Date()
  const data = { action: 'invitation_revoked', invitation: id, role: row.role, reason }
  const fields = { invited_email: row.email }
  const act = newAct(actor.tenant.id, actor.user, { ...STREAM, data, fields }, now)
  return (await closeInvitation(db, id, act, now)) ? act.id : null
}

/** Joins the tenant that the secret invites to. */
export async function accept(
  env: Env,
  actor: SessionActor,
  secret: string,
): Promise<
  | { ok: true; tenantId: TenantId; act: string }
  | Refused<'invitation_invalid' | 'invitation_address' | 'already_member'>
> {
  const db = controlDatabase(env)
  const now = new Date()
  const found = await selectInvitationBySecret(db, await sha256Hex(secret), now)
  if (found === null) return { ok: false, code: 'invitation_invalid' }
  const { invitation, tenant } = found
  if (invitation.email !== actor.user.email) return { ok: false, code: 'invitation_address' }
  if (actor.memberships.some((membership) => membership.tenant.id === tenant.id)) {
    return { ok: false, code: 'already_member' }
  }
  const data = { action: 'joined', invitation: invitation.id, role: invitation.role }
  const act = newAct(tenant.id, actor.user, { ...STREAM, data }, now)
  const joined = await acceptInvitation(db, invitation, actor.user.id, act, now)
  return joined ? { ok: true, tenantId: tenant.id, act: act.id } : { ok: false, code: 'invitation_invalid' }
}
