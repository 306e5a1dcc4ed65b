// Sign-in by mail and sign-out. better-auth does the work; only what is listed here can be reached from outside.
import { z } from '@hono/zod-openapi'
import { isAPIError } from 'better-auth/api'
import { makeAuth } from '../../access/auth.ts'
import { sha256Hex } from '../../access/secret.ts'
import { openSession } from '../../access/sign-in.ts'
import { controlDatabase } from '../../db/control/database.ts'
import { countOpenLinks } from '../../db/control/sessions.ts'
import { signInLetter } from '../../mail/letters.ts'
import { MailError } from '../../mail/send.ts'
import { publicRoute, type Route } from '../define.ts'
import { failure } from '../errors.ts'
import { DONE, doneShape, email, linkToken } from '../fields.ts'
import { count } from '../middleware/limit.ts'

/** Live links an address can have at once; further requests answer the same and send nothing. */
const MOST_LINKS = 5

const tag = 'sign-in'

const askForLink = publicRoute({
  method: 'post',
  path: '/api/auth/sign-in/magic-link',
  summary: 'Mail a sign-in link; the answer is the same whether or not the address is known',
  tag,
  limit: 'auth',
  body: z.strictObject({ email }),
  answer: doneShape,
  async handler({ env, outside, body, c }) {
    // By address too, so that many clients together cannot flood one mailbox.
    const refused = await count(env.AUTH_LIMIT, `mail:${await sha256Hex(body.email)}`)
    if (refused !== null) return refused
    if ((await countOpenLinks(controlDatabase(env), body.email, new Date())) >= MOST_LINKS) return DONE
    const auth = makeAuth(env, (to, token) => outside.sendMail(env, signInLetter(env.APP_URL, to, token)))
    try {
      await auth.api.signInMagicLink({ body: { email: body.email }, headers: c.req.raw.headers })
      return DONE
    } catch (error) {
      if (error instanceof MailError) return failure('mail_unavailable')
      throw error
    }
  },
})

const confirmLink = publicRoute({
  method: 'post',
  path: '/api/auth/magic-link/confirm',
  summary: 'Sign in with the token of a mailed link; it works once, within 10 minutes',
  tag,
  limit: 'auth',
  body: z.strictObject({ token: linkToken }),
  answer: doneShape,
  async handler({ env, outside, body, c }) {
    try {
      const { response, headers } = await makeAuth(env).api.magicLinkVerify({
        query: { token: body.token },
        headers: c.req.raw.headers,
        returnHeaders: true,
      })
      for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
      await openSession(env, outside.recordAct, response.token, 'magic_link')
      return DONE
    } catch (error) {
      // better-auth answers a dead link with a redirect to an error page, which comes here as its exception.
      if (isAPIError(error)) return failure('link_invalid')
      throw error
    }
  },
})

const signOut = publicRoute({
  method: 'post',
  path: '/api/auth/sign-out',
  summary: 'End this session',
  tag,
  answer: doneShape,
  async handler({ env, c }) {
    const { headers } = await makeAuth(env).api.signOut({ headers: c.req.raw.headers, returnHeaders: true })
    for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
    return DONE
  },
})

export const authRoutes: readonly Route[] = [askForLink, confirmLink, signOut]
