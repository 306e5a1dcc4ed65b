// Floods end here: one of three counters a route, answered with 429 and Retry-After.
import type { Context } from 'hono'
import { type AppEnv, clientAddress } from '../context.ts'
import type { Limit } from '../define.ts'
import { type Failure, failure } from '../errors.ts'

/** The window of all three bindings in wrangler.toml, in seconds. */
const WINDOW = 60

/** Counts this request; a failure when its counter is spent. The counters are approximate by design of the platform. */
export async function limited(c: Context<AppEnv>, limit: Limit): Promise<Failure | null> {
  const actor = c.get('actor')
  const address = `address:${clientAddress(c.req.raw.headers)}`
  if (limit === 'auth') return count(c.env.AUTH_LIMIT, address)
  if (limit === 'validate') return count(c.env.VALIDATE_LIMIT, actor?.tenant?.id ?? address)
  const who = actor === null ? address : actor.kind === 'token' ? `token:${actor.tokenId}` : `user:${actor.user.id}`
  return count(c.env.API_LIMIT, who)
}

/** One tick on a counter under a key of the caller's choice. */
export async function count(counter: RateLimit, key: string): Promise<Failure | null> {
  const { success } = await counter.limit({ key })
  return success ? null : failure('rate_limited', { retryAfter: WINDOW })
}
