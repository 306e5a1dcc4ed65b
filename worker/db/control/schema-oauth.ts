// The authorization server's tables in CONTROL. better-auth's provider names the properties, we name the columns; lists are JSON texts.
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { session, user } from './schema.ts'

const moment = (name: string) => integer(name, { mode: 'timestamp_ms' })
const flag = (name: string) => integer(name, { mode: 'boolean' })

/** MCP clients that registered themselves. Everything in a row is what its sender claims. */
export const oauthClient = sqliteTable(
  'oauth_clients',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id').notNull().unique(),
    clientSecret: text('client_secret'),
    clientDiscoveryId: text('client_discovery_id'),
    disabled: flag('disabled').default(false),
    skipConsent: flag('skip_consent'),
    enableEndSession: flag('enable_end_session'),
    subjectType: text('subject_type'),
    scopes: text('scopes'),
    clientCredentialsScopes: text('client_credentials_scopes'),
    userId: text('user_id').references(() => user.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at'),
    updatedAt: moment('updated_at'),
    name: text('name'),
    uri: text('uri'),
    icon: text('icon'),
    contacts: text('contacts'),
    tos: text('tos'),
    policy: text('policy'),
    softwareId: text('software_id'),
    softwareVersion: text('software_version'),
    softwareStatement: text('software_statement'),
    redirectUris: text('redirect_uris').notNull(),
    postLogoutRedirectUris: text('post_logout_redirect_uris'),
    backchannelLogoutUri: text('backchannel_logout_uri'),
    backchannelLogoutSessionRequired: flag('backchannel_logout_session_required'),
    tokenEndpointAuthMethod: text('token_endpoint_auth_method'),
    applicationType: text('application_type'),
    jwks: text('jwks'),
    jwksUri: text('jwks_uri'),
    grantTypes: text('grant_types'),
    responseTypes: text('response_types'),
    requirePKCE: flag('require_pkce'),
    dpopBoundAccessTokens: flag('dpop_bound_access_tokens').default(false),
    referenceId: text('reference_id'),
    metadata: text('metadata'),
  },
  (table) => [index('oauth_clients_by_age').on(table.createdAt)],
)

/** What tokens may be made out to: our two MCP addresses. The provider writes them itself on its first request. */
export const oauthResource = sqliteTable('oauth_resources', {
  id: text('id').primaryKey(),
  identifier: text('identifier').notNull().unique(),
  name: text('name').notNull(),
  accessTokenTtl: integer('access_token_ttl'),
  refreshTokenTtl: integer('refresh_token_ttl'),
  signingAlgorithm: text('signing_algorithm'),
  signingKeyId: text('signing_key_id'),
  allowedScopes: text('allowed_scopes'),
  customClaims: text('custom_claims'),
  dpopBoundAccessTokensRequired: flag('dpop_bound_access_tokens_required').default(false),
  disabled: flag('disabled').default(false),
  createdAt: moment('created_at'),
  updatedAt: moment('updated_at'),
  policyVersion: integer('policy_version').default(1),
  metadata: text('metadata'),
})

/** `referenceId` is the tenant that the person chose on the consent page, in all three tables. `token`: SHA-256, hex. */
export const oauthRefreshToken = sqliteTable(
  'oauth_refresh_tokens',
  {
    id: text('id').primaryKey(),
    token: text('token').notNull().unique(),
    clientId: text('client_id').notNull(),
    sessionId: text('session_id').references(() => session.id, { onDelete: 'set null' }),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    referenceId: text('reference_id'),
    authorizationCodeId: text('authorization_code_id'),
    resources: text('resources'),
    requestedUserInfoClaims: text('requested_user_info_claims'),
    expiresAt: moment('expires_at').notNull(),
    createdAt: moment('created_at').notNull(),
    revoked: moment('revoked'),
    rotatedAt: moment('rotated_at'),
    rotationReplayResponse: text('rotation_replay_response'),
    rotationReplayExpiresAt: moment('rotation_replay_expires_at'),
    authTime: moment('auth_time'),
    confirmation: text('confirmation'),
    scopes: text('scopes').notNull(),
  },
  (table) => [
    index('oauth_refresh_tokens_by_client').on(table.clientId, table.userId),
    index('oauth_refresh_tokens_by_user').on(table.userId, table.referenceId),
    index('oauth_refresh_tokens_by_session').on(table.sessionId),
    index('oauth_refresh_tokens_by_code').on(table.authorizationCodeId),
    index('oauth_refresh_tokens_by_expiry').on(table.expiresAt),
  ],
)

export const oauthAccessToken = sqliteTable(
  'oauth_access_tokens',
  {
    id: text('id').primaryKey(),
    token: text('token').notNull().unique(),
    clientId: text('client_id').notNull(),
    sessionId: text('session_id').references(() => session.id, { onDelete: 'set null' }),
    userId: text('user_id').references(() => user.id, { onDelete: 'cascade' }),
    referenceId: text('reference_id'),
    authorizationCodeId: text('authorization_code_id'),
    resources: text('resources'),
    requestedUserInfoClaims: text('requested_user_info_claims'),
    refreshId: text('refresh_id'),
    expiresAt: moment('expires_at').notNull(),
    createdAt: moment('created_at').notNull(),
    revoked: moment('revoked'),
    confirmation: text('confirmation'),
    scopes: text('scopes').notNull(),
  },
  (table) => [
    index('oauth_access_tokens_by_user').on(table.userId, table.referenceId),
    index('oauth_access_tokens_by_refresh').on(table.refreshId),
    index('oauth_access_tokens_by_session').on(table.sessionId),
    index('oauth_access_tokens_by_code').on(table.authorizationCodeId),
    index('oauth_access_tokens_by_expiry').on(table.expiresAt),
  ],
)

export const oauthConsent = sqliteTable(
  'oauth_consents',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id').notNull(),
    userId: text('user_id').references(() => user.id, { onDelete: 'cascade' }),
    referenceId: text('reference_id'),
    resources: text('resources'),
    requestedUserInfoClaims: text('requested_user_info_claims'),
    scopes: text('scopes').notNull(),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (table) => [index('oauth_consents_by_user').on(table.userId, table.referenceId, table.clientId)],
)

/** Unused, both: any client may ask for either of our addresses, and no client signs assertions. The provider refuses to start without. */
export const oauthClientResource = sqliteTable('oauth_client_resources', {
  id: text('id').primaryKey(),
  clientId: text('client_id').notNull(),
  resourceId: text('resource_id').notNull(),
  metadata: text('metadata'),
  createdAt: moment('created_at'),
})

export const oauthClientAssertion = sqliteTable('oauth_client_assertions', {
  id: text('id').primaryKey(),
  expiresAt: moment('expires_at').notNull(),
})
