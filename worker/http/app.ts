// The HTTP API: middleware in order, then every screen's routes, then what answers for everything else.
import { OpenAPIHono } from '@hono/zod-openapi'
import { sendMail } from '../mail/send.ts'
import { mountMcp } from '../mcp/mount.ts'
import { createLedger, recordAct } from '../tenant/acts.ts'
import type { AppEnv, Outside } from './context.ts'
import type { Route } from './define.ts'
import { docsPage } from './docs-page.ts'
import { answerFailure, failure } from './errors.ts'
import { securityHeaders } from './middleware/headers.ts'
import { identify } from './middleware/identify.ts'
import { logEvent, requestLog } from './middleware/log.ts'
import { originGuard } from './middleware/origin.ts'
import { honoPath, mountRoutes } from './mount.ts'
import { DOCUMENT, SECURITY_SCHEMES } from './openapi.ts'
import { ROUTES } from './routes/all.ts'

/** What production reaches outside; tests pass a mailbox and a notebook instead. */
const REAL: Outside = { sendMail, recordAct, createLedger }

/** The whole API as one fetch handler over `routes`. */
export function createApp(outside: Outside = REAL, routes: readonly Route[] = ROUTES): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>()
  app.use(requestLog(outside), securityHeaders)
  mountMcp(app)
  app.use(originGuard, identify)
  mountRoutes(app, routes)
  for (const [name, scheme] of Object.entries(SECURITY_SCHEMES)) {
    app.openAPIRegistry.registerComponent('securitySchemes', name, scheme)
  }
  app.get('/api/openapi.json', (c) => c.json(app.getOpenAPI31Document(DOCUMENT)))
  app.get('/api/docs', (c) => docsPage(c, app.getOpenAPI31Document(DOCUMENT)))
  const paths = routes.map((route) => pathPattern(honoPath(route.path)))
  app.notFound((c) => {
    const known = paths.some((path) => path.test(c.req.path))
    return answerFailure(c, failure(known ? 'method_not_allowed' : 'not_found'))
  })
  app.onError((error, c) => {
    // An exception is a bug: its name and where it rose, never its message, which in drizzle's case holds parameters.
    const at =
      error.stack
        ?.split('\n')
        .find((line) => line.trim().startsWith('at '))
        ?.trim() ?? null
    logEvent({ event: 'exception', request_id: c.get('requestId'), route: c.get('route'), name: error.name, at })
    return answerFailure(c, failure('internal'))
  })
  return app
}

function pathPattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`)
}

export const app = createApp()
