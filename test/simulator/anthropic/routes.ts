// The vendor's surface: which path goes to which handler, behind which gate. Reading only: any other method is noted and refused.
import { type Context, Hono } from 'hono'
import { pause, spoil } from '../faults.ts'
import { takeFault } from '../knobs.ts'
import { recordRead } from '../own-reads.ts'
import { idFor } from '../random.ts'
import type { World } from '../world.ts'
import { errorBody, isRefusal, notFound, refuse } from './answers.ts'
import { admit, type Gate, secretIn } from './auth.ts'
import type { Handler } from './call.ts'
import { endpoints } from './endpoints.ts'
import { faultWords } from './fault-words.ts'

function isCompliance(path: string): boolean {
  return path.startsWith('/v1/compliance/')
}

function answerTo(world: World, gate: Gate, handler: Handler, context: Context, id: string): Response {
  const { knobs, late, clock, holders } = world
  const bare = gate.family === 'compliance'
  const holder = admit(context.req.raw.headers, gate, holders, knobs)
  const headers: Record<string, string> = { 'request-id': id }
  if (!isRefusal(holder)) headers['anthropic-organization-id'] = holder.company.uuid
  if (bare) headers['anthropic-ratelimit-requests-limit'] = '600'
  if (bare) headers['anthropic-ratelimit-requests-remaining'] = '599'
  const query = new URL(context.req.url).searchParams
  const path = context.req.param()
  const call = { knobs, late, holders, now: clock.now(), query, headers: context.req.raw.headers, path }
  const given = isRefusal(holder) ? holder : handler({ ...call, holder, company: holder.company })
  if (knobs.own_reads === 'live' && !isRefusal(holder)) {
    const { pathname, search } = new URL(context.req.url)
    const userAgent = context.req.header('user-agent') ?? ''
    recordRead(world, holder, { requestId: id, path: pathname, search, status: given.status, userAgent })
  }
  if (!isRefusal(given))
    return Response.json(given.body, { status: given.status, headers: { ...headers, ...given.headers } })
  const body = errorBody(given, id, bare)
  return Response.json(body, { status: given.status, headers: { ...headers, ...given.headers } })
}

/** 405 for anything but GET, 404 for a path that is not served. */
function refused(context: Context, id: string): Response {
  const isRead = context.req.raw.method === 'GET'
  const refusal = isRead ? notFound() : refuse(405, 'invalid_request_error', 'Method Not Allowed')
  const body = errorBody(refusal, id, isCompliance(new URL(context.req.url).pathname))
  return Response.json(body, { status: refusal.status, headers: { 'request-id': id } })
}

/** A Hono app whose paths are the vendor's own (`/v1/...`). */
export function anthropicRoutes(world: World): Hono {
  const app = new Hono()
  let count = 0
  app.use(async (context, next) => {
    const { pathname, search } = new URL(context.req.url)
    const key = secretIn(context.req.raw.headers)?.slice(-4) ?? null
    const entry = { at: world.clock.now().toISOString(), vendor: 'anthropic', method: context.req.method }
    const close = world.log.open({ ...entry, path: pathname, query: search.slice(1), key })
    count += 1
    if (world.knobs.slow_ms > 0) await pause(world.knobs.slow_ms)
    const genuine = async () => {
      await next()
      return context.res
    }
    const fault = takeFault(world.knobs, pathname, 'anthropic')
    if (fault === null) await next()
    else {
      const spoiled = await spoil(fault, context.req.raw.signal, faultWords(isCompliance(pathname)), genuine)
      context.res = undefined // or Hono would merge the headers of the genuine answer into the spoiled one
      context.res = spoiled
    }
    close(context.res.status)
  })
  for (const [path, gate, handler] of endpoints) {
    app.get(path, (context) => {
      const id = idFor('req_', count, 'request')
      // Hono hands HEAD to the GET handler; here only GET itself is served.
      return context.req.raw.method === 'GET' ? answerTo(world, gate, handler, context, id) : refused(context, id)
    })
  }
  app.all('*', (context) => refused(context, idFor('req_', count, 'request')))
  return app
}
