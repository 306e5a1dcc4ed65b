// Who is connected to a tenant's MCP surfaces, with their turns; and the end of one person's connection.

import type { TenantActor } from '../access/actor.ts'
import { newAct } from '../access/acts.ts'
import { controlDatabase } from '../db/control/database.ts'
import { type Grant, revokeGrants, selectGrants } from '../db/control/oauth.ts'
import { tenantDatabase } from '../db/tenant/database.ts'
import { countTurns } from '../db/tenant/turns.ts'
import { identityHashes } from '../people/identity.ts'
import { homeOf, rootKeys } from '../region.ts'
import { ledgerOf } from '../tenant/reach.ts'
import { openVault } from '../vault/keys.ts'

export type ConnectedPerson = {
  user: string
  name: string
  email: string
  clients: { name: string; scopes: string[]; since: string }[]
  turns: number
  last_turn: string | null
}

/** Everybody whose token still opens a surface of this tenant, whoever connected first. */
export async function listConnected(env: Env, tenant: TenantActor['tenant'], now: Date): Promise<ConnectedPerson[]> {
  const grants = await selectGrants(controlDatabase(env), tenant.id, now)
  const users = [...new Map(grants.map((grant) => [grant.userId, grant])).values()]
  if (users.length === 0) return []
  const subjects = await subjectsOf(env, tenant, users)
  const home = homeOf(env, tenant.region)
  const turns = await countTurns(tenantDatabase(home.db), tenant.id, subjects)
  return users.map(({ userId, name, email }, at) => {
    const own = grants.filter((grant) => grant.userId === userId)
    const counted = turns.get(subjects[at] ?? '')
    return {
      user: userId,
      name,
      email,
      clients: own.map(({ client, scopes, since }) => ({ name: client, scopes, since: since.toISOString() })),
      turns: counted?.turns ?? 0,
      last_turn: counted?.last ?? null,
    }
  })
}

/** The subjects that stand for these users in the tenant's ledger, in their order. */
async function subjectsOf(env: Env, tenant: TenantActor['tenant'], users: readonly Grant[]): Promise<string[]> {
  const home = homeOf(env, tenant.region)
  const key = await openVault({ bucket: home.vault, roots: rootKeys(env), tenant: tenant.id }).identityKey()
  const hashes = users.map(({ userId, email }) => identityHashes(key, { vendorUser: `tallystick:${userId}`, email }))
  return ledgerOf(home, tenant.id).subjects(hashes)
}

/** Ends everything `user` granted here; the act's id, or null when there was nothing. */
export async function disconnect(env: Env, actor: TenantActor, user: string): Promise<string | null> {
  const now = new Date()
  const data = { action: 'mcp_revoked', by: user === actor.user.id ? 'self' : 'admin' }
  const spec = { kind: 'token', stream: 'tallystick.tokens', data, fields: { member: user } } as const
  const act = newAct(actor.tenant.id, actor.user, spec, now)
  const where = { tenantId: actor.tenant.id, userId: user }
  return (await revokeGrants(controlDatabase(env), where, act, now)) ? act.id : null
}
