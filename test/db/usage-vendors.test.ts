import { beforeAll, describe, expect, it } from 'vitest'
import { connection, stream, usage, workspace } from '../../worker/db/tenant/schema.ts'
import { streamsBehind } from '../../worker/db/tenant/screen-streams.ts'
import { readUsage, type UsageAsk } from '../../worker/db/tenant/usage.ts'
import { readUsageRows } from '../../worker/db/tenant/usage-rows.ts'
import { newTenantId, type TenantId } from '../../worker/ids.ts'
import { STREAMS } from '../../worker/vendors/catalog.ts'
import {
  askAlone,
  connectionSeed,
  db,
  directoryOf,
  insertRows,
  openaiUsage,
  streamSeed,
  type UsageSeed,
  usageSeed,
} from './seed.ts'
import { ask, range, reference, TODAY } from './usage-company.ts'

const tenant = newTenantId()
const HUGE = 9_007_199_254_740_993n
const none = { uncachedInput: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 0 }
const claude = usageSeed(tenant, TODAY)
const chat = openaiUsage(tenant, TODAY, 'completions', { requests: HUGE, cacheWrite30m: 7, cacheWrite12h: 9 })
const embedded = openaiUsage(tenant, TODAY, 'embeddings', { requests: 2, estimate: null })
const image = { ...none, unit: 'images', model: 'dall-e-3' }
const pictures = [
  openaiUsage(tenant, TODAY, 'images', { ...image, quantity: HUGE, estimate: 5n }),
  openaiUsage(tenant, TODAY, 'images', { ...image, quantity: 3, estimate: null, workspace: 'proj_2' }),
]
const stored = openaiUsage(tenant, TODAY, 'vector_stores', {
  ...none,
  unit: 'bytes',
  quantity: 1024,
  model: null,
  workspace: null,
  requests: null,
})
const rows: UsageSeed[] = [claude, chat, embedded, ...pictures, stored]

beforeAll(async () => {
  await insertRows(usage, [...rows, openaiUsage(newTenantId(), TODAY, 'images', { ...image, quantity: 1 })])
  const project = { tenant, vendor: 'openai', id: 'proj_1', name: 'Support Copilot', isDefault: 0, vanished: 0 }
  await insertRows(workspace, [{ ...project, seq: 1, rev: 0 }])
})

const read = (more: Partial<UsageAsk> = {}, owner: TenantId = tenant) =>
  readUsage(db, owner, { ...ask, ...more }, directoryOf({}), askAlone)
const rowsOf = (filter: UsageAsk['filter']) =>
  readUsageRows(db, tenant, { range, filter, limit: 100, after: null }, directoryOf({}), askAlone)

describe('services', () => {
  it('are a dimension whose groups add up, none stated where a vendor has none', async () => {
    const { groups, totals } = await read({ by: 'product' })
    expect(totals).toEqual(reference(rows))
    expect(groups.map(({ vendor, key, label }) => [vendor, key, label])).toEqual(
      expect.arrayContaining([
        ['openai', 'completions', 'Text and chat'],
        ['openai', 'vector_stores', 'Vector stores'],
        ['anthropic', '', 'Not stated'],
      ]),
    )
    expect(groups.find(({ key }) => key === 'images')).toMatchObject(reference(pictures))
    expect(groups.reduce((sum, group) => sum + group.records, 0)).toBe(rows.length)
  })
  it('are a filter, in the sums and in the rows', async () => {
    const cases: [string[], UsageSeed[]][] = [
      [['completions'], [chat]],
      [
        ['completions', 'embeddings'],
        [chat, embedded],
      ],
      [[''], [claude]],
      [['nothing has this'], []],
    ]
    for (const [product, expected] of cases) {
      expect((await read({ filter: { product } })).totals).toEqual(reference(expected))
      expect((await rowsOf({ product })).total).toBe(expected.length)
    }
  })
  it('are what the filter can be set to', async () => {
    const { options } = await read({ filter: { vendor: 'anthropic' } })
    expect(options.products).toContainEqual({ value: 'vector_stores', label: 'Vector stores' })
    expect(options.products).toContainEqual({ value: '', label: 'Not stated' })
  })
})

describe('requests', () => {
  it('are null where no row counts them, and never zero', async () => {
    expect((await read({ filter: { vendor: 'anthropic' } })).totals.requests).toBeNull()
    expect((await read({ filter: { product: ['vector_stores'] } })).totals.requests).toBeNull()
  })
  it('are the sum of those rows that do, exactly', async () => {
    expect((await read()).totals.requests).toBe(String(HUGE + 4n))
  })
})

