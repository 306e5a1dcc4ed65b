// What OAuth clients were granted, as rows: who a token stands for, who is connected to a tenant, and the end of both.
import { and, eq, gt, inArray, isNull, lt, notInArray, or, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { insertActIfChanged, type PendingAct } from './acts.ts'
import type { ControlDatabase } from './database.ts'
import {
  member,
  oauthAccessToken,
  oauthClient,
  oauthConsent,
  oauthRefreshToken,
  tenant,
  user,
  verification,
} from './schema.ts'

const list = (text: string | null): string[] => {
  // Written by the provider: a JSON list of strings.
  return text === null ? [] : (JSON.parse(text) as string[])
}

/**
 * The person, tenant and client behind a living access token (`hash`: SHA-256, hex); null also when the person has left the tenant.
 * Leaving deletes the tokens as well (members.ts), so that coming back does not wake them.
 */
export async function selectAccessToken(db: ControlDatabase, hash: string, now: Date) {
  const rows = await db
    .select({
      client: oauthAccessToken.clientId,
      scopes: oauthAccessToken.scopes,
      resources: oauthAccessToken.resources,
      role: member.role,
      tenant: { id: tenant.id, name: tenant.name, region: tenant.region },
      user: { id: user.id, email: user.email, name: user.name },
    })
    .from(oauthAccessToken)
    .innerJoin(user, eq(user.id, oauthAccessToken.userId))
    .innerJoin(tenant, eq(tenant.id, oauthAccessToken.referenceId))
    .innerJoin(member, and(eq(member.tenantId, tenant.id), eq(member.userId, user.id)))
    .where(
      and(
        eq(oauthAccessToken.token, hash),
        gt(oauthAccessToken.expiresAt, now),
        isNull(oauthAccessToken.revoked),
        isNull(tenant.erasedAt),
      ),
    )
  const found = rows[0]
  return found === undefined ? null : { ...found, scopes: list(found.scopes), resources: list(found.resources) }
}

/** A registered client as the consent page shows it; null when there is none. */
export async function selectClient(db: ControlDatabase, clientId: string) {
  const rows = await db
    .select({ name: oauthClient.name, redirectUris: oauthClient.redirectUris, disabled: oauthClient.disabled })
    .from(oauthClient)
    .where(eq(oauthClient.clientId, clientId))
  const found = rows[0]
  return found === undefined ? null : { ...found, redirectUris: list(found.redirectUris) }
}

export type Grant = { userId: string; email: string; name: string; client: string; scopes: string[]; since: Date }

/** Who may still act in a tenant through an MCP client: one row a person and client, by address. */
export async function selectGrants(db: ControlDatabase, tenantId: TenantId, now: Date): Promise<Grant[]> {
  const of = (table: typeof oauthRefreshToken | typeof oauthAccessToken) =>
    db
      .select({ userId: table.userId, client: table.clientId, scopes: table.scopes })
      .from(table)
      .where(and(eq(table.referenceId, tenantId), gt(table.expiresAt, now), isNull(table.revoked)))
  const [refresh, access, consents] = await db.batch([
    of(oauthRefreshToken),
    of(oauthAccessToken),
    db
      .select({
        userId: user.id,
        email: user.email,
        name: user.name,
        clientId: oauthConsent.clientId,
        // D1 answers a batch by column name, and people have a name too.
        client: sql<string | null>`${oauthClient.name}`.as('client_name'),
        since: oauthConsent.createdAt,
      })
      .from(oauthConsent)
      .innerJoin(user, eq(user.id, oauthConsent.userId))
      .innerJoin(member, and(eq(member.userId, user.id), eq(member.tenantId, tenantId)))
      .leftJoin(oauthClient, eq(oauthClient.clientId, oauthConsent.clientId))
      .where(eq(oauthConsent.referenceId, tenantId))
      .orderBy(user.email, oauthConsent.createdAt),
  ])
  const living = [...refresh, ...access]
  return consents.flatMap(({ clientId, ...consent }) => {
    const own = living.filter((token) => token.userId === consent.userId && token.client === clientId)
    const scopes = [...new Set(own.flatMap((token) => list(token.scopes)))].sort()
    return own.length === 0 ? [] : [{ ...consent, client: consent.client ?? clientId, scopes }]
  })
}

/** The statements that end everything one person granted in one tenant, codes on their way included. */
export function endGrants(db: ControlDatabase, tenantId: TenantId, userId: string) {
  const code = sql`json_valid(${verification.value}) AND json_extract(${verification.value}, '$.type') = 'authorization_code'
    AND json_extract(${verification.value}, '$.userId') = ${userId}
    AND json_extract(${verification.value}, '$.referenceId') = ${tenantId}`
  return [
    db.delete(oauthConsent).where(and(eq(oauthConsent.referenceId, tenantId), eq(oauthConsent.userId, userId))),
    db
      .delete(oauthAccessToken)
      .where(and(eq(oauthAccessToken.referenceId, tenantId), eq(oauthAccessToken.userId, userId))),
    db
      .delete(oauthRefreshToken)
      .where(and(eq(oauthRefreshToken.referenceId, tenantId), eq(oauthRefreshToken.userId, userId))),
    db.delete(verification).where(code),
  ] as const
}

/** Ends what `userId` granted, with its act; false when there was no consent to end. */
export async function revokeGrants(
  db: ControlDatabase,
  where: { tenantId: TenantId; userId: string },
  act: PendingAct,
  now: Date,
): Promise<boolean> {
  const [consents, ...rest] = endGrants(db, where.tenantId, where.userId)
  const [gone] = await db.batch([
    consents.returning({ id: oauthConsent.id }),
    insertActIfChanged(db, act, now),
    ...rest,
  ])
  return gone.length > 0
}

const DAY = 86_400_000
/** Clients that a sweep looks at: a flood of registrations is worked off over several. */
const SWEPT = 500

/** Removes dead tokens, and clients of more than a week that nobody ever gave anything: registering is open to everybody. */
export async function sweepOAuth(db: ControlDatabase, now: Date): Promise<void> {
  const old = new Date(now.getTime() - 7 * DAY)
  // Rotated tokens stay until they would have expired: their reuse must be noticed.
  const wanted = db.select({ id: oauthConsent.clientId }).from(oauthConsent)
  const idle = db
    .select({ id: oauthClient.id })
    .from(oauthClient)
    .where(
      and(or(isNull(oauthClient.createdAt), lt(oauthClient.createdAt, old)), notInArray(oauthClient.clientId, wanted)),
    )
    .limit(SWEPT)
  await db.batch([
    db.delete(oauthAccessToken).where(lt(oauthAccessToken.expiresAt, now)),
    db.delete(oauthRefreshToken).where(lt(oauthRefreshToken.expiresAt, now)),
    db.delete(oauthClient).where(inArray(oauthClient.id, idle)),
  ])
}
