// The one place that decides whether an actor may call a route. Every denial is logged with what was missing.
import type { Context } from 'hono'
import { sameSecret } from '../../access/secret.ts'
import type { AppEnv } from '../context.ts'
import type { Access } from '../define.ts'
import { type Failure, failure } from '../errors.ts'
import { logEvent } from './log.ts'

/** What may still be done in a tenant that was erased: its ledger can be read and checked, and the erasure with its certificate. */
const LEFT: ReadonlySet<string> = new Set(['read:ledger', 'read:exports'])
const isLeft = (c: Context<AppEnv>, access: readonly string[]): boolean =>
  access.some((permission) => LEFT.has(permission)) ||
  (c.req.method === 'GET' && c.req.path.startsWith('/api/content/erasures'))

/** null when the actor may go on, otherwise the failure to answer. */
export async function permit(c: Context<AppEnv>, access: Access): Promise<Failure | null> {
  if (access === 'public') return null
  if (access === 'operator') {
    const given = c.req.header('x-operator-token') ?? ''
    // To everybody else the operator's routes do not exist.
    return (await sameSecret(given, c.env.OPERATOR_TOKEN)) ? null : deny(c, failure('not_found'), ['operator'])
  }
  const actor = c.get('actor')
  if (actor === null) return failure('unauthenticated')
  if (access === 'user') return actor.kind === 'session' ? null : deny(c, failure('session_required'), ['user'])
  if (actor.tenant === null) return failure('tenant_required')
  if (actor.tenant.erased && !isLeft(c, access)) return failure('tenant_erased')
  if (access.some((permission) => actor.permissions.has(permission))) return null
  return deny(c, failure('forbidden', { details: { needs: access } }), access)
}

function deny(c: Context<AppEnv>, failed: Failure, needs: readonly string[]): Failure {
  const actor = c.get('actor')
  logEvent({
    event: 'denied',
    request_id: c.get('requestId'),
    route: c.get('route'),
    needs,
    actor: actor?.kind ?? null,
    user: actor?.user.id ?? null,
    token: actor?.kind === 'token' ? actor.tokenId : null,
    tenant: actor?.tenant?.id ?? null,
    role: actor?.role ?? null,
  })
  return failed
}
