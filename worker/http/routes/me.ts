// The person who is signed in: who, in which tenant, with which permissions; and moving to another of their tenants.
import { z } from '@hono/zod-openapi'
import type { SessionActor } from '../../access/actor.ts'
import { deliverActs, newAct } from '../../access/acts.ts'
import { permissionsOf } from '../../access/roles.ts'
import { insertAct } from '../../db/control/acts.ts'
import { controlDatabase } from '../../db/control/database.ts'
import { enterTenant } from '../../db/control/members.ts'
import { updateUserName } from '../../db/control/sessions.ts'
import { type Route, userRoute } from '../define.ts'
import { failure } from '../errors.ts'
import { name, permission, role, tenantShape } from '../fields.ts'

const tag = 'me'

export const meShape = z
  .object({
    user: z.object({ id: z.string(), email: z.string(), name: z.string() }),
    tenant: tenantShape.nullable(),
    role: role.nullable(),
    permissions: z.array(permission),
    tenants: z.array(tenantShape.extend({ role })),
  })
  .openapi('Me')

function describe(actor: SessionActor): z.input<typeof meShape> {
  const tenants = actor.memberships.map(({ tenant: { id, name, region }, role }) => ({ id, name, region, role }))
  return {
    user: actor.user,
    tenant: actor.tenant,
    role: actor.role,
    permissions: [...actor.permissions],
    tenants,
  }
}

const read = userRoute({
  method: 'get',
  path: '/api/me',
  summary: 'Who is signed in, where, and what they may do',
  tag,
  answer: meShape,
  handler: async ({ actor }) => describe(actor),
})

const rename = userRoute({
  method: 'patch',
  path: '/api/me',
  summary: 'Change your name',
  tag,
  body: z.strictObject({ name }),
  answer: meShape,
  async handler({ env, actor, body }) {
    await updateUserName(controlDatabase(env), actor.user.id, body.name)
    return describe({ ...actor, user: { ...actor.user, name: body.name } })
  },
})

const moveTo = userRoute({
  method: 'post',
  path: '/api/me/tenant',
  summary: 'Work in another of your organizations',
  tag,
  body: z.strictObject({ tenant_id: z.string().max(64) }),
  answer: meShape,
  async handler({ env, outside, actor, body }) {
    const membership = actor.memberships.find(({ tenant }) => tenant.id === body.tenant_id)
    if (membership === undefined) return failure('not_found')
    const { tenant, role } = membership
    if (actor.tenant?.id !== tenant.id) {
      const db = controlDatabase(env)
      const now = new Date()
      const data = { action: 'entered', role }
      const act = newAct(tenant.id, actor.user, { kind: 'member_access', stream: 'tallystick.sign_ins', data }, now)
      await enterTenant(db, { userId: actor.user.id, sessionId: actor.sessionId, tenantId: tenant.id })
      await insertAct(db, act, now)
      await deliverActs(env, outside.recordAct, [act.id])
    }
    return describe({ ...actor, tenant, role, permissions: permissionsOf(role) })
  },
})

export const meRoutes: readonly Route[] = [read, rename, moveTo]
