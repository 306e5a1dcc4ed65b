// Who somebody is: better-auth with magic links and passkeys, no passwords. Made per request, never in module scope.
import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { magicLink } from 'better-auth/plugins/magic-link'
import { controlDatabase } from '../db/control/database.ts'
import * as schema from '../db/control/schema.ts'
import { newId } from './ids.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE

/** A session ends 12 hours after its last use and 7 days after sign-in (session.ts), whichever is first. */
const IDLE = 12 * HOUR
/** A link in a mail lives 10 minutes and works once. */
const LINK = 10 * MINUTE

/** Ids by table, so that a log line tells what an id names. */
const PREFIXES: Readonly<Record<string, string>> = { user: 'usr', session: 'ses', passkey: 'pk' }

/**
 * better-auth over CONTROL. Its own HTTP handler is never mounted: routes/auth.ts and routes/passkeys.ts call the
 * functions that we want and no others, so nothing passes our records, limits and error shape.
 * `deliver` receives the secret of a new magic link; it is the only place where that secret is seen.
 */
export function makeAuth(env: Env, deliver: (email: string, token: string) => Promise<void> = refuseToDeliver) {
  const { origin, hostname, protocol } = new URL(env.APP_URL)
  return betterAuth({
    appName: 'Tallystick',
    baseURL: origin,
    basePath: '/api/auth',
    secret: env.AUTH_SECRET,
    trustedOrigins: [origin],
    database: drizzleAdapter(controlDatabase(env), { provider: 'sqlite', schema, transaction: false }),
    session: {
      expiresIn: IDLE,
      updateAge: 5 * MINUTE,
      freshAge: HOUR,
      // A cached session would outlive its revocation.
      cookieCache: { enabled: false },
      additionalFields: { activeTenantId: { type: 'string', required: false, input: false } },
    },
    // The AUTH_LIMIT binding counts instead (middleware/limit.ts), by the address that Cloudflare saw.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Its log lines hold addresses; what fails reaches our own log event as a code.
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'tallystick',
      useSecureCookies: protocol === 'https:',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { disableIpTracking: true },
      database: { generateId: ({ model }) => newId(PREFIXES[model] ?? 'row') },
    },
    plugins: [
      magicLink({ expiresIn: LINK, storeToken: 'hashed', sendMagicLink: ({ email, token }) => deliver(email, token) }),
      passkey({ rpID: hostname, rpName: 'Tallystick', origin }),
    ],
  })
}

async function refuseToDeliver(): Promise<void> {
  throw new Error('this instance makes no magic links')
}
