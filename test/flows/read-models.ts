// Rows of the read models as the tests ask for them: plain SQL over the tenant's database, the tenant bound first; and what holds of all of them.
import { env } from 'cloudflare:workers'
import { expect } from 'vitest'
import type { TenantId } from '../../worker/ids.ts'
import { recordsOf, rowsOf } from '../pull/stage.ts'
import { ledger } from '../support/tenants.ts'

type Row = Record<string, string | number | null>

export async function rowsAt(tenant: TenantId, query: string, ...values: unknown[]): Promise<Row[]> {
  const asked = env.TENANTS_US.prepare(query).bind(tenant, ...values)
  return (await asked.all<Row>()).results
}

/** The first row; empty when there is none. */
export const rowAt = async (tenant: TenantId, query: string, ...values: unknown[]): Promise<Row> =>
  (await rowsAt(tenant, query, ...values))[0] ?? {}

/** Every row of these tables as text, sorted: equal twice means that nothing of it changed. */
async function dumpOf(tenant: TenantId, tables: readonly string[]): Promise<string[][]> {
  const all = await Promise.all(tables.map((table) => rowsAt(tenant, `SELECT * FROM ${table} WHERE tenant = ?`)))
  return all.map((own) => own.map((row) => JSON.stringify(row)).sort())
}

/** Every stream was read, its past whole, and it says so. */
export async function expectAllRead(tenant: TenantId): Promise<void> {
  for (const { stream, state, words, backfillState, backfillDone, backfillAsked } of await rowsOf(tenant)) {
    expect([stream, state, words, backfillDone]).toEqual([stream, 'reading', null, backfillAsked])
    expect(['done', 'none']).toContain(backfillState)
  }
}

/** There are rows; each leads to its record, and the record to the page it came from. Our own acts came from none. */
export async function expectTraced(tenant: TenantId, own: readonly Row[]): Promise<void> {
  const records = await recordsOf(tenant)
  expect(own.length).toBeGreaterThan(0)
  for (const { seq, rev, id } of own) {
    const record = records[Number(seq)]
    if (record === undefined) throw new Error(`no record ${seq}`)
    if (rev !== undefined) expect(record.rev).toBe(rev)
    if (id !== undefined) expect(record.id).toBe(id)
    if (record.stream.startsWith('tallystick.')) continue
    const pull = records[record.source?.pull ?? -1]
    expect(pull).toMatchObject({ kind: 'pull', stream: record.stream })
    expect(pull?.data).toMatchObject({ page_sha256: expect.stringMatching(/^[0-9a-f]{64}$/), status: 200 })
  }
}

/** Dropped and rebuilt from the ledger, these tables are what they were. */
export async function expectRebuilt(tenant: TenantId, tables: readonly string[]): Promise<void> {
  const before = await dumpOf(tenant, tables)
  await ledger(tenant).rebuild()
  expect(await dumpOf(tenant, tables)).toEqual(before)
}
