// Routes of whoever runs the installation; here for the local launcher: a demo person with a tenant, a token that reads everything, and a one-time sign-in link.
import { z } from '@hono/zod-openapi'
import { deliverActs } from '../../access/acts.ts'
import { makeAuth } from '../../access/auth.ts'
import { newId } from '../../access/ids.ts'
import { TOKEN_SCOPES } from '../../access/roles.ts'
import { createTenant } from '../../access/tenants.ts'
import { createToken } from '../../access/token-life.ts'
import { controlDatabase } from '../../db/control/database.ts'
import { membershipsOf } from '../../db/control/members.ts'
import { findOrCreateUser, updateUserName } from '../../db/control/sessions.ts'
import { signInLink } from '../../mail/letters.ts'
import { operatorRoute, type Route } from '../define.ts'
import { failure } from '../errors.ts'
import { email, name, region } from '../fields.ts'
import { operatorHealthRoutes } from './operator-health.ts'
import { operatorPageRoutes } from './operator-page.ts'

const DEMO_TOKEN_LIFE = 7 * 86_400_000

const demo = operatorRoute({
  method: 'post',
  path: '/api/operator/demo',
  summary: 'Make the demo person and tenant if missing; a new token and sign-in link each time',
  tag: 'operator',
  body: z.strictObject({ email, name, tenant_name: name, region }),
  async handler({ env, outside, body, c }) {
    const db = controlDatabase(env)
    const made = { id: newId('usr'), email: body.email, name: body.name }
    const user = await findOrCreateUser(db, made, new Date())
    if (user.name === '') await updateUserName(db, user.id, body.name)
    const owned = await membershipsOf(db, user.id)
    const wished = { name: body.tenant_name, region: body.region }
    const there = owned.find(({ tenant, role }) => role === 'owner' && tenant.name === wished.name)?.tenant
    const tenant = there ?? (await createTenant(env, outside, user, wished))
    if (tenant === null) return failure('too_many_tenants')
    const scopes = TOKEN_SCOPES.filter((scope) => scope.startsWith('read:'))
    const expiresAt = new Date(Date.now() + DEMO_TOKEN_LIFE)
    const token = await createToken(env, { user, tenant, role: 'owner' }, { name: 'Local launcher', scopes, expiresAt })
    if (!token.ok) return failure(token.code)
    await deliverActs(env, outside.recordAct, [token.act])
    let signIn = ''
    const auth = makeAuth(env, async (_, secret) => {
      signIn = signInLink(env.APP_URL, secret)
    })
    await auth.api.signInMagicLink({ body: { email: user.email }, headers: c.req.raw.headers })
    return { tenant: { id: tenant.id, name: tenant.name, region: tenant.region }, token: token.text, signIn }
  },
})

export const operatorRoutes: readonly Route[] = [demo, ...operatorPageRoutes, ...operatorHealthRoutes]
