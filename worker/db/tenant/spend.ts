// What each person used and what that is worth by the price list: named use first, then use of the keys a person holds.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { Stitched } from '../../people/stitch.ts'
import { between, equals, sumText } from './clause.ts'
import type { TenantDatabase } from './database.ts'
import type { Day, DayRange } from './range.ts'
import { usage } from './schema.ts'
import { type Estimate, TOKENS } from './tokens.ts'

/** The vendors that report use; our own acts cost nothing. */
export type Spender = 'anthropic' | 'openai'
export type VendorSpend = { vendor: Spender; estimate: Estimate; via_keys: string; tokens: string; records: number }

/** Use of one subject at one vendor, or of one key where no user is named; neither: nobody's and no key's. */
export type Used = {
  vendor: Spender
  subject: string | null
  key: string | null
  tokens: string
  nano: string
  rows: number
  priced: number
  last: Day
}

/**
 * Use by whoever it names. A vendor that reports the same use a second time by person (`actors`) is asked for that view, the
 * others for the rows that totals are made of: per vendor, because one may have it and the other not.
 */
export function usedQuery(db: TenantDatabase, tenant: TenantId, range: DayRange, vendor?: Spender) {
  const rows = (view: 'actors' | 'dimensions') => sql`
    ${usage.tenant} = ${tenant} AND ${usage.view} = ${view} AND ${between(usage.day, range)}
    ${vendor === undefined ? sql`` : sql`AND ${equals(usage.vendor, vendor)}`}`
  const grouped = sql`
    ${usage.vendor} AS vendor, ${usage.subject} AS subject,
    CASE WHEN ${usage.subject} IS NULL THEN ${usage.apiKey} END AS key, ${sumText(TOKENS)} AS tokens,
    ${sumText(usage.estimate)} AS nano, COUNT(*) AS rows, COUNT(${usage.estimate}) AS priced, MAX(${usage.day}) AS last`
  return db.ask<Used>(sql`
    WITH named AS (SELECT DISTINCT ${usage.vendor} AS vendor FROM ${usage} WHERE ${rows('actors')})
    SELECT ${grouped} FROM ${usage} WHERE ${rows('actors')} GROUP BY 1, 2, 3
    UNION ALL
    SELECT ${grouped} FROM ${usage} WHERE ${rows('dimensions')} AND ${usage.vendor} NOT IN (SELECT vendor FROM named)
    GROUP BY 1, 2, 3`)
}

/** Whose use it is; null: nobody's. */
export const userOf = ({ vendor, subject, key }: Used, stitched: Stitched): string | null =>
  subject !== null ? stitched.personOf(subject) : key === null ? null : stitched.personOfKey(vendor, key)

/** Folds use into people. Within a person the vendors stand in alphabetical order. */
export function spendOf(used: readonly Used[], stitched: Stitched): Map<string, VendorSpend[]> {
  const people = new Map<string, Map<Spender, Used[]>>()
  for (const row of used) {
    const person = userOf(row, stitched)
    if (person === null) continue
    const vendors = people.get(person) ?? new Map<Spender, Used[]>()
    vendors.set(row.vendor, [...(vendors.get(row.vendor) ?? []), row])
    people.set(person, vendors)
  }
  return new Map(
    [...people].map(([person, vendors]) => [
      person,
      [...vendors].sort(([a], [b]) => (a < b ? -1 : 1)).map(([vendor, rows]) => addUp(vendor, rows)),
    ]),
  )
}

function addUp(vendor: Spender, rows: readonly Used[]): VendorSpend {
  const sum = (of: (row: Used) => string) => rows.reduce((total, row) => total + BigInt(of(row)), 0n).toString()
  return {
    vendor,
    estimate: sumEstimates(rows),
    via_keys: sum((row) => (row.subject === null ? row.nano : '0')),
    tokens: sum((row) => row.tokens),
    records: rows.reduce((total, row) => total + row.rows, 0),
  }
}

/** The estimate over some use; `rows_without_price` above 0 makes it "≥". */
export function sumEstimates(rows: readonly Pick<Used, 'nano' | 'rows' | 'priced'>[]): Estimate {
  return {
    nano: rows.reduce((total, { nano }) => total + BigInt(nano), 0n).toString(),
    rows_without_price: rows.reduce((total, row) => total + row.rows - row.priced, 0),
  }
}

/** What a person spent at all vendors of a list. */
export const sumSpend = (spend: readonly VendorSpend[]): Estimate => ({
  nano: spend.reduce((total, { estimate }) => total + BigInt(estimate.nano), 0n).toString(),
  rows_without_price: spend.reduce((total, { estimate }) => total + estimate.rows_without_price, 0),
})

/** What every person spent in the range, by vendor; with `vendor` at that one only. Persons without use are not in it. */
export async function readSpend(
  db: TenantDatabase,
  tenant: TenantId,
  range: DayRange,
  stitched: Stitched,
  vendor?: Spender,
): Promise<Map<string, VendorSpend[]>> {
  return spendOf(await db.rows(usedQuery(db, tenant, range, vendor)), stitched)
}