describe('what is not counted in tokens', () => {
  const bytes = { vendor: 'openai', product: 'vector_stores', unit: 'bytes', quantity: '1024', records: 1 }
  it('is summed by service and unit, exactly, and says what has no price', async () => {
    expect((await read()).other).toEqual([
      {
        vendor: 'openai',
        product: 'images',
        unit: 'images',
        quantity: String(HUGE + 3n),
        estimate: { nano: '5', rows_without_price: 1 },
        records: 2,
      },
      { ...bytes, estimate: { nano: '1000000', rows_without_price: 0 } },
    ])
  })
  it('follows every filter', async () => {
    const { other } = await read({ filter: { workspace: ['proj_2'] } })
    expect(other).toMatchObject([{ product: 'images', quantity: '3' }])
    expect((await read({ filter: { vendor: 'anthropic' } })).other).toEqual([])
  })
  it('stands in the rows beside the tokens', async () => {
    const [row] = (await rowsOf({ product: ['vector_stores'] })).rows
    expect(row).toMatchObject({
      product: 'vector_stores',
      quantity: '1024',
      unit: 'bytes',
      requests: null,
      tokens: { total: '0' },
    })
    const [counted] = (await rowsOf({ product: ['completions'] })).rows
    expect(counted).toMatchObject({
      requests: String(HUGE),
      quantity: null,
      unit: null,
      tokens: reference([chat]).tokens,
    })
  })
})

describe('projects and workspaces', () => {
  it('stand in one list, each by its own name', async () => {
    const { options, groups } = await read({ by: 'workspace' })
    expect(options.workspaces).toEqual([
      { value: 'default', label: 'Default' },
      { value: '', label: 'No project' },
      { value: 'proj_2', label: 'proj_2' },
      { value: 'proj_1', label: 'Support Copilot' },
    ])
    expect(groups.find(({ vendor, key }) => vendor === 'openai' && key === '')?.label).toBe('No project')
  })
  it('are not mixed up: the default workspace is none of a vendor that has projects', async () => {
    expect((await read({ filter: { workspace: ['default'] } })).totals).toEqual(reference([claude]))
    expect((await read({ filter: { workspace: [''], vendor: 'openai' } })).totals).toEqual(reference([stored]))
    expect((await read({ filter: { workspace: ['default', 'proj_2'] } })).totals.records).toBe(2)
  })
})

describe('how far a vendor’s data reaches', () => {
  it('comes from every stream of the catalog, and from those that name people only when asked for people', () => {
    const all = STREAMS.map(({ id }) => id)
    expect(streamsBehind(['usage'], 'anthropic')).toEqual(['anthropic.usage'])
    expect(streamsBehind(['usage', 'actors'], 'anthropic').sort()).toEqual([
      'anthropic.usage',
      'anthropic.usage_actors',
    ])
    expect(streamsBehind(['usage'])).toEqual(
      all.filter((id) => id === 'anthropic.usage' || id.startsWith('openai.usage.')),
    )
    expect(streamsBehind(['costs'], 'openai')).toEqual(all.filter((id) => id === 'openai.costs'))
  })
  it('looks at that vendor alone', async () => {
    const mine = newTenantId()
    await insertRows(connection, [connectionSeed(mine, 'cn_1')])
    await insertRows(stream, [streamSeed(mine, 'cn_1', 'anthropic.usage')])
    await insertRows(usage, [usageSeed(mine, TODAY)])
    const empty = async (vendor?: string) => (await read({ filter: { vendor } }, mine)).freshness.empty
    expect(await empty()).toBeNull()
    expect(await empty('anthropic')).toBeNull()
    expect(await empty('openai')).toBe('not_connected')
    await insertRows(connection, [connectionSeed(mine, 'cn_2', 'working', 'openai_admin')])
    expect(await empty('openai')).toBe('backfill_running')
    await insertRows(usage, [openaiUsage(mine, '2026-09-01', 'completions')])
    const { freshness } = await read({ filter: { vendor: 'openai' } }, mine)
    expect(freshness.nearest_day).toBe('2026-09-01')
  })
  it('for people is also that of the streams that name them', async () => {
    const mine = newTenantId()
    await insertRows(connection, [connectionSeed(mine, 'cn_1')])
    await insertRows(stream, [
      streamSeed(mine, 'cn_1', 'anthropic.usage'),
      streamSeed(mine, 'cn_1', 'anthropic.usage_actors', { reachedTo: '2026-11-18T00:00:00.000Z' }),
    ])
    expect((await read({}, mine)).freshness.data_until).toBe('2026-11-20T14:00:00.000Z')
    expect((await read({ by: 'person' }, mine)).freshness.data_until).toBe('2026-11-18T00:00:00.000Z')
  })
})
