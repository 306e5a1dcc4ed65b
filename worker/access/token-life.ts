// The life of an API token: made within its maker's own power, revoked; both are records.
import { controlDatabase } from '../db/control/database.ts'
import { countLiveTokens, insertToken, revokeToken, tokenExists } from '../db/control/tokens.ts'
import type { ActiveTenant, TenantActor } from './actor.ts'
import { newAct } from './acts.ts'
import { type Permission, permissionsOf, type Role } from './roles.ts'
import type { UserRow } from './rows.ts'
import { makeToken } from './tokens.ts'

const MOST_LIVE = 200
const HOUR = 3_600_000
const LONGEST = 366 * 24 * HOUR

type TokenWish = { name: string; scopes: Permission[]; expiresAt: Date }

type Maker = { user: UserRow; tenant: ActiveTenant; role: Role }

const STREAM = { kind: 'token', stream: 'tallystick.tokens' } as const

/** A new token; its text is in this answer and nowhere else. */
export async function createToken(
  env: Env,
  maker: Maker,
  wish: TokenWish,
): Promise<
  | { ok: true; id: string; text: string; createdAt: Date; act: string }
  | { ok: false; code: 'scope_not_held' | 'expiry_invalid' | 'too_many_tokens' }
> {
  const now = new Date()
  const life = wish.expiresAt.getTime() - now.getTime()
  if (life < HOUR || life > LONGEST) return { ok: false, code: 'expiry_invalid' }
  const held = permissionsOf(maker.role)
  if (!wish.scopes.every((scope) => held.has(scope))) return { ok: false, code: 'scope_not_held' }
  const db = controlDatabase(env)
  if ((await countLiveTokens(db, maker.tenant.id, now)) >= MOST_LIVE) return { ok: false, code: 'too_many_tokens' }
  const { id, text, hash } = await makeToken()
  const scopes = [...new Set(wish.scopes)].sort()
  const { name, expiresAt } = wish
  const data = { action: 'created', token: id, scopes, expires_at: expiresAt.toISOString() }
  // The name is free text of a person, so it can be erased with them.
  const act = newAct(maker.tenant.id, maker.user, { ...STREAM, data, fields: { token_name: name } }, now)
  const row = { id, tenantId: maker.tenant.id, createdBy: maker.user.id, name, hash, scopes, createdAt: now, expiresAt }
  await insertToken(db, row, act, now)
  return { ok: true, id, text, createdAt: now, act: act.id }
}

/** Ends a token at once. `act` is null when it was revoked before; the answer is null when there is none. */
export async function endToken(env: Env, actor: TenantActor, id: string): Promise<{ act: string | null } | null> {
  const db = controlDatabase(env)
  const now = new Date()
  const data = { action: 'revoked', token: id }
  const act = newAct(actor.tenant.id, actor.user, { ...STREAM, data }, now)
  if (await revokeToken(db, actor.tenant.id, id, act, now)) return { act: act.id }
  return (await tokenExists(db, actor.tenant.id, id)) ? { act: null } : null
}
