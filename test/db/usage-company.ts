// A company's usage that several test files ask about, and the slow, obvious way to each sum of it.
import { addDays, type DayRange } from '../../worker/db/tenant/range.ts'
import { usage, workspace } from '../../worker/db/tenant/schema.ts'
import type { UsageAsk } from '../../worker/db/tenant/usage.ts'
import { newSubjectId, newTenantId } from '../../worker/ids.ts'
import { daysBack, dice, directoryOf, insertRows, sumOf, type UsageSeed, usageSeed } from './seed.ts'

export const TODAY = '2026-11-20'
export const tenant = newTenantId()
const other = newTenantId()
export const [ada, ben] = [newSubjectId(), newSubjectId()]
export const directory = directoryOf(
  { [ada]: { name: 'Ada Example', email: 'ada@example.com' } },
  { apikey_1: { name: 'nightly' } },
)

export const MODELS = ['claude-opus-5-5', 'claude-haiku-5-5', null]
const WORKSPACES = ['wrkspc_1', 'wrkspc_2', null]
const KEYS = ['apikey_1', 'apikey_2', null]
const TIERS = ['standard', 'batch', 'priority']
const PRODUCTS = ['completions', 'embeddings', null]
const COLUMNS = [
  'uncachedInput',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
  'cacheWrite30m',
  'cacheWrite12h',
  'output',
] as const
// Over 2^53 by an odd number: a double anywhere on the way would show.
const HUGE = 9_007_199_254_740_993n

function makeRows(owner: typeof tenant, seed: number): UsageSeed[] {
  const roll = dice(seed)
  const pick = <T>(list: readonly T[]): T | undefined => list[roll(list.length)]
  return daysBack(TODAY, 60).flatMap((day) =>
    Array.from({ length: 8 }, () =>
      usageSeed(owner, day, {
        model: pick(MODELS) ?? null,
        workspace: pick(WORKSPACES) ?? null,
        apiKey: pick(KEYS) ?? null,
        subject: roll(4) === 0 ? ada : null,
        serviceTier: pick(TIERS) ?? null,
        uncachedInput: roll(1_000_000),
        cacheRead: HUGE + BigInt(roll(1000)),
        cacheWrite5m: roll(500),
        cacheWrite1h: roll(50),
        cacheWrite30m: roll(70),
        cacheWrite12h: roll(30),
        product: pick(PRODUCTS) ?? null,
        requests: roll(3) === 0 ? null : roll(900),
        output: roll(100_000),
        webSearches: roll(5),
        estimate: roll(5) === 0 ? null : HUGE + BigInt(roll(100_000)),
      }),
    ),
  )
}
export const rows = makeRows(tenant, 1)
export const range: DayRange = { from: addDays(TODAY, -27), to: TODAY, days: 28 }
export const ask: UsageAsk = { range, filter: {}, by: 'model', step: 'day', today: TODAY }
export const inRange = (row: UsageSeed, days = range) => row.day >= days.from && row.day <= days.to
export const tokensOf = (row: UsageSeed) => COLUMNS.reduce((sum, name) => sum + BigInt(row[name] ?? 0), 0n)

/** The slow, obvious way to every sum. */
export function reference(of: readonly UsageSeed[]) {
  return {
    tokens: {
      uncached_input: sumOf(of, (row) => row.uncachedInput),
      cache_read: sumOf(of, (row) => row.cacheRead),
      cache_write_5m: sumOf(of, (row) => row.cacheWrite5m),
      cache_write_1h: sumOf(of, (row) => row.cacheWrite1h),
      cache_write_30m: sumOf(of, (row) => row.cacheWrite30m),
      cache_write_12h: sumOf(of, (row) => row.cacheWrite12h),
      output: sumOf(of, (row) => row.output),
      total: sumOf(of, tokensOf),
    },
    web_searches: sumOf(of, (row) => row.webSearches),
    requests: of.every((row) => (row.requests ?? null) === null) ? null : sumOf(of, (row) => row.requests),
    estimate: {
      nano: sumOf(of, (row) => row.estimate),
      rows_without_price: of.filter((row) => row.estimate === null).length,
    },
    records: of.length,
  }
}

/** Puts the company's rows and those of another tenant into D1. */
export async function seedCompany(): Promise<void> {
  await insertRows(usage, [...rows, ...makeRows(other, 2)])
  const named = {
    tenant,
    vendor: 'anthropic',
    id: 'wrkspc_1',
    name: 'Research',
    isDefault: 0,
    archivedAt: null,
    vanished: 0,
    seq: 1,
    rev: 0,
  }
  await insertRows(workspace, [named, { ...named, tenant: other, name: 'Not ours' }])
}
