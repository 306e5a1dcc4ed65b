// The sums of the days against the rows they were made of: the same answer to every question, whatever came, moved or went.
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { dropReadModels } from '../../worker/db/tenant/projection.ts'
import { addDays } from '../../worker/db/tenant/range.ts'
import { readUsage, type UsageAsk } from '../../worker/db/tenant/usage.ts'
import { readUsageDays } from '../../worker/db/tenant/usage-days.ts'
import { newTenantId } from '../../worker/ids.ts'
import type { ReadRow } from '../../worker/tenant/read-model.ts'
import { db } from './seed.ts'
import {
  askStitched,
  defaultWorkspace,
  directory,
  expectAgreed,
  project,
  put,
  range,
  rowsOf,
  sumsOf,
  TODAY,
  take,
} from './usage-sums-company.ts'

describe('the sums of the days', () => {
  it.each([1, 2, 3, 4])('answer every question as the rows do (%i)', async (seed) => {
    const tenant = newTenantId()
    if (seed % 2 === 0) await defaultWorkspace(tenant)
    await project(tenant, rowsOf(tenant, seed, 400).map(put))
    await expectAgreed(tenant, seed)
  })

  it('follow what is restated, what moves to another day and what is taken back', async () => {
    const tenant = newTenantId()
    const rows = rowsOf(tenant, 5, 200)
    await project(tenant, rows.map(put))
    const moved = rows.slice(0, 20).map((row) => put({ ...row, day: addDays(TODAY, -3), seq: 990_000, rev: 1 }))
    const restated = rows.slice(20, 60).map((row) => put({ ...row, output: 7, model: 'model-9', seq: 990_001, rev: 1 }))
    await project(tenant, [...moved, ...restated], 2)
    await project(
      tenant,
      rows.slice(60, 90).map((row) => take(row, 990_002)),
      3,
    )
    await expectAgreed(tenant, 5)
  })

  it('stand for every touched day, also for one that nothing is left of', async () => {
    const tenant = newTenantId()
    const [row] = rowsOf(tenant, 6, 1)
    if (row === undefined) throw new Error('no row')
    await project(tenant, [put({ ...row, day: TODAY })])
    await project(tenant, [take(row, 990_000)], 2)
    const cells = await env.TENANTS_US.prepare('SELECT DISTINCT cells FROM usage_sums WHERE tenant = ? AND day = ?')
      .bind(tenant, TODAY)
      .all()
    expect(cells.results).toEqual([{ cells: '[]' }])
  })

  it('are the same when a batch comes twice or an older one comes late', async () => {
    const tenant = newTenantId()
    const first = rowsOf(tenant, 7, 150)
    const second = first
      .slice(0, 50)
      .map((row) => ({ ...row, day: addDays(TODAY, -1), output: 1, seq: 990_000, rev: 1 }))
    await project(tenant, first.map(put))
    await project(tenant, second.map(put), 2)
    const once = await sumsOf(tenant)
    await project(tenant, second.map(put), 2)
    await project(tenant, first.map(put))
    expect(await sumsOf(tenant)).toEqual(once)
  })

  it('are the same whether rows came at once or one by one, in any order', async () => {
    const [one, many] = [newTenantId(), newTenantId()]
    const rows = rowsOf(one, 8, 40)
    await project(one, rows.map(put))
    for (const row of rows.toReversed()) await project(many, [put({ ...row, tenant: many })])
    const without = (list: unknown[]) => JSON.parse(JSON.stringify(list).replaceAll(one, '').replaceAll(many, ''))
    expect(without(await sumsOf(many))).toEqual(without(await sumsOf(one)))
  })

  it('wait while a day is still being filled, and come with the batch that goes on or catches up', async () => {
    const tenant = newTenantId()
    const rows = rowsOf(tenant, 15, 9).map((row, n): ReadRow => ({ ...row, day: addDays(TODAY, -Math.floor(n / 3)) }))
    const days = async () => {
      const asked = env.TENANTS_US.prepare(
        `SELECT DISTINCT day FROM usage_sums WHERE tenant = ? AND "by" = 'model' ORDER BY 1`,
      )
      return (await asked.bind(tenant).all()).results.map(({ day }) => day)
    }
    await project(tenant, rows.slice(0, 2).map(put), 2, 9)
    expect(await days()).toEqual([])
    await project(tenant, rows.slice(2, 5).map(put), 5, 9)
    expect(await days()).toEqual([])
    await project(tenant, rows.slice(5, 8).map(put), 8, 9)
    expect(await days()).toEqual([TODAY])
    const ask: UsageAsk = { range, filter: {}, by: 'model', step: 'day', today: TODAY }
    const half = await readUsage(db, tenant, ask, directory, askStitched)
    expect(half.totals.records).toBe(rows.slice(0, 8).filter(({ view }) => view === 'dimensions').length)
    // Nothing of usage, but the end of the ledger.
    await project(tenant, [], 9)
    expect(await days()).toEqual([addDays(TODAY, -2), addDays(TODAY, -1), TODAY])
    expect(await readUsage(db, tenant, ask, directory, askStitched)).toEqual(half)
  })

  it('of more days than one batch sums up come with the batches after it', async () => {
    const tenant = newTenantId()
    const rows = rowsOf(tenant, 16, 70).map((row, n) => ({ ...row, day: addDays(TODAY, -n), view: 'dimensions' }))
    const days = () =>
      env.TENANTS_US.prepare(
        `SELECT COUNT(*) AS n, MIN(day) AS first FROM usage_sums WHERE tenant = ? AND "by" = 'key'`,
      )
        .bind(tenant)
        .first()
    await project(tenant, rows.map(put))
    expect(await days()).toEqual({ n: 30, first: addDays(TODAY, -29) })
    await project(tenant, [], 2)
    await project(tenant, [], 3)
    expect(await days()).toEqual({ n: 70, first: addDays(TODAY, -69) })
  })

  it('go with the read models, and no note of a touched day stays behind', async () => {
    const [tenant, other] = [newTenantId(), newTenantId()]
    await project(tenant, rowsOf(tenant, 9, 30).map(put))
    await project(other, rowsOf(other, 9, 30).map(put))
    const notes = env.TENANTS_US.prepare(`SELECT COUNT(*) AS n FROM usage_sums WHERE "by" IN ('', '*')`)
    expect(await notes.first()).toEqual({ n: 0 })
    await dropReadModels(env.TENANTS_US, tenant)
    expect(await sumsOf(tenant)).toEqual([])
    expect((await sumsOf(other)).length).toBeGreaterThan(0)
  })

  it('are left out of where one day of them is missing, which its rows answer', async () => {
    const tenant = newTenantId()
    await project(tenant, rowsOf(tenant, 10, 300).map(put))
    await env.TENANTS_US.prepare('DELETE FROM usage_sums WHERE tenant = ? AND day IN (?, ?)')
      .bind(tenant, TODAY, addDays(TODAY, -20))
      .run()
    await expectAgreed(tenant, 10)
  })

  it('learn of a default workspace that appears after the day was summed up', async () => {
    const tenant = newTenantId()
    await project(tenant, rowsOf(tenant, 11, 200).map(put))
    await defaultWorkspace(tenant)
    const ask: UsageAsk = { range, filter: {}, by: 'workspace', step: 'day', today: TODAY }
    const { groups, options } = await readUsage(db, tenant, ask, directory, askStitched)
    expect(groups.map(({ key }) => key)).not.toContain('wrkspc_default')
    expect(groups.filter(({ label }) => label === 'Default')).toHaveLength(1)
    expect(options.workspaces.map(({ value }) => value)).not.toContain('wrkspc_default')
    await expectAgreed(tenant, 11)
  })

  it('are what the screen reads: a figure put into them is a figure that it shows', async () => {
    const tenant = newTenantId()
    const [row] = rowsOf(tenant, 12, 1)
    if (row === undefined) throw new Error('no row')
    const plain = { ...row, view: 'dimensions', vendor: 'anthropic', day: TODAY, model: 'model-1' }
    await project(tenant, [put(plain)])
    await env.TENANTS_US.prepare(
      `UPDATE usage_sums SET cells = replace(cells, 'model-1', 'model-x') WHERE tenant = ? AND "by" = 'model'`,
    )
      .bind(tenant)
      .run()
    const ask: UsageAsk = { range, filter: {}, by: 'model', step: 'day', today: TODAY }
    const { groups } = await readUsage(db, tenant, ask, directory, askStitched)
    expect(groups.map(({ key }) => key)).toEqual(['model-x'])
    const days = await readUsageDays(db, tenant, ask, undefined)
    expect(days.at(-1)?.cells.map(([, value]) => value)).toEqual(['model-x'])
  })

  it('leave out a dimension of a day that has more groups than one value holds', async () => {
    const tenant = newTenantId()
    const [row] = rowsOf(tenant, 13, 1)
    if (row === undefined) throw new Error('no row')
    const many = Array.from({ length: 3001 }, (_, n) =>
      put({ ...row, view: 'dimensions', day: TODAY, id: `many/${n}`, api_key: `key_${n}`, cache_read: 1, estimate: 1 }),
    )
    await project(tenant, many)
    const kept = await env.TENANTS_US.prepare('SELECT "by" FROM usage_sums WHERE tenant = ? ORDER BY 1')
      .bind(tenant)
      .all()
    const names = kept.results.map(({ by }) => by)
    expect(names).toContain('model')
    expect(names).not.toContain('key')
    const ask: UsageAsk = { range, filter: {}, by: 'key', step: 'day', today: TODAY }
    expect((await readUsage(db, tenant, ask, directory, askStitched)).groups).toHaveLength(3001)
  })

  it('are left out of a day whose sums no integer holds; its rows and everything else are projected', async () => {
    const tenant = newTenantId()
    const [one, two, three] = rowsOf(tenant, 14, 3).map((row) => ({ ...row, view: 'dimensions', vendor: 'anthropic' }))
    if (one === undefined || two === undefined || three === undefined) throw new Error('no rows')
    await project(tenant, [put({ ...one, day: TODAY }), put({ ...three, day: addDays(TODAY, -1) })])
    const huge = '6000000000000000000'
    await project(
      tenant,
      [put({ ...one, day: TODAY, seq: 990_000, cache_read: huge }), put({ ...two, day: TODAY, cache_read: huge })],
      2,
    )
    const { results } = await env.TENANTS_US.prepare('SELECT DISTINCT day FROM usage_sums WHERE tenant = ?')
      .bind(tenant)
      .all()
    expect(results).toEqual([{ day: addDays(TODAY, -1) }])
    const rows = await env.TENANTS_US.prepare('SELECT COUNT(*) AS n FROM usage WHERE tenant = ?').bind(tenant).first()
    expect(rows).toEqual({ n: 3 })
    const mark = await env.TENANTS_US.prepare('SELECT watermark FROM projection WHERE tenant = ?').bind(tenant).first()
    expect(mark).toEqual({ watermark: 2 })
  })
})
