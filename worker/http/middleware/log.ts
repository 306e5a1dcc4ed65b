// One wide log event a request: ids, route pattern, status, time. Never a body, an address, a query string or an error's message.
import type { MiddlewareHandler } from 'hono'
import { newRequestId } from '../../access/ids.ts'
import type { AppEnv, Outside } from '../context.ts'

type Field = string | number | boolean | null | readonly string[]

/** Writes one structured event. Callers pass ids and codes only. */
export function logEvent(event: { event: string } & Record<string, Field>): void {
  console.log(JSON.stringify(event))
}

/** First of all middleware: makes the request id, hands in the outside, and logs when the answer is ready. */
export function requestLog(outside: Outside): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const began = Date.now()
    const requestId = newRequestId()
    c.set('requestId', requestId)
    c.set('outside', outside)
    c.set('actor', null)
    c.set('route', 'none')
    c.set('errorCode', '')
    await next()
    c.res.headers.set('x-request-id', requestId)
    const actor = c.get('actor')
    logEvent({
      event: 'request',
      request_id: requestId,
      method: c.req.method,
      route: c.get('route'),
      status: c.res.status,
      error: c.get('errorCode') || null,
      ms: Date.now() - began,
      user: actor?.user.id ?? null,
      token: actor?.kind === 'token' ? actor.tokenId : null,
      tenant: actor?.tenant?.id ?? null,
    })
  }
}
