// What a chargeback is made of, as rows: the bill by day, workspace and model, and the use of the same days by whoever caused it.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { asText, sumText } from './clause.ts'
import { costScope, counterpartScope } from './cost-scope.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import { COST_WORKSPACE, USAGE_WORKSPACE } from './labels.ts'
import type { Day, DayRange } from './range.ts'
import { cost, projection, usage } from './schema.ts'
import { TOKENS } from './tokens.ts'

export type ChargeFilter = { vendor?: string | undefined; workspace?: readonly string[] | undefined }

/** Bill rows of one day, workspace and model, added up: they have the same use behind them. Nanodollars as text. */
export type BillCell = { vendor: VendorName; day: Day; workspace: string | null; model: string | null; amount: string }
export type UseCell = {
  vendor: VendorName
  day: Day
  workspace: string | null
  model: string | null
  key: string | null
  subject: string | null
  /** Null where no row has a price. */
  estimate: string | null
  tokens: string
}

export function billQuery(db: TenantDatabase, tenant: TenantId, range: DayRange, filter: ChargeFilter) {
  return db.ask<BillCell>(sql`
    SELECT ${cost.vendor} AS vendor, ${cost.day} AS day, ${COST_WORKSPACE} AS workspace, ${cost.model} AS model,
      ${sumText(cost.amount)} AS amount
    FROM ${cost} WHERE ${costScope(tenant, range, filter)} GROUP BY 1, 2, 3, 4`)
}

/** The use that totals are made of; whom a row names and whose key it is comes with it. */
export function behindQuery(db: TenantDatabase, tenant: TenantId, range: DayRange, filter: ChargeFilter) {
  return db.ask<UseCell>(sql`
    SELECT ${usage.vendor} AS vendor, ${usage.day} AS day, ${USAGE_WORKSPACE} AS workspace, ${usage.model} AS model,
      ${usage.apiKey} AS "key", ${usage.subject} AS subject, ${asText(sql`SUM(${usage.estimate})`)} AS estimate,
      ${sumText(TOKENS)} AS tokens
    FROM ${usage} WHERE ${counterpartScope(tenant, range, filter)} GROUP BY 1, 2, 3, 4, 5, 6`)
}

/** Nanodollars billed by each vendor over the range. */
export function billedQuery(db: TenantDatabase, tenant: TenantId, range: DayRange) {
  return db.ask<{ vendor: VendorName; amount: string }>(sql`
    SELECT ${cost.vendor} AS vendor, ${sumText(cost.amount)} AS amount
    FROM ${cost} WHERE ${costScope(tenant, range, {})} GROUP BY 1`)
}

/** How many records of the ledger the read models have taken in. */
export function sizeQuery(db: TenantDatabase, tenant: TenantId) {
  return db.ask<{ watermark: number }>(sql`
    SELECT ${projection.watermark} AS watermark FROM ${projection} WHERE ${projection.tenant} = ${tenant}`)
}

/** The last day before `day` on which anything was billed, and the first day of all: which months there are. */
export async function billedDays(
  db: TenantDatabase,
  tenant: TenantId,
): Promise<{ first: Day | null; last: Day | null }> {
  const [row] = await db.rows(
    db.ask<{ first: Day | null; last: Day | null }>(sql`
      SELECT MIN(${cost.day}) AS first, MAX(${cost.day}) AS last FROM ${cost}
      WHERE ${cost.tenant} = ${tenant} AND ${cost.day} > ''`),
  )
  return row ?? { first: null, last: null }
}
