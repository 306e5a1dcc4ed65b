import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { seenQuery } from '../../worker/db/tenant/overview-people.ts'
import { usage } from '../../worker/db/tenant/schema.ts'
import { type UsageAsk, usageDaysQuery, usageSumsQuery } from '../../worker/db/tenant/usage-days.ts'
import { otherQuery } from '../../worker/db/tenant/usage-other.ts'
import { readUsageRows } from '../../worker/db/tenant/usage-rows.ts'
import { newTenantId } from '../../worker/ids.ts'
import { askAlone, db, insertRows, usageSeed } from './seed.ts'
import { ada, ask, directory, inRange, range, reference, rows, seedCompany, TODAY, tenant } from './usage-company.ts'

beforeAll(seedCompany)

describe('usage rows', () => {
  async function readAll(limit: number, filter: UsageAsk['filter'] = {}) {
    const found = []
    let after: Parameters<typeof readUsageRows>[2]['after'] = null
    for (let page = 0; page < 1000; page++) {
      const answer: Awaited<ReturnType<typeof readUsageRows>> = await readUsageRows(
        db,
        tenant,
        { range, filter, limit, after },
        directory,
        askAlone,
      )
      found.push(...answer.rows)
      expect(answer.rows.length).toBeLessThanOrEqual(limit)
      after = answer.next
      if (after === null) return { found, total: answer.total }
    }
    throw new Error('paging does not end')
  }
  it.each([1, 7, 224, 1000])('come in pages of %i, each row once, newest day first', async (limit) => {
    const { found, total } = await readAll(limit)
    const expected = rows.filter((row) => inRange(row))
    expect(total).toBe(expected.length)
    expect(found.map((row) => row.seq).sort((a, b) => a - b)).toEqual(expected.map((row) => Number(row.seq)))
    expect(found.map((row) => row.day)).toEqual(
      found
        .map((row) => row.day)
        .sort()
        .reverse(),
    )
  })
  it('hold every value exactly', async () => {
    const { found } = await readAll(100, { model: ['claude-opus-5-5'] })
    for (const row of found) {
      const seeded = rows.find(({ seq }) => seq === row.seq)
      if (seeded === undefined) throw new Error('a row that nobody seeded')
      expect(row.tokens).toEqual(reference([seeded]).tokens)
      expect(row.estimate).toBe(seeded.estimate === null ? null : String(seeded.estimate))
      expect([row.model, row.workspace, row.key, row.tier]).toEqual([
        seeded.model,
        seeded.workspace,
        seeded.apiKey,
        seeded.serviceTier,
      ])
      expect(row.workspace_name).toBe(seeded.workspace === 'wrkspc_1' ? 'Research' : (seeded.workspace ?? 'Default'))
    }
  })
  it('lose and repeat nothing when a row is restated between two pages', async () => {
    const mine = newTenantId()
    const seeded = Array.from({ length: 6 }, () => usageSeed(mine, TODAY))
    await insertRows(usage, seeded)
    const first = await readUsageRows(db, mine, { range, filter: {}, limit: 3, after: null }, directory, askAlone)
    const restated = seeded.at(-1)
    await env.TENANTS_US.prepare('UPDATE usage SET seq = 999999, rev = 1 WHERE tenant = ? AND id = ?')
      .bind(mine, restated?.id ?? '')
      .run()
    const second = await readUsageRows(
      db,
      mine,
      { range, filter: {}, limit: 10, after: first.next },
      directory,
      askAlone,
    )
    expect([...first.rows, ...second.rows]).toHaveLength(6)
    expect(new Set([...first.rows, ...second.rows].map(({ seq }) => seq)).size).toBe(6)
    expect(second.next).toBeNull()
  })
})

describe('the plan of the statements', () => {
  async function planOf({ text, params }: { text: string; params: unknown[] }): Promise<string> {
    const plan = env.TENANTS_US.prepare(`EXPLAIN QUERY PLAN ${text}`).bind(...params)
    return (await plan.all<{ detail: string }>()).results.map(({ detail }) => detail).join('\n')
  }
  it('is a search of the index by tenant, view and day, and never a scan of usage', async () => {
    const days = await planOf(usageDaysQuery(db, tenant, ask))
    expect(days).toMatch(/SEARCH usage USING INDEX usage_day \(tenant=\? AND view=\? AND day=\?\)/)
    expect(days).not.toMatch(/SCAN usage\b/)
    const sums = await planOf(usageSumsQuery(db, tenant, range, {}))
    expect(sums).toMatch(/SEARCH usage USING INDEX usage_day \(tenant=\? AND view=\? AND day>\? AND day<\?\)/)
  })
  it('stays on the index for questions about people and for what is not counted in tokens', async () => {
    const days = await planOf(usageDaysQuery(db, tenant, { ...ask, by: 'person' }))
    expect(days).toMatch(/SEARCH usage USING INDEX usage_day \(tenant=\? AND view=\? AND day=\?\)/)
    const selection = { subjects: [ada], keys: [['openai', 'key_1']] as const, nameless: true }
    const plans = [
      days,
      await planOf(usageSumsQuery(db, tenant, range, { person: [ada] }, true, selection)),
      await planOf(otherQuery(db, tenant, { range, filter: {}, people: false, selection: undefined })),
      await planOf(seenQuery(db, tenant, range, 'openai')),
    ]
    for (const plan of plans) {
      expect(plan).toMatch(/SEARCH usage USING INDEX usage_(?:day|unit) \(tenant=\? AND view=\? AND day/)
      expect(plan).not.toMatch(/SCAN (usage|activity|code_day)\b/)
    }
  })
})
