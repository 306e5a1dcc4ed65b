// Passkeys: add one, sign in with one, name it, remove it. The two steps of WebAuthn meet in a signed challenge cookie.
import { z } from '@hono/zod-openapi'
import { isAPIError } from 'better-auth/api'
import { makeAuth } from '../../access/auth.ts'
import { openSession, recordPasskey } from '../../access/sign-in.ts'
import { controlDatabase } from '../../db/control/database.ts'
import { deletePasskey, renamePasskey, selectPasskeys } from '../../db/control/passkeys.ts'
import { publicRoute, type Route, userRoute } from '../define.ts'
import { type Failure, failure } from '../errors.ts'
import { DONE, doneShape, idParams, name, time } from '../fields.ts'

const tag = 'sign-in'
const text = z.string().max(20_000)
/** The parts that @simplewebauthn reads; what else a browser sends passes through. */
const credential = z.looseObject({
  id: z.string().min(1).max(2000),
  rawId: z.string().max(2000),
  type: z.literal('public-key'),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
  response: z.record(z.string().max(100), z.unknown()),
})
const registration = credential.extend({
  response: z.looseObject({
    clientDataJSON: text,
    attestationObject: text,
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(10)
      .optional(),
  }),
})
const assertion = credential.extend({
  response: z.looseObject({ clientDataJSON: text, authenticatorData: text, signature: text }),
})

/** What better-auth refuses, in our codes. Its 500s here are what @simplewebauthn threw at a bad credential. */
function refusal(error: unknown): Failure {
  if (!isAPIError(error)) throw error
  if (error.statusCode === 403) return failure('reauthentication_required')
  return failure('passkey_failed')
}

const registerOptions = userRoute({
  method: 'post',
  path: '/api/auth/passkey/register-options',
  summary: 'First step of adding a passkey; needs a sign-in within the last hour',
  tag,
  answer: z.looseObject({ challenge: z.string() }),
  async handler({ env, c }) {
    try {
      const options = { headers: c.req.raw.headers, returnHeaders: true } as const
      const { response, headers } = await makeAuth(env).api.generatePasskeyRegistrationOptions(options)
      for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
      return { ...response }
    } catch (error) {
      return refusal(error)
    }
  },
})

const register = userRoute({
  method: 'post',
  path: '/api/auth/passkey/register',
  summary: 'Second step of adding a passkey: the browser’s answer to the options',
  tag,
  limit: 'auth',
  body: z.strictObject({ name, response: registration }),
  answer: doneShape,
  status: 201,
  async handler({ env, outside, actor, body, c }) {
    try {
      await makeAuth(env).api.verifyPasskeyRegistration({ body, headers: c.req.raw.headers })
      await recordPasskey(env, outside.recordAct, actor, 'passkey_added')
      return DONE
    } catch (error) {
      return refusal(error)
    }
  },
})

const signInOptions = publicRoute({
  method: 'post',
  path: '/api/auth/passkey/sign-in-options',
  summary: 'First step of signing in with a passkey',
  tag,
  limit: 'auth',
  answer: z.looseObject({ challenge: z.string() }),
  async handler({ env, c }) {
    const options = { headers: c.req.raw.headers, returnHeaders: true } as const
    const { response, headers } = await makeAuth(env).api.generatePasskeyAuthenticationOptions(options)
    for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
    return { ...response }
  },
})

const signIn = publicRoute({
  method: 'post',
  path: '/api/auth/passkey/sign-in',
  summary: 'Second step of signing in with a passkey: the browser’s answer to the options',
  tag,
  limit: 'auth',
  body: z.strictObject({ response: assertion }),
  answer: doneShape,
  async handler({ env, outside, body, c }) {
    try {
      const { response, headers } = await makeAuth(env).api.verifyPasskeyAuthentication({
        body,
        headers: c.req.raw.headers,
        returnHeaders: true,
      })
      for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
      await openSession(env, outside.recordAct, response.session.token, 'passkey')
      return DONE
    } catch (error) {
      return refusal(error)
    }
  },
})

const passkeyShape = z.object({ id: z.string(), name: z.string().nullable(), created_at: time.nullable() })

const list = userRoute({
  method: 'get',
  path: '/api/auth/passkeys',
  summary: 'Your passkeys',
  tag,
  answer: z.object({ data: z.array(passkeyShape), next_cursor: z.null() }),
  async handler({ env, actor }) {
    const rows = await selectPasskeys(controlDatabase(env), actor.user.id)
    const data = rows.map((row) => ({ id: row.id, name: row.name, created_at: row.createdAt?.toISOString() ?? null }))
    return { data, next_cursor: null }
  },
})

const rename = userRoute({
  method: 'patch',
  path: '/api/auth/passkeys/{id}',
  summary: 'Rename one of your passkeys',
  tag,
  params: idParams,
  body: z.strictObject({ name }),
  answer: doneShape,
  async handler({ env, actor, params, body }) {
    const found = await renamePasskey(controlDatabase(env), actor.user.id, params.id, body.name)
    return found ? DONE : failure('not_found')
  },
})

const remove = userRoute({
  method: 'delete',
  path: '/api/auth/passkeys/{id}',
  summary: 'Remove one of your passkeys',
  tag,
  params: idParams,
  status: 204,
  async handler({ env, outside, actor, params }) {
    if (!(await deletePasskey(controlDatabase(env), actor.user.id, params.id))) return failure('not_found')
    await recordPasskey(env, outside.recordAct, actor, 'passkey_removed')
    return null
  },
})

export const passkeyRoutes: readonly Route[] = [registerOptions, register, signInOptions, signIn, list, rename, remove]
