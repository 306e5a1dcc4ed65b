// Links made by hand as rows: all of a tenant's, whether an identity exists at all, and the row that a new decision writes.
import { sql } from 'drizzle-orm'
import { isSubjectId, type TenantId } from '../../ids.ts'
import { keyOf } from '../../people/stitch.ts'
import type { TenantDatabase } from './database.ts'
import { activity, codeDay, identityLink, invite, member, serviceAccount, usage, vendorKey } from './schema.ts'
import type { KnownDirectory } from './stitched.ts'

/** `seq`: the record of the decision; -1 until it is projected. */
export type LinkRow = { identity: string; person: string | null; at: string; seq: number }

export function linksQuery(db: TenantDatabase, tenant: TenantId) {
  return db.ask<LinkRow>(sql`
    SELECT ${identityLink.identity} AS identity, ${identityLink.person} AS person, ${identityLink.at} AS at,
      ${identityLink.seq} AS seq
    FROM ${identityLink} WHERE ${identityLink.tenant} = ${tenant} ORDER BY ${identityLink.at} DESC, ${identityLink.identity}`)
}

export type Existence = 'subject' | 'key' | 'service_account' | 'nothing'

/** What of this tenant an identity names. The rows of use come last: nothing indexes their people. */
export async function whatExists(
  db: TenantDatabase,
  tenant: TenantId,
  identity: string,
  directory: KnownDirectory,
): Promise<Existence> {
  const key = keyOf(identity)
  if (key === undefined) {
    if (!isSubjectId(identity)) return 'nothing'
    if (Object.hasOwn(directory.people, identity)) return 'subject'
    const [row] = await db.rows(db.ask<{ known: number }>(sql`SELECT ${knowsSubject(tenant, identity)} AS known`))
    return row?.known === 1 ? 'subject' : 'nothing'
  }
  const [row] = await db.rows(
    db.ask<{ account: number; listed: number }>(sql`
      SELECT EXISTS (SELECT 1 FROM ${serviceAccount} WHERE ${serviceAccount.tenant} = ${tenant}
          AND ${serviceAccount.vendor} = ${key.vendor} AND ${serviceAccount.id} = ${key.key}) AS account,
        EXISTS (SELECT 1 FROM ${vendorKey} WHERE ${vendorKey.tenant} = ${tenant}
          AND ${vendorKey.vendor} = ${key.vendor} AND ${vendorKey.id} = ${key.key})
        OR EXISTS (SELECT 1 FROM ${usage} WHERE ${usage.tenant} = ${tenant}
          AND ${usage.vendor} = ${key.vendor} AND ${usage.apiKey} = ${key.key}) AS listed`),
  )
  return row?.account === 1 ? 'service_account' : row?.listed === 1 ? 'key' : 'nothing'
}

const knowsSubject = (tenant: TenantId, subject: string) => sql`
  EXISTS (SELECT 1 FROM ${member} WHERE ${member.tenant} = ${tenant} AND ${member.subject} = ${subject})
  OR EXISTS (SELECT 1 FROM ${invite} WHERE ${invite.tenant} = ${tenant} AND ${invite.subject} = ${subject})
  OR EXISTS (SELECT 1 FROM ${vendorKey} WHERE ${vendorKey.tenant} = ${tenant} AND ${vendorKey.createdBy} = ${subject})
  OR EXISTS (SELECT 1 FROM ${activity} WHERE ${activity.tenant} = ${tenant} AND ${activity.subject} = ${subject})
  OR EXISTS (SELECT 1 FROM ${codeDay} WHERE ${codeDay.tenant} = ${tenant} AND ${codeDay.subject} = ${subject})
  OR EXISTS (SELECT 1 FROM ${usage} WHERE ${usage.tenant} = ${tenant} AND ${usage.subject} = ${subject})`

/**
 * What the projection will write once it reads the record, written at once, so that the next answer is right. It keeps the
 * row's seq: the record itself, which has a higher one, then always comes over it.
 */
export async function writeLink(
  db: TenantDatabase,
  tenant: TenantId,
  link: { identity: string; person: string | null; at: string },
): Promise<void> {
  const { identity, person, at } = link
  await db.rows(
    db.ask<never>(sql`
      INSERT INTO ${identityLink} (tenant, identity, person, at, seq) VALUES (${tenant}, ${identity}, ${person}, ${at}, -1)
      ON CONFLICT (tenant, identity) DO UPDATE SET person = excluded.person, at = excluded.at`),
  )
}
