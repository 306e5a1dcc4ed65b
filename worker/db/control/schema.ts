// CONTROL, the database of accounts: people, sessions, tenants, members, invitations, tokens, and acts on their way to a ledger.
import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Permission, Role } from '../../access/roles.ts'
import type { Region } from '../../access/rows.ts'
import type { TenantId } from '../../ids.ts'

export * from './schema-oauth.ts'

const moment = (name: string) => integer(name, { mode: 'timestamp_ms' })

// The first five tables are better-auth's: it names the properties, we name the columns.
export const user = sqliteTable('users', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: integer('email_verified', { mode: 'boolean' }).notNull().default(false),
  image: text('image'),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
  /** Tenants this person has created, ever: a bound on what one address can make us allocate. */
  tenantsCreated: integer('tenants_created').notNull().default(0),
  /** Where the next sign-in opens. */
  lastTenantId: text('last_tenant_id').$type<TenantId>(),
})

export const session = sqliteTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    token: text('token').notNull().unique(),
    expiresAt: moment('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
    activeTenantId: text('active_tenant_id').$type<TenantId>(),
  },
  (table) => [index('sessions_by_user').on(table.userId)],
)

export const account = sqliteTable(
  'accounts',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: moment('access_token_expires_at'),
    refreshTokenExpiresAt: moment('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (table) => [index('accounts_by_user').on(table.userId)],
)

export const verification = sqliteTable(
  'verifications',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: moment('expires_at').notNull(),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (table) => [
    index('verifications_by_identifier').on(table.identifier),
    index('verifications_by_value').on(table.value),
    index('verifications_by_expiry').on(table.expiresAt),
  ],
)

export const passkey = sqliteTable(
  'passkeys',
  {
    id: text('id').primaryKey(),
    name: text('name'),
    publicKey: text('public_key').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    credentialID: text('credential_id').notNull(),
    counter: integer('counter').notNull(),
    deviceType: text('device_type').notNull(),
    backedUp: integer('backed_up', { mode: 'boolean' }).notNull(),
    transports: text('transports'),
    createdAt: moment('created_at'),
    aaguid: text('aaguid'),
  },
  (table) => [index('passkeys_by_user').on(table.userId), uniqueIndex('passkeys_by_credential').on(table.credentialID)],
)

export const tenant = sqliteTable('tenants', {
  id: text('id').$type<TenantId>().primaryKey(),
  name: text('name').notNull(),
  region: text('region').$type<Region>().notNull(),
  timezone: text('timezone').notNull().default('UTC'),
  plaintextDigest: integer('plaintext_digest', { mode: 'boolean' }).notNull().default(true),
  /** Lists of domains that are one: an address at any of them is the same address at the first. */
  domainAliases: text('domain_aliases', { mode: 'json' }).$type<string[][]>().notNull().default([]),
  /** Reveals, exports with texts and erasures wait for a second person. */
  secondApprover: integer('second_approver', { mode: 'boolean' }).notNull().default(false),
  /** Chats untouched for this many months are erased; null keeps them. */
  retentionMonths: integer('retention_months'),
  createdAt: moment('created_at').notNull(),
  /** Every key of it was destroyed; what is left is the ledger without names. */
  erasedAt: moment('erased_at'),
})

export const member = sqliteTable(
  'members',
  {
    tenantId: text('tenant_id')
      .$type<TenantId>()
      .notNull()
      .references(() => tenant.id),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    role: text('role').$type<Role>().notNull(),
    joinedAt: moment('joined_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.userId] }), index('members_by_user').on(table.userId)],
)

export const invitation = sqliteTable(
  'invitations',
  {
    id: text('id').primaryKey(),
    tenantId: text('tenant_id')
      .$type<TenantId>()
      .notNull()
      .references(() => tenant.id),
    email: text('email').notNull(),
    role: text('role').$type<Role>().notNull(),
    /** SHA-256, hex, of the secret in the mailed link. */
    secretHash: text('secret_hash').notNull().unique(),
    invitedBy: text('invited_by').notNull(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    closedAt: moment('closed_at'),
  },
  (table) => [
    index('invitations_by_tenant').on(table.tenantId, table.id),
    // One open invitation an address: a second one would hand the same person two roles to choose from.
    uniqueIndex('invitations_open').on(table.tenantId, table.email).where(sql`${table.closedAt} is null`),
  ],
)

export const apiToken = sqliteTable(
  'api_tokens',
  {
    id: text('id').primaryKey(),
    tenantId: text('tenant_id')
      .$type<TenantId>()
      .notNull()
      .references(() => tenant.id),
    createdBy: text('created_by').notNull(),
    name: text('name').notNull(),
    /** SHA-256, hex, of the whole token. */
    hash: text('hash').notNull(),
    scopes: text('scopes', { mode: 'json' }).$type<Permission[]>().notNull(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    lastUsedAt: moment('last_used_at'),
    revokedAt: moment('revoked_at'),
  },
  (table) => [index('api_tokens_by_tenant').on(table.tenantId, table.id)],
)

/** Acts that are done but not yet in the ledger. Written in the same batch as the act, so none is ever lost. */
export const pendingAct = sqliteTable('pending_acts', {
  id: text('id').primaryKey(),
  tenantId: text('tenant_id').$type<TenantId>().notNull(),
  act: text('act').notNull(),
  createdAt: moment('created_at').notNull(),
})

/** Whose an export is: a link names the export and nothing else. */
export const exportIndex = sqliteTable('exports', {
  id: text('id').primaryKey(),
  tenantId: text('tenant_id')
    .$type<TenantId>()
    .notNull()
    .references(() => tenant.id),
})
