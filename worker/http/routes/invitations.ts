// Invitations: sent by whoever may change members, looked at and accepted by whoever holds the mailed link.
import { z } from '@hono/zod-openapi'
import { deliverActs } from '../../access/acts.ts'
import { accept, invite, revokeInvitation } from '../../access/invitations.ts'
import { sha256Hex } from '../../access/secret.ts'
import { controlDatabase } from '../../db/control/database.ts'
import { type InvitationRow, selectInvitationBySecret, selectOpenInvitations } from '../../db/control/invitations.ts'
import { enterTenant } from '../../db/control/members.ts'
import { publicRoute, type Route, tenantRoute, userRoute } from '../define.ts'
import { failure } from '../errors.ts'
import { email, idParams, linkToken, role, tenantShape, time } from '../fields.ts'
import { decodeCursor, encodeCursor, listOf, pageQuery } from '../paging.ts'

const tag = 'members'

const invitationShape = z
  .object({ id: z.string(), email: z.string(), role, created_at: time, expires_at: time })
  .openapi('Invitation')

function describe(row: Omit<InvitationRow, 'closedAt'>): z.input<typeof invitationShape> {
  const { id, email, role, createdAt, expiresAt } = row
  return { id, email, role, created_at: createdAt.toISOString(), expires_at: expiresAt.toISOString() }
}

const create = tenantRoute({
  method: 'post',
  path: '/api/invitations',
  needs: 'write:members',
  summary: 'Invite an address by mail; a second invitation replaces the first',
  tag,
  limit: 'auth',
  body: z.strictObject({ email, role }),
  answer: invitationShape,
  status: 201,
  async handler({ env, outside, actor, body }) {
    const outcome = await invite(env, outside.sendMail, actor, body)
    if (outcome.acts !== undefined) await deliverActs(env, outside.recordAct, outcome.acts)
    return outcome.ok ? describe(outcome.row) : failure(outcome.code)
  },
})

const list = tenantRoute({
  method: 'get',
  path: '/api/invitations',
  needs: 'read:members',
  summary: 'Open invitations',
  tag,
  query: pageQuery,
  answer: listOf(invitationShape),
  async handler({ env, actor, query }) {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, 1)
    if (query.cursor !== undefined && after === null) return failure('invalid_cursor')
    const from = after === null ? null : String(after[0])
    const db = controlDatabase(env)
    const rows = await selectOpenInvitations(db, actor.tenant.id, new Date(), from, query.limit + 1)
    const page = rows.slice(0, query.limit)
    const last = page.at(-1)
    return {
      data: page.map(describe),
      next_cursor: rows.length > query.limit && last !== undefined ? encodeCursor([last.id]) : null,
    }
  },
})

const revoke = tenantRoute({
  method: 'delete',
  path: '/api/invitations/{id}',
  needs: 'write:members',
  summary: 'Revoke an open invitation',
  tag,
  params: idParams,
  status: 204,
  async handler({ env, outside, actor, params }) {
    const act = await revokeInvitation(env, actor, params.id)
    if (act === null) return failure('not_found')
    await deliverActs(env, outside.recordAct, [act])
    return null
  },
})

const look = publicRoute({
  method: 'post',
  path: '/api/invitations/look',
  summary: 'What a mailed invitation offers, for the page that its link opens',
  tag,
  limit: 'auth',
  body: z.strictObject({ token: linkToken }),
  answer: z.object({ tenant: z.object({ name: z.string() }), email: z.string(), role, expires_at: time }),
  async handler({ env, body }) {
    const found = await selectInvitationBySecret(controlDatabase(env), await sha256Hex(body.token), new Date())
    if (found === null) return failure('invitation_invalid')
    const { email, role, expiresAt } = found.invitation
    return { tenant: { name: found.tenant.name }, email, role, expires_at: expiresAt.toISOString() }
  },
})

const join = userRoute({
  method: 'post',
  path: '/api/invitations/accept',
  summary: 'Join the organization of a mailed invitation and work in it',
  tag,
  limit: 'auth',
  body: z.strictObject({ token: linkToken }),
  answer: z.object({ tenant: tenantShape.pick({ id: true }) }),
  async handler({ env, outside, actor, body }) {
    const outcome = await accept(env, actor, body.token)
    if (!outcome.ok) return failure(outcome.code)
    const { tenantId, act } = outcome
    await enterTenant(controlDatabase(env), { userId: actor.user.id, sessionId: actor.sessionId, tenantId })
    await deliverActs(env, outside.recordAct, [act])
    return { tenant: { id: tenantId } }
  },
})

export const invitationRoutes: readonly Route[] = [list, create, revoke, look, join]
