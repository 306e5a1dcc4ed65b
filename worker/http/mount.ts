// Puts routes on the app: permission, limit, schemas, handler and answer in this order, and each route into the OpenAPI document.
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { AppEnv } from './context.ts'
import type { Access, Route } from './define.ts'
import { answerFailure, isFailure } from './errors.ts'
import { limited } from './middleware/limit.ts'
import { permit } from './middleware/permit.ts'
import { answers } from './openapi.ts'
import { readInput } from './read.ts'

/** Registers every route; two with the same method and path are a bug and throw at start. */
export function mountRoutes(app: OpenAPIHono<AppEnv>, routes: readonly Route[]): void {
  const seen = new Set<string>()
  for (const route of routes) {
    const name = `${route.method} ${route.path}`
    if (seen.has(name)) throw new Error(`route ${name} is mounted twice`)
    seen.add(name)
    if (!isOperators(route)) app.openAPIRegistry.registerPath(documentRoute(route))
    app.on(route.method.toUpperCase(), honoPath(route.path), (c) => run(c, route))
  }
}

/** `/api/members/{id}` in the OpenAPI document is `/api/members/:id` in Hono; `{path}` takes slashes too. */
export function honoPath(path: string): string {
  return path.replace('{path}', ':path{.+}').replaceAll(/\{(\w+)\}/g, ':$1')
}

async function run(c: Context<AppEnv>, route: Route): Promise<Response> {
  c.set('route', route.path)
  // The limit stands first: an unauthenticated flood should be cheap to refuse.
  const refused = (await limited(c, route.limit ?? 'api')) ?? (await permit(c, route.access))
  if (refused !== null) return answerFailure(c, refused)
  const input = await readInput(c, route)
  if (isFailure(input)) return answerFailure(c, input)
  const result = await route.run({ ...input, actor: c.get('actor'), env: c.env, outside: c.get('outside'), c })
  if (isFailure(result)) return answerFailure(c, result)
  if (result instanceof Response) return result
  const status = route.status ?? 200
  return status === 204 ? c.body(null, 204) : c.json(result ?? null, status)
}

function documentRoute(route: Route) {
  const { method, path, summary } = route
  // zod-to-openapi wants objects for params and query; every route's are z.object.
  const places = { params: route.params, query: route.query } as Parameters<typeof createRoute>[0]['request']
  const body = route.body && { body: { content: { 'application/json': { schema: route.body } }, required: true } }
  return createRoute({
    method,
    path,
    summary,
    description: sayAccess(route.access),
    tags: [route.tag],
    security:
      route.access === 'public' ? [] : route.access === 'user' ? [{ session: [] }] : [{ session: [] }, { token: [] }],
    request: { ...places, ...body },
    responses: answers(route),
  })
}

function sayAccess(access: Access): string {
  if (access === 'public') return 'For anybody.'
  if (access === 'user') return 'For a signed-in person; API tokens are refused.'
  return `Needs the permission ${Array.isArray(access) ? access.join(' or ') : 'of the operator'}.`
}

/** The operator's routes and pages are no part of the API that is described. */
const isOperators = ({ access, path }: Route): boolean => access === 'operator' || path.startsWith('/api/operator')
