// A company whose usage comes through the projection, and every question about it, asked of the sums of the days and of the rows.
import { env } from 'cloudflare:workers'
import { expect } from 'vitest'
import { writeProjection } from '../../worker/db/tenant/projection.ts'
import { addDays, type DayRange } from '../../worker/db/tenant/range.ts'
import { workspace } from '../../worker/db/tenant/schema.ts'
import { readUsage, type UsageAsk } from '../../worker/db/tenant/usage.ts'
import { type Plan, planOf } from '../../worker/db/tenant/usage-plan.ts'
import type { UsageDimension, UsageFilter } from '../../worker/db/tenant/usage-scope.ts'
import { newSubjectId, type TenantId } from '../../worker/ids.ts'
import type { ReadChange, ReadRow } from '../../worker/tenant/read-model.ts'
import { db, dice, directoryOf, insertRows, stitchedOf } from './seed.ts'

export const TODAY = '2026-11-20'
export const range: DayRange = { from: addDays(TODAY, -13), to: TODAY, days: 14 }
const [ada, adaToo, ben] = [newSubjectId(), newSubjectId(), newSubjectId()]
export const directory = directoryOf({ [ada]: { name: 'Ada Example', email: 'ada@example.com' } })
export const askStitched = async () =>
  stitchedOf({
    known: [
      { subject: ada, email: 'ada@example.com' },
      { subject: adaToo, email: 'Ada@example.com' },
      { subject: ben },
    ],
    keys: [{ vendor: 'openai', key: 'key_1', holder: adaToo, holderType: 'user' }],
  })
// Over 2^53 by an odd number: a double anywhere on the way would show.
const HUGE = 9_007_199_254_740_993n

const DIMENSIONS: readonly UsageDimension[] = [
  'model',
  'workspace',
  'key',
  'person',
  'product',
  'tier',
  'context_window',
  'inference_geo',
  'speed',
]
/** What each filter is set to; '' is what names none, a value that nothing has is there too. */
const VALUES: Readonly<Record<UsageDimension, readonly string[]>> = {
  model: ['model-1', 'model-2', '', 'model-nobody-has'],
  workspace: ['default', 'wrkspc_default', 'wrkspc_1', 'proj_1', ''],
  key: ['apikey_1', 'key_1', ''],
  person: [ada, ben, ''],
  product: ['completions', 'images', ''],
  tier: ['standard', 'batch'],
  context_window: ['0-200k', ''],
  inference_geo: ['us', ''],
  speed: ['fast', ''],
}

/** A company's rows, of both vendors and both views, the same for the same seed. */
export function rowsOf(tenant: TenantId, seed: number, count: number): ReadRow[] {
  const roll = dice(seed)
  const pick = <T>(...list: T[]): T | null => list[roll(list.length + 1)] ?? null
  return Array.from({ length: count }, (_, n): ReadRow => {
    const claude = roll(5) < 3
    const actors = claude && roll(3) === 0
    const view = actors ? 'actors' : 'dimensions'
    return {
      tenant,
      vendor: claude ? 'anthropic' : 'openai',
      stream: claude ? 'anthropic.usage' : 'openai.usage.completions',
      id: `${seed}/${n}`,
      seq: seed * 10_000 + n,
      rev: 0,
      day: addDays(TODAY, -roll(30)),
      view,
      product: claude ? null : pick('completions', 'images'),
      model: pick('model-1', 'model-2', 'model-3'),
      workspace: claude ? pick('wrkspc_default', 'wrkspc_1') : pick('proj_1', 'proj_2'),
      api_key: pick(claude ? 'apikey_1' : 'key_1', claude ? 'apikey_2' : 'key_2'),
      subject: actors || roll(3) === 0 ? pick(ada, adaToo, ben) : null,
      service_tier: pick('standard', 'batch'),
      context_window: pick('0-200k', '200k-1M'),
      inference_geo: pick('us', 'global'),
      speed: pick('fast'),
      uncached_input: roll(1_000_000),
      cache_read: roll(4) === 0 ? String(HUGE + BigInt(roll(9))) : roll(1000),
      cache_write_5m: roll(500),
      cache_write_1h: roll(50),
      cache_write_30m: roll(3),
      cache_write_12h: roll(3),
      output: roll(100_000),
      web_searches: roll(5),
      requests: claude ? null : roll(900),
      quantity: roll(9) === 0 ? roll(9) : null,
      unit: roll(9) === 0 ? 'images' : null,
      estimate: roll(5) === 0 ? null : roll(3) === 0 ? String(HUGE + BigInt(roll(9))) : roll(1_000_000),
    }
  })
}

