// Rows of the read models as the tests ask for them: plain SQL over the tenant's database, the tenant bound first.
import { env } from 'cloudflare:workers'
import type { TenantId } from '../../worker/ids.ts'

export type Row = Record<string, string | number | null>

export async function rowsAt(tenant: TenantId, query: string, ...values: unknown[]): Promise<Row[]> {
  const asked = env.TENANTS_US.prepare(query).bind(tenant, ...values)
  return (await asked.all<Row>()).results
}

/** The first row; empty when there is none. */
export const rowAt = async (tenant: TenantId, query: string, ...values: unknown[]): Promise<Row> =>
  (await rowsAt(tenant, query, ...values))[0] ?? {}

/** Every row of these tables as text, sorted: equal twice means that nothing of it changed. */
export async function dumpOf(tenant: TenantId, tables: readonly string[]): Promise<string[][]> {
  const all = await Promise.all(tables.map((table) => rowsAt(tenant, `SELECT * FROM ${table} WHERE tenant = ?`)))
  return all.map((own) => own.map((row) => JSON.stringify(row)).sort())
}
