// From both vendors through the real pipeline to the read tools: what stands there is listed, every row has its record, and no key is in it.
import { z } from '@hono/zod-openapi'
import { beforeAll, describe, expect, it } from 'vitest'
import type { TenantId } from '../../worker/ids.ts'
import { TOOLS } from '../../worker/mcp/admin/tools.ts'
import { rowsAt } from '../flows/read-models.ts'
import { connectKey, drain, type Stage, stage } from '../pull/stage.ts'
import { ledger, makeTenant } from '../support/tenants.ts'
import { call, mcpActorOf } from './mcp-admin-client.ts'

let on: Stage
let tenant: TenantId

beforeAll(async () => {
  on = stage({ BACKFILL_DAYS: '2' })
  tenant = await makeTenant()
  await connectKey(on, tenant, 'admin')
  await connectKey(on, tenant, 'openaiAdmin')
  await drain(on)
  await ledger(tenant).settle()
}, 240_000)

const History = z.object({
  first_seen: z.string(),
  last_seen: z.string(),
  last_changed: z.string(),
  revisions: z.number(),
})
const Row = z.object({ vendor: z.string(), seq: z.number().nullable(), history: History.nullable() })
const Page = z.object({ rows: z.array(Row), total: z.number(), next_cursor: z.string().nullable() })

/** Every row of a list, page by page. */
async function all(name: string) {
  const rows: z.infer<typeof Row>[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { structured } = await call(mcpActorOf(tenant), name, { limit: 200, ...(cursor && { cursor }) })
    const page = Page.parse(structured)
    rows.push(...page.rows)
    cursor = page.next_cursor
    if (cursor === null) expect(rows).toHaveLength(page.total)
  }
  return rows
}
const counted = async (table: string, more = '') =>
  (
    await rowsAt(tenant, `SELECT vendor, COUNT(*) AS n FROM ${table} WHERE tenant = ? ${more} GROUP BY 1 ORDER BY 1`)
  ).map(({ vendor, n }) => [vendor, n])

describe('after a backfill of both vendors', () => {
  it.each([
    ['list-workspaces', 'workspace', ''],
    ['list-members', 'member', ''],
    ['list-api-keys', 'vendor_key', ''],
  ])('%s has both vendors’, each with its record and history', async (name, table) => {
    const rows = (await all(name)).filter(({ seq }) => seq !== null)
    const vendors = [...Map.groupBy(rows, ({ vendor }) => vendor)].map(([vendor, of]) => [vendor, of.length] as const)
    const invited = name === 'list-members' ? await counted('invite', "AND status = 'pending' AND NOT vanished") : []
    const expected = (await counted(table)).map(([vendor, n]) => {
      const more = invited.find(([of]) => of === vendor)?.[1] ?? 0
      return [vendor, Number(n) + Number(more)]
    })
    expect(vendors.length).toBe(2)
    expect(vendors.sort()).toEqual(expected)
    for (const { history } of rows) {
      if (history === null) throw new Error('a row without history')
      expect(history.first_seen <= history.last_changed && history.last_changed <= history.last_seen).toBe(true)
      expect(history.revisions).toBeGreaterThan(0)
    }
  })

  it('a row of a list leads to a record that verifies as far as there is a checkpoint', async () => {
    const [first] = await all('list-workspaces')
    const { structured } = await call(mcpActorOf(tenant), 'verify-record', { seq: first?.seq ?? -1 })
    const checks = z.object({ checks: z.array(z.object({ passed: z.boolean().nullable() })) }).parse(structured).checks
    expect(checks.map(({ passed }) => passed)).toEqual([true, true, true, true, true, null, null])
  })

  it('no tool says a key of a vendor, or a part of one', async () => {
    const secrets = Object.values(on.simulator.keys)
    expect(secrets.length).toBeGreaterThan(1)
    for (const { name } of TOOLS) {
      const said = JSON.stringify(await call(mcpActorOf(tenant), name, name === 'verify-record' ? { seq: 1 } : {}))
      for (const secret of secrets) {
        expect([name, said.includes(secret), said.includes(secret.slice(-12))]).toEqual([name, false, false])
      }
    }
  })
})
