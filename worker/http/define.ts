// How a route is said: method, path, who may, schemas, handler. mount.ts does everything else, the same for all of them.
import type { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Actor, SessionActor, TenantActor } from '../access/actor.ts'
import type { Permission } from '../access/roles.ts'
import type { AppEnv, Outside } from './context.ts'
import type { Failure } from './errors.ts'

export type Method = 'get' | 'post' | 'patch' | 'put' | 'delete'

/** Which counter a route draws on: `api` by actor, `auth` by client address, `validate` by tenant. */
export type Limit = 'api' | 'auth' | 'validate'

/**
 * Who may call: `public` anybody, `user` a signed-in person with or without a tenant, `operator` the launcher's own
 * token, or permissions within the active tenant, of which the actor must hold at least one.
 */
export type Access = 'public' | 'user' | 'operator' | readonly Permission[]

type Schemas<P, Q, B> = {
  /** Path parameters, written `{id}` in the path. */
  params?: P
  /** Query parameters arrive as strings: coerce in the schema. */
  query?: Q
  /** JSON body. Without it a body is not read at all. */
  body?: B
}

type Says = {
  method: Method
  /** Under /e: links that need no session. Under /.well-known/tallystick: public and the same for everybody. Neither with a cookie. */
  path: `/api/${string}` | `/e/${string}` | `/.well-known/tallystick/${string}`
  summary: string
  tag: string
  /** Schema of the answer, for the OpenAPI document; omit it when the handler answers with a Response of its own. */
  answer?: z.ZodType
  /** Status of a success; 200 unless told. */
  status?: 200 | 201 | 202 | 204
  limit?: Limit
}

export type Input<P, Q, B, A> = {
  /** Output of the schemas; `undefined` where a route has none. */
  params: Parsed<P>
  query: Parsed<Q>
  body: Parsed<B>
  actor: A
  env: Env
  outside: Outside
  /** For headers and cookies; errors are returned as failure(code), not answered by hand. */
  c: Context<AppEnv>
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined
type Answer<R> = R extends z.ZodType ? z.input<R> : unknown
type Handler<P, Q, B, A, R> = (input: Input<P, Q, B, A>) => Promise<Answer<R> | Failure | Response>

/** A route with its types worn off: what mount.ts registers and what the tests enumerate. */
export type Route = Says & {
  access: Access
  params?: z.ZodType | undefined
  query?: z.ZodType | undefined
  body?: z.ZodType | undefined
  run: (input: Input<z.ZodType, z.ZodType, z.ZodType, Actor | null>) => Promise<unknown>
}

type Spec<P, Q, B, A, R> = Says & Schemas<P, Q, B> & { answer?: R; handler: Handler<P, Q, B, A, R> }

function erase<P, Q, B, A, R>(access: Access, spec: Spec<P, Q, B, A, R>): Route {
  const { handler, ...says } = spec
  // The types of a schema and of its handler were checked together in the caller; mount.ts passes what those schemas
  // gave and the actor that `access` demands, so the wider type here is only the common shape of all routes.
  return { ...says, access, run: handler as unknown as Route['run'] } as Route
}

/** A route for anybody; `actor` says who it is when somebody is signed in. */
export function publicRoute<P = undefined, Q = undefined, B = undefined, R = undefined>(
  spec: Spec<P, Q, B, Actor | null, R>,
): Route {
  return erase('public', spec)
}

/** A route for a signed-in person, with or without a tenant. API tokens are refused. */
export function userRoute<P = undefined, Q = undefined, B = undefined, R = undefined>(
  spec: Spec<P, Q, B, SessionActor, R>,
): Route {
  return erase('user', spec)
}

/** A route inside the active tenant. `needs`: one permission, or several of which one is enough. */
export function tenantRoute<P = undefined, Q = undefined, B = undefined, R = undefined>(
  spec: Spec<P, Q, B, TenantActor, R> & { needs: Permission | readonly Permission[] },
): Route {
  const { needs, ...rest } = spec
  return erase(typeof needs === 'string' ? [needs] : needs, rest)
}

/** A route for the local launcher, guarded by the header x-operator-token. */
export function operatorRoute<P = undefined, Q = undefined, B = undefined, R = undefined>(
  spec: Spec<P, Q, B, null, R>,
): Route {
  return erase('operator', spec)
}
