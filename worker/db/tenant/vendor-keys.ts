// The API keys of the vendors with what each was used for in a range. Also keys that only use tells of: nobody lists them any more.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { Stitched } from '../../people/stitch.ts'
import { allOf, between, sumText } from './clause.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import { type Directory, namesFrom, type Person, personIn, workspacesQuery } from './labels.ts'
import { readingsQuery } from './list-standing.ts'
import { cutPage, type PageAsk } from './page.ts'
import type { Day, DayRange } from './range.ts'
import { usage, vendorKey } from './schema.ts'
import { type Estimate, TOKENS } from './tokens.ts'
import type { ListPage } from './workspaces.ts'

export type VendorKeyRow = {
  vendor: VendorName
  id: string
  name: string
  /** The vendor's word for it; gone: the vendor's list does not have it any more; unlisted: it is known from use only. */
  status: string
  workspace: string | null
  workspace_name: string | null
  /** user | service_account; null where the vendor does not say. */
  holder_type: string | null
  /** The person whose key it is, over both vendors or by hand. */
  holder: Person | null
  service_account: { id: string; name: string } | null
  created_at: string | null
  expires_at: string | null
  /** The last day of the range on which it was used. */
  last_used: Day | null
  tokens: string
  estimate: Estimate
  seq: number | null
}
export type VendorKeyFilter = {
  vendor?: string | undefined
  status?: string | undefined
  /** `default` is a vendor's default workspace. */
  workspace?: string | undefined
}
export type VendorKeyPosition = readonly [vendor: string, id: string]
export type VendorKeyAsk = { range: DayRange; filter: VendorKeyFilter } & PageAsk<VendorKeyPosition>

type Stored = Omit<
  VendorKeyRow,
  'name' | 'workspace_name' | 'holder' | 'service_account' | 'estimate' | 'tokens' | 'status'
> & {
  status: string
  created_by: string | null
  tokens: string | null
  nano: string | null
  unpriced: number | null
}

/** Keys of the lists, and keys that only stand in use of the range. Use is what totals are made of. */
const known = (tenant: TenantId, range: DayRange) => sql`
  WITH used AS (
    SELECT ${usage.vendor} AS vendor, ${usage.apiKey} AS id, MAX(${usage.day}) AS last_used, ${sumText(TOKENS)} AS tokens,
      ${sumText(usage.estimate)} AS nano, COUNT(*) - COUNT(${usage.estimate}) AS unpriced
    FROM ${usage} WHERE ${usage.tenant} = ${tenant} AND ${usage.view} = 'dimensions' AND ${between(usage.day, range)}
      AND ${usage.apiKey} IS NOT NULL GROUP BY 1, 2),
  listed AS (
    SELECT ${vendorKey.vendor} AS vendor, ${vendorKey.id} AS id,
      CASE WHEN ${vendorKey.vanished} THEN 'gone' ELSE ${vendorKey.status} END AS status,
      ${vendorKey.workspace} AS workspace, ${vendorKey.createdBy} AS created_by, ${vendorKey.holderType} AS holder_type,
      ${vendorKey.createdAt} AS created_at, ${vendorKey.expiresAt} AS expires_at, ${vendorKey.seq} AS seq
    FROM ${vendorKey} WHERE ${vendorKey.tenant} = ${tenant}
    UNION ALL
    SELECT used.vendor, used.id, 'unlisted', NULL, NULL, NULL, NULL, NULL, NULL FROM used WHERE NOT EXISTS (
      SELECT 1 FROM ${vendorKey} WHERE ${vendorKey.tenant} = ${tenant} AND ${vendorKey.vendor} = used.vendor
        AND ${vendorKey.id} = used.id))`

/** One page by vendor and id; `total` over the filter, `all` over its vendor. */
export async function readVendorKeys(
  db: TenantDatabase,
  tenant: TenantId,
  { range, filter, limit, after }: VendorKeyAsk,
  directory: Directory,
  stitched: Stitched,
): Promise<ListPage<VendorKeyRow, VendorKeyPosition>> {
  const theirs = filter.vendor === undefined ? sql`true` : sql`listed.vendor = ${filter.vendor}`
  const place =
    filter.workspace === 'default'
      ? sql`workspace IS NULL AND listed.vendor <> 'openai' AND status <> 'unlisted'`
      : sql`workspace = ${filter.workspace}`
  const scope = allOf(
    theirs,
    filter.status === undefined ? undefined : sql`status = ${filter.status}`,
    filter.workspace === undefined ? undefined : place,
  )
  const position = after ? sql`(listed.vendor, listed.id) > (${after[0]}, ${after[1]})` : undefined
  const [rows, counts, workspaces, readings] = await db.batch([
    db.ask<Stored>(sql`${known(tenant, range)}
      SELECT listed.*, used.last_used AS last_used, used.tokens AS tokens, used.nano AS nano, used.unpriced AS unpriced
      FROM listed LEFT JOIN used ON used.vendor = listed.vendor AND used.id = listed.id
      WHERE ${allOf(scope, position)} ORDER BY listed.vendor, listed.id LIMIT ${limit + 1}`),
    db.ask<{ total: number; all: number }>(sql`${known(tenant, range)}
      SELECT COUNT(*) FILTER (WHERE ${scope}) AS total, COUNT(*) AS "all" FROM listed WHERE ${theirs}`),
    workspacesQuery(db, tenant),
    readingsQuery(db, tenant, 'keys', filter.vendor),
  ])
  const page = cutPage(rows, limit, ({ vendor, id }): VendorKeyPosition => [vendor, id])
  const names = namesFrom(workspaces, directory)
  const named = page.rows.map(({ created_by, tokens, nano, unpriced, ...row }): VendorKeyRow => {
    const person = stitched.personOfKey(row.vendor, row.id)
    const machine = row.holder_type === 'service_account' ? created_by : null
    const listed = row.status !== 'unlisted'
    return {
      ...row,
      name: names.key(row.id),
      workspace_name: listed ? names.workspace(row.vendor, row.workspace) : null,
      holder: person === null ? null : personIn(names, stitched, person),
      service_account: machine === null ? null : { id: machine, name: names.label(machine) ?? machine },
      tokens: tokens ?? '0',
      estimate: { nano: nano ?? '0', rows_without_price: unpriced ?? 0 },
    }
  })
  return { rows: named, next: page.next, total: counts[0]?.total ?? 0, all: counts[0]?.all ?? 0, readings }
}
