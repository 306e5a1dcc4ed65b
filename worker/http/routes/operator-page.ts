// For the operator's browser: a form that takes the token, the page behind it, and the forms on that page.
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { sameSecret } from '../../access/secret.ts'
import { readHealth } from '../../operator/health.ts'
import { discardLetter, replayLetter, replayQueue, viewLetters } from '../../operator/letters.ts'
import { healthPage, pagePolicy, signInPage } from '../../operator/page.ts'
import { isPass, makePass, PASS, PASS_SECONDS } from '../../operator/pass.ts'
import { PATHS } from '../../operator/paths.ts'
import type { AppEnv } from '../context.ts'
import { publicRoute, type Route } from '../define.ts'
import { readForm } from '../form.ts'
import { logLetter, ONE_LETTER, queue, REFUSALS, reason } from './operator-health.ts'

type PageContext = Context<AppEnv>

/** Bytes of the longest form: a token or a reason, and ids. */
const LONGEST_FORM = 4096

const Act = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('replay'), ...ONE_LETTER }),
  z.strictObject({ act: z.literal('replay_queue'), queue }),
  z.strictObject({ act: z.literal('discard'), ...ONE_LETTER, reason }),
])

async function answerPage(c: PageContext, page: ReturnType<typeof signInPage>, status: 200 | 403 = 200) {
  c.header('content-security-policy', await pagePolicy())
  // With no-referrer a browser posts these forms with `Origin: null`, and the guard against other sites would refuse them.
  c.header('referrer-policy', 'same-origin')
  return c.html(page, status)
}

const mayPass = (c: PageContext): Promise<boolean> => isPass(c.env.OPERATOR_TOKEN, getCookie(c, PASS), new Date())

/** Scripts never read it, other sites never send it, and the rest of the API never gets it. */
const cookieOf = (c: PageContext) => ({
  path: PATHS.page,
  httpOnly: true,
  sameSite: 'Strict' as const,
  secure: c.env.APP_URL.startsWith('https:'),
})

async function show(c: PageContext, said: string | null) {
  const [health, letters] = await Promise.all([readHealth(c.env), viewLetters(c.env).catch(() => [])])
  return answerPage(c, healthPage(health, letters, said))
}

const page = publicRoute({
  method: 'get',
  path: PATHS.page,
  summary: 'The page of whoever runs the installation: a form for the token, or the health behind it',
  tag: 'operator',
  handler: async ({ c }) => ((await mayPass(c)) ? show(c, null) : answerPage(c, signInPage(null))),
})

const signIn = publicRoute({
  method: 'post',
  path: PATHS.signIn,
  summary: 'Sign a browser in to the operator’s page, with the form',
  tag: 'operator',
  limit: 'auth',
  async handler({ c, env }) {
    const form = await readForm(c.req.raw, LONGEST_FORM)
    const given = form?.get('token')?.trim() ?? ''
    if (!(await sameSecret(given, env.OPERATOR_TOKEN))) {
      logLetter('sign_in', 'operator', 'refused')
      return answerPage(c, signInPage('This is not the token of this installation.'), 403)
    }
    logLetter('sign_in', 'operator', 'accepted')
    setCookie(c, PASS, await makePass(env.OPERATOR_TOKEN, new Date()), { ...cookieOf(c), maxAge: PASS_SECONDS })
    return c.redirect(PATHS.page, 303)
  },
})

const signOut = publicRoute({
  method: 'post',
  path: PATHS.signOut,
  summary: 'Take the operator’s pass from this browser',
  tag: 'operator',
  async handler({ c }) {
    deleteCookie(c, PASS, cookieOf(c))
    return c.redirect(PATHS.page, 303)
  },
})

const act = publicRoute({
  method: 'post',
  path: PATHS.act,
  summary: 'Replay or discard dead letters, with the forms of the operator’s page',
  tag: 'operator',
  async handler({ c, env }) {
    if (!(await mayPass(c))) return answerPage(c, signInPage('Your sign-in has ended. Sign in again.'), 403)
    const form = await readForm(c.req.raw, LONGEST_FORM)
    const parsed = Act.safeParse(Object.fromEntries(form ?? []))
    if (!parsed.success)
      return show(c, 'This form was not complete, so nothing was done. A discarded letter needs a reason.')
    return show(c, await perform(env, parsed.data))
  },
})

/** Does it and says in a sentence what came of it. */
async function perform(env: Env, wish: z.output<typeof Act>): Promise<string> {
  if (wish.act === 'replay_queue') {
    const { replayed, left } = await replayQueue(env, wish.queue)
    logLetter(wish.act, wish.queue, `${replayed} replayed`)
    const rest = left === 0 ? '' : ` ${left} stay: sending them again would change nothing.`
    return `${replayed} letters were sent to ${wish.queue} again.${rest}`
  }
  const decided =
    wish.act === 'replay'
      ? await replayLetter(env, wish.region, wish.id)
      : await discardLetter(env, wish.region, wish.id, wish.reason)
  logLetter(wish.act, wish.id, decided.ok ? decided.state : decided.code)
  return decided.ok ? `The letter is ${decided.state}.` : REFUSALS[decided.code]
}

export const operatorPageRoutes: readonly Route[] = [page, signIn, signOut, act]
