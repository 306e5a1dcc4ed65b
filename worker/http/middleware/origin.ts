// Keeps other sites from acting with a visitor's cookies: unsafe methods must come from the dashboard itself.
import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from '../context.ts'
import { answerFailure, failure } from '../errors.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Unsafe methods pass when Sec-Fetch-Site says same-origin, or Origin is that of APP_URL, or nothing of a browser is
 * there at all: neither header and no cookie. An Authorization header is never sent by a browser on its own, and
 * another site cannot add one without CORS, which we do not grant; such requests pass and their cookies are ignored
 * (identify.ts). JSON as the only content type (read.ts) is the second wall.
 */
export const originGuard: MiddlewareHandler<AppEnv> = async (c, next) => {
  const headers = c.req.raw.headers
  if (SAFE.has(c.req.method) || headers.has('authorization')) return next()
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  const fromApp = origin === new URL(c.env.APP_URL).origin
  const ours = fromApp ? site === null || site === 'same-origin' : origin === null && site === 'same-origin'
  const noBrowser = site === null && origin === null && !headers.has('cookie')
  if (ours || noBrowser) return next()
  return answerFailure(c, failure('cross_origin'))
}
