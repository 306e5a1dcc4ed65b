// Finds out who acts: an API token when there is an Authorization header, otherwise the session of the cookie.
import type { Context, MiddlewareHandler, Next } from 'hono'
import { findSessionActor } from '../../access/session.ts'
import { findTokenActor } from '../../access/tokens.ts'
import { type AppEnv, clientAddress } from '../context.ts'
import { answerFailure, failure } from '../errors.ts'
import { count } from './limit.ts'

/**
 * A bad token is refused even on public routes: its sender should learn of it. A bad or old cookie is nobody, so that
 * the sign-in page keeps working. With an Authorization header the cookie is not looked at.
 */
export const identify: MiddlewareHandler<AppEnv> = async (c, next) => {
  // What anybody may keep in a cache is for nobody in particular: a session's cookie must not travel with it. A link is its own authority.
  if (c.req.path.startsWith('/.well-known/') || c.req.path.startsWith('/e/')) return next()
  const authorization = c.req.header('authorization')
  if (authorization !== undefined) return identifyToken(c, authorization, next)
  const found = await findSessionActor(c.env, c.req.raw.headers)
  c.set('actor', found.actor)
  await next()
  // A handler that signs somebody in or out has the last word about the cookie.
  if (c.res.headers.has('set-cookie')) return
  for (const cookie of found.cookies) c.res.headers.append('set-cookie', cookie)
}

async function identifyToken(c: Context<AppEnv>, authorization: string, next: Next): Promise<Response | undefined> {
  // Counted by address before the query: guessing tokens must not cost a read of the database each.
  const refused = await count(c.env.API_LIMIT, `token-from:${clientAddress(c.req.raw.headers)}`)
  if (refused !== null) return answerFailure(c, refused)
  const token = /^Bearer (\S{1,200})$/i.exec(authorization)?.[1]
  const actor = token === undefined ? null : await findTokenActor(c.env, token)
  if (actor === null) return answerFailure(c, failure('unauthenticated'))
  c.set('actor', actor)
  await next()
}
