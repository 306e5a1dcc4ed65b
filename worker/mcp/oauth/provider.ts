// The authorization server behind both MCP surfaces: better-auth's OAuth provider over CONTROL. Made per request, on these paths only.
import type { BetterAuthPlugin } from 'better-auth'
import { newId, randomLetters } from '../../access/ids.ts'
import { sha256Hex } from '../../access/secret.ts'
import { controlDatabase } from '../../db/control/database.ts'
import * as schema from '../../db/control/schema.ts'
import type { TenantId } from '../../ids.ts'
import { issuerOf, originOf, REFRESH_SCOPE, resourceOf, SURFACES } from '../surfaces.ts'

/** The page of the dashboard that asks the person (web/src/pages/connect). Signing in comes first where nobody is. */
export const CONSENT_PAGE = '/connect'

const MINUTE = 60
const HOUR = 60 * MINUTE

/** A code, and the signed question that leads to it, live ten minutes (RFC 6749 section 4.1.2): a mailed sign-in fits in between. */
const CODE = 10 * MINUTE
const ACCESS = HOUR
/** Each use renews it: a client that is not used for 30 days asks again. */
const REFRESH = 30 * 24 * HOUR

const SCOPES = ['turns:write', 'ledger:read', REFRESH_SCOPE]

/** Ids by table, so that a log line tells what an id names. */
const PREFIXES: Readonly<Record<string, string>> = { oauthClient: 'mcc', oauthConsent: 'mcg' }

/**
 * The provider's own HTTP handler, of which routes.ts mounts four paths. `tenant`: what the person chose on the consent page; it is
 * written into the code and into every token from it, and nothing else decides it.
 */
export async function makeOAuth(env: Env, tenant?: TenantId): Promise<(request: Request) => Promise<Response>> {
  const [{ betterAuth }, { drizzleAdapter }, { oauthProvider }] = await Promise.all([
    import('better-auth'),
    import('better-auth/adapters/drizzle'),
    import('@better-auth/oauth-provider'),
  ])
  const secure = originOf(env).startsWith('https:')
  const resources = (['connector', 'admin'] as const).map((surface) => ({
    identifier: resourceOf(env, surface),
    name: SURFACES[surface].name,
    // A token for one surface can never carry the other's scope.
    allowedScopes: [SURFACES[surface].scope, REFRESH_SCOPE],
  }))
  const auth = betterAuth({
    baseURL: originOf(env),
    basePath: new URL(issuerOf(env)).pathname,
    secret: env.AUTH_SECRET,
    trustedOrigins: [originOf(env)],
    database: drizzleAdapter(controlDatabase(env), { provider: 'sqlite', schema, transaction: false }),
    session: {
      cookieCache: { enabled: false },
      // Ages are access/auth.ts's affair: here a session is only read.
      disableSessionRefresh: true,
      additionalFields: { activeTenantId: { type: 'string', required: false, input: false } },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'tallystick',
      useSecureCookies: secure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { disableIpTracking: true },
      database: { generateId: ({ model }) => newId(PREFIXES[model] ?? 'row') },
    },
    plugins: [
      // The provider's own types are looser than exactOptionalPropertyTypes; nothing of it is used but the handler.
      oauthProvider({
        loginPage: CONSENT_PAGE,
        consentPage: CONSENT_PAGE,
        scopes: SCOPES,
        resources,
        resourceSeedMode: 'merge',
        enforcePerClientResources: false,
        grantTypes: ['authorization_code', 'refresh_token'],
        allowDynamicClientRegistration: true,
        allowUnauthenticatedClientRegistration: true,
        clientRegistrationRequirePKCE: true,
        // Opaque tokens, stored as digests: a token that is revoked is dead at once, and no key signs anything.
        disableJwtPlugin: true,
        storeTokens: { hash: (token) => sha256Hex(token) },
        generateClientId: () => newId('mcc'),
        generateOpaqueAccessToken: () => `mca_${randomLetters(40)}`,
        generateRefreshToken: () => `mcr_${randomLetters(40)}`,
        codeExpiresIn: CODE,
        accessTokenExpiresIn: ACCESS,
        refreshTokenExpiresIn: REFRESH,
        refreshTokenReuseInterval: 0,
        postLogin: {
          page: CONSENT_PAGE,
          shouldRedirect: () => false,
          consentReferenceId: () => tenant,
        },
      }) as unknown as BetterAuthPlugin,
    ],
  })
  return auth.handler
}
