// Who belongs to the organizations at the vendors: one row a membership or open invitation, and those who are gone.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { Stitched } from '../../people/stitch.ts'
import { allOf } from './clause.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import { type Directory, namesFrom, type Person, personIn } from './labels.ts'
import { readingsQuery } from './list-standing.ts'
import { cutPage, type PageAsk } from './page.ts'
import { invite, member } from './schema.ts'
import type { ListPage } from './workspaces.ts'

export const MEMBER_STATES = ['member', 'invited', 'removed'] as const
export type MemberState = (typeof MEMBER_STATES)[number]
export type VendorMemberRow = {
  vendor: VendorName
  /** The vendor's id of the organization; null for invitations, which do not say it. */
  organization: string | null
  /** The identity at this vendor; `who` is the person it belongs to, over both. Null: an invitation to nobody that is known. */
  subject: string | null
  who: Person | null
  role: string
  state: MemberState
  added_at: string | null
  invited_at: string | null
  expires_at: string | null
  seq: number
}
export type VendorMemberFilter = { vendor?: string | undefined; state?: MemberState | undefined }
export type VendorMemberPosition = readonly [vendor: string, state: string, organization: string, id: string]

type Stored = Omit<VendorMemberRow, 'who'> & { id: string }

/** Invitations that were accepted are memberships by now, and those that were not are history of the ledger. */
const listed = (tenant: TenantId) => sql`(
  SELECT ${member.vendor} AS vendor, CASE WHEN ${member.vanished} THEN 'removed' ELSE 'member' END AS state,
    ${member.organization} AS organization, ${member.subject} AS id, ${member.subject} AS subject, ${member.role} AS role,
    ${member.addedAt} AS added_at, NULL AS invited_at, NULL AS expires_at, ${member.seq} AS seq
  FROM ${member} WHERE ${member.tenant} = ${tenant}
  UNION ALL
  SELECT ${invite.vendor}, 'invited', '', ${invite.id}, ${invite.subject}, ${invite.role}, NULL, ${invite.invitedAt},
    ${invite.expiresAt}, ${invite.seq}
  FROM ${invite} WHERE ${invite.tenant} = ${tenant} AND NOT ${invite.vanished} AND ${invite.status} = 'pending')`

/** One page by vendor, state, organization and id; `total` over the filter, `all` over its vendor. */
export async function readVendorMembers(
  db: TenantDatabase,
  tenant: TenantId,
  { filter, limit, after }: { filter: VendorMemberFilter } & PageAsk<VendorMemberPosition>,
  directory: Directory,
  stitched: Stitched,
): Promise<ListPage<VendorMemberRow, VendorMemberPosition>> {
  const theirs = filter.vendor === undefined ? sql`true` : sql`vendor = ${filter.vendor}`
  const scope = allOf(theirs, filter.state === undefined ? undefined : sql`state = ${filter.state}`)
  const position = after
    ? sql`(vendor, state, organization, id) > (${after[0]}, ${after[1]}, ${after[2]}, ${after[3]})`
    : undefined
  const [rows, counts, readings] = await db.batch([
    db.ask<Stored>(sql`
      SELECT * FROM ${listed(tenant)} WHERE ${allOf(scope, position)}
      ORDER BY vendor, state, organization, id LIMIT ${limit + 1}`),
    db.ask<{ total: number; all: number }>(sql`
      SELECT COUNT(*) FILTER (WHERE ${scope}) AS total, COUNT(*) AS "all" FROM ${listed(tenant)} WHERE ${theirs}`),
    readingsQuery(db, tenant, 'members', filter.vendor),
  ])
  const page = cutPage(
    rows,
    limit,
    (row): VendorMemberPosition => [row.vendor, row.state, row.organization ?? '', row.id],
  )
  const names = namesFrom([], directory)
  const named = page.rows.map(
    ({ id: _, ...row }): VendorMemberRow => ({
      ...row,
      organization: row.organization === '' ? null : row.organization,
      who: row.subject === null ? null : personIn(names, stitched, row.subject),
    }),
  )
  return { rows: named, next: page.next, total: counts[0]?.total ?? 0, all: counts[0]?.all ?? 0, readings }
}
