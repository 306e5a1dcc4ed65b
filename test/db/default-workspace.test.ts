import { beforeAll, describe, expect, it } from 'vitest'
import { readCostRows } from '../../worker/db/tenant/cost-rows.ts'
import { type CostAsk, readCosts } from '../../worker/db/tenant/costs.ts'
import { EMPTY_DIRECTORY } from '../../worker/db/tenant/labels.ts'
import { cost, usage, workspace } from '../../worker/db/tenant/schema.ts'
import { readUsage } from '../../worker/db/tenant/usage.ts'
import { newTenantId } from '../../worker/ids.ts'
import { askAlone, costSeed, db, insertRows, usageSeed } from './seed.ts'

const DAY = '2026-11-10'
const tenant = newTenantId()
const range = { from: DAY, to: DAY, days: 1 }
const ask: CostAsk = { range, filter: {}, by: 'workspace', step: 'day', today: '2026-11-20' }

const row = (id: string, name: string, isDefault: number) => ({
  tenant,
  vendor: 'anthropic',
  id,
  name,
  isDefault,
  archivedAt: null,
  vanished: 0,
  seq: 1,
  rev: 0,
})

beforeAll(async () => {
  await insertRows(workspace, [row('wrkspc_default', 'Default', 1), row('wrkspc_other', 'Research', 0)])
  // The newer cost report names the default workspace by its id, the classic usage report by null.
  await insertRows(cost, [
    costSeed(tenant, DAY, { workspace: 'wrkspc_default', amount: 700n }),
    costSeed(tenant, DAY, { workspace: 'wrkspc_other', amount: 50n }),
  ])
  await insertRows(usage, [
    usageSeed(tenant, DAY, { workspace: null, estimate: 690n }),
    usageSeed(tenant, DAY, { workspace: 'wrkspc_other', estimate: 50n }),
  ])
})

describe('the default workspace under two names', () => {
  it('is one line of the costs, with estimate and difference', async () => {
    const { groups, options } = await readCosts(db, tenant, ask, EMPTY_DIRECTORY)
    const lines = groups.map(({ label, billed, estimate, difference }) => [label, billed, estimate?.nano, difference])
    expect(lines).toEqual([
      ['Default', '700', '690', '10'],
      ['Research', '50', '50', '0'],
    ])
    expect(options.workspaces.map(({ value }) => value).sort()).toEqual(['default', 'wrkspc_other'])
  })

  it('is found by the same filter in costs, cost rows and usage', async () => {
    const filter = { workspace: ['default'] }
    const { totals } = await readCosts(db, tenant, { ...ask, filter }, EMPTY_DIRECTORY)
    expect(totals.billed).toBe('700')
    const { rows } = await readCostRows(db, tenant, { range, filter, limit: 10, after: null }, EMPTY_DIRECTORY)
    expect(rows.map(({ workspace_name, billed }) => [workspace_name, billed])).toEqual([['Default', '700']])
    const used = await readUsage(
      db,
      tenant,
      { range, filter, by: 'model', step: 'day', today: '2026-11-20' },
      EMPTY_DIRECTORY,
      askAlone,
    )
    expect(used.totals.estimate.nano).toBe('690')
  })
})
