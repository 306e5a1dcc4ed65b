// The second vendor's surface: which path goes to which handler, behind which scope. Reading only: other methods are noted and refused.
import { type Context, Hono } from 'hono'
import { pause, spoil } from '../faults.ts'
import { takeFault } from '../knobs.ts'
import type { World } from '../world.ts'
import { type Answer, errorBody, isRefusal, type Refusal, refusalOf, refuse } from './answers.ts'
import { admit, secretIn } from './auth.ts'
import type { Handler } from './call.ts'
import { openaiId } from './company/ids.ts'
import { endpoints } from './endpoints.ts'
import type { Scope } from './keyring.ts'

function answerTo(world: World, scope: Scope, handler: Handler, context: Context, id: string): Response {
  const { knobs, clock } = world
  const holders = world.openaiHolders
  const holder = admit(context.req.raw.headers, scope, holders, knobs)
  const headers: Record<string, string> = { 'x-request-id': id, 'openai-version': '2020-10-01' }
  if (isRefusal(holder)) return respond(holder, headers)
  const { organization } = holder
  if (knobs.openai_organization_header === 'on') headers['openai-organization'] = organization.id
  const url = new URL(context.req.url)
  const path = context.req.param()
  return respond(handler({ organization, holder, holders, knobs, now: clock.now(), url, path }), headers)
}

function respond(given: Answer | Refusal, headers: Record<string, string>): Response {
  const { status, body } = isRefusal(given) ? { status: given.status, body: errorBody(given) } : given
  return Response.json(body, { status, headers })
}

/** 405 for anything but GET, 404 for a path that is not served. */
function refused(context: Context, id: string): Response {
  const { method, url } = context.req.raw
  const { pathname } = new URL(url)
  const refusal =
    method === 'GET'
      ? refuse(404, `Invalid URL (GET ${pathname})`)
      : refuse(405, `Not allowed to ${method} on ${pathname}`, { code: 'method_not_supported' })
  return respond(refusal, { 'x-request-id': id })
}

/** A Hono app whose paths are the vendor's own (`/v1/organization/...`). */
export function openaiRoutes(world: World): Hono {
  const app = new Hono()
  let count = 0
  const requestId = () => openaiId('req_', count, 'request', 32).toLowerCase()
  app.use(async (context, next) => {
    const { pathname, search } = new URL(context.req.url)
    const key = secretIn(context.req.raw.headers)?.slice(-4) ?? null
    const entry = { at: world.clock.now().toISOString(), vendor: 'openai', method: context.req.method }
    const close = world.log.open({ ...entry, path: pathname, query: search.slice(1), key })
    count += 1
    if (world.knobs.slow_ms > 0) await pause(world.knobs.slow_ms)
    const genuine = async () => {
      await next()
      return context.res
    }
    const fault = takeFault(world.knobs, pathname, 'openai')
    if (fault === null) await next()
    else {
      const say = (status: number) => ({ body: errorBody(refusalOf(status)), headers: { 'x-request-id': 'req_fault' } })
      const spoiled = await spoil(fault, context.req.raw.signal, say, genuine)
      context.res = undefined // or Hono would merge the headers of the genuine answer into the spoiled one
      context.res = spoiled
    }
    close(context.res.status)
  })
  for (const [path, scope, handler] of endpoints) {
    app.get(path, (context) =>
      // Hono hands HEAD to the GET handler; here only GET itself is served.
      context.req.raw.method === 'GET'
        ? answerTo(world, scope, handler, context, requestId())
        : refused(context, requestId()),
    )
  }
  app.all('*', (context) => refused(context, requestId()))
  return app
}
