// Puts /mcp, /mcp/admin and the authorization server on the app. What they need is loaded on their paths only: the dashboard never pays for it.
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { AppEnv } from '../http/context.ts'
import { logEvent } from '../http/middleware/log.ts'
import { OAUTH_PATHS } from './paths.ts'
import type { McpCall, Noted } from './serve.ts'
import { SURFACES, type Surface } from './surfaces.ts'

/**
 * Register before the middleware of the API: cookies are nobody here (identify), and clients call from other origins with a token of
 * their own (originGuard); serve.ts and answer.ts do what those would do.
 */
export function mountMcp(app: OpenAPIHono<AppEnv>): void {
  for (const path of OAUTH_PATHS) {
    app.all(path, async (c) => {
      c.set('route', path)
      const { answerOAuth } = await import('./oauth/answer.ts')
      return answerOAuth(c.env, c.req.raw)
    })
  }
  app.all(SURFACES.connector.path, (c) => serve(c, 'connector'))
  app.all(SURFACES.admin.path, (c) => serve(c, 'admin'))
}

async function serve(c: Context<AppEnv>, surface: Surface): Promise<Response> {
  c.set('route', SURFACES[surface].path)
  const { serveMcp } = await import('./serve.ts')
  const note = ({ actor, refused }: Noted): void => {
    c.set('errorCode', refused)
    const via = actor?.via.kind ?? null
    const request_id = c.get('requestId')
    logEvent({ event: 'mcp', request_id, surface, via, tenant: actor?.tenant.id ?? null, user: actor?.user.id ?? null })
  }
  return serveMcp(c.env, c.req.raw, surface, (call) => build(c.env, surface, call), note)
}

async function build(env: Env, surface: Surface, call: McpCall) {
  if (surface === 'connector') {
    const { connectorServer } = await import('./connector/server.ts')
    return connectorServer(env, call)
  }
  const { adminServer } = await import('./admin/server.ts')
  return adminServer(env, call.actor)
}
