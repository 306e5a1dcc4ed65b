// A new organization, owned by whoever creates it.
import { z } from '@hono/zod-openapi'
import { createTenant } from '../../access/tenants.ts'
import { controlDatabase } from '../../db/control/database.ts'
import { enterTenant } from '../../db/control/members.ts'
import { type Route, userRoute } from '../define.ts'
import { failure } from '../errors.ts'
import { name, region, tenantShape } from '../fields.ts'

const create = userRoute({
  method: 'post',
  path: '/api/tenants',
  summary: 'Create an organization and work in it; its region is fixed from then on',
  tag: 'organization',
  limit: 'auth',
  body: z.strictObject({ name, region }),
  answer: tenantShape,
  status: 201,
  async handler({ env, outside, actor, body }) {
    const made = await createTenant(env, outside, actor.user, body)
    if (made === null) return failure('too_many_tenants')
    await enterTenant(controlDatabase(env), { userId: actor.user.id, sessionId: actor.sessionId, tenantId: made.id })
    return { id: made.id, name: made.name, region: made.region }
  },
})

export const tenantRoutes: readonly Route[] = [create]
