// API tokens: their form, how one is made, and who a presented one stands for.
import { controlDatabase } from '../db/control/database.ts'
import { selectLiveToken, touchToken } from '../db/control/tokens.ts'
import type { TokenActor } from './actor.ts'
import { randomLetters } from './ids.ts'
import { permissionsOfToken } from './roles.ts'
import { checksum, randomBase62, sameSecret, sha256Hex } from './secret.ts'

/** tally_ + id (16, Crockford base32) + _ + secret (32, base62: 190 bits) + checksum (6, base62) over all before it. */
const FORM = /^(tally_([0-9abcdefghjkmnpqrstvwxyz]{16})_[0-9A-Za-z]{32})([0-9A-Za-z]{6})$/

/** last_used_at is exact to a minute, so that a busy script does not write a row a request. */
const TOUCH_EVERY = 60_000

/** A new token: `text` is shown once and never again, `hash` (SHA-256, hex) is stored. */
export async function makeToken(): Promise<{ id: string; text: string; hash: string }> {
  const id = randomLetters(16)
  const body = `tally_${id}_${randomBase62(32)}`
  const text = `${body}${checksum(body)}`
  return { id, text, hash: await sha256Hex(text) }
}

/** The id inside a well-formed token; null for a typing error, which then costs no query. */
export function readTokenId(text: string): string | null {
  const parts = FORM.exec(text)
  const [, body, id, check] = parts ?? []
  return body !== undefined && id !== undefined && check === checksum(body) ? id : null
}

/** Who a presented token stands for; null when it is malformed, unknown, expired, revoked, or its maker has left. */
export async function findTokenActor(env: Env, text: string): Promise<TokenActor | null> {
  const id = readTokenId(text)
  if (id === null) return null
  const db = controlDatabase(env)
  const now = new Date()
  const found = await selectLiveToken(db, id, now)
  if (found === null || !(await sameSecret(await sha256Hex(text), found.hash))) return null
  if (now.getTime() - (found.lastUsedAt?.getTime() ?? 0) >= TOUCH_EVERY) await touchToken(db, id, now)
  const { user, tenant, role, scopes } = found
  return { kind: 'token', user, tokenId: id, tenant, role, permissions: permissionsOfToken(scopes, role) }
}