export const put = (row: ReadRow): ReadChange => ({ table: 'usage', row })
export const take = (row: ReadRow, seq: number): ReadChange => ({
  table: 'usage',
  gone: { tenant: row.tenant ?? '', vendor: row.vendor ?? '', stream: row.stream ?? '', id: row.id ?? '', seq, rev: 1 },
})
/** `size`: of the ledger; a batch below it has not caught up. */
export const project = (tenant: TenantId, changes: readonly ReadChange[], watermark = 1, size = watermark) =>
  writeProjection(env.TENANTS_US, changes, { tenant, watermark, size, head: '', at: '' })

export const sumsOf = async (tenant: TenantId): Promise<unknown[]> =>
  (await env.TENANTS_US.prepare('SELECT * FROM usage_sums WHERE tenant = ? ORDER BY "by", day').bind(tenant).all())
    .results
const dropSums = (tenant: TenantId) =>
  env.TENANTS_US.prepare('DELETE FROM usage_sums WHERE tenant = ?').bind(tenant).run()

/** Every dimension bare, by vendor, filtered by itself, and filters rolled with dice. */
function questionsOf(seed: number): UsageAsk[] {
  const roll = dice(seed)
  const ask = (by: UsageDimension, filter: UsageFilter): UsageAsk => ({ range, filter, by, step: 'day', today: TODAY })
  const some = (name: UsageDimension) => VALUES[name].filter((_, at) => at === 0 || roll(2) === 0)
  const vendor = () => [undefined, 'anthropic', 'openai'][roll(3)]
  const one = <T>(list: readonly T[], fallback: T): T => list[roll(list.length)] ?? fallback
  return [
    ...DIMENSIONS.flatMap((by) => [
      ask(by, {}),
      ask(by, { vendor: one(['anthropic', 'openai'], 'openai') }),
      ask(by, { vendor: vendor(), [by]: some(by) }),
      ask(by, { [by]: [VALUES[by].at(-1) ?? ''] }),
    ]),
    ...Array.from({ length: 12 }, () => {
      const [first, second] = [one(DIMENSIONS, 'model'), one(DIMENSIONS, 'key')]
      const filter = { vendor: vendor(), [first]: some(first), ...(roll(2) === 0 && { [second]: some(second) }) }
      return ask(one(DIMENSIONS, 'tier'), filter)
    }),
  ]
}

/** The answers of the sums are those of the rows, both when the sums are gone and when SQL picks the rows that the filter means. */
export async function expectAgreed(tenant: TenantId, seed: number): Promise<void> {
  const asks = questionsOf(seed)
  const read = (ask: UsageAsk, plan?: Plan) => readUsage(db, tenant, ask, directory, askStitched, plan)
  const bySums = await Promise.all(asks.map((ask) => read(ask)))
  expect((await sumsOf(tenant)).length).toBeGreaterThan(0)
  await dropSums(tenant)
  for (const [at, ask] of asks.entries()) {
    expect(await read(ask), JSON.stringify(ask)).toEqual(bySums[at])
    const byRows = await read(ask, { ...planOf(ask), days: null, before: null })
    expect(byRows, JSON.stringify(ask)).toEqual(bySums[at])
  }
  expect(bySums.filter(({ totals, previous }) => totals.records > 0 && previous.records > 0).length).toBeGreaterThan(9)
}

export const defaultWorkspace = (tenant: TenantId) => {
  const row = { tenant, vendor: 'anthropic', archivedAt: null, vanished: 0, seq: 1, rev: 0 }
  return insertRows(workspace, [
    { ...row, id: 'wrkspc_default', name: 'Default', isDefault: 1 },
    { ...row, id: 'wrkspc_1', name: 'Research', isDefault: 0 },
  ])
}
