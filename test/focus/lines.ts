// Bill lines and their surroundings for tests of rows.
import type { BillLine } from '../../worker/export/focus/line.ts'
import type { UsageCell } from '../../worker/export/focus/quantity.ts'
import type { Around } from '../../worker/export/focus/row.ts'

export const around: Around = {
  accountName: () => 'Tarnwick Instruments',
  fallbackAccount: 'tenant_1',
  workspaceName: (_, id) => id ?? 'Default',
  tagsOf: ({ workspace }) => (workspace === 'wrkspc_a' ? { cost_center: '4711', team: 'Search' } : {}),
}

export const line = (over: Partial<BillLine> = {}): BillLine => ({
  source: { seq: 7, rev: 0, hash: 'ab'.repeat(32), stream: 'anthropic.costs' },
  vendor: 'anthropic',
  day: '2026-11-20',
  organization: 'org_a',
  workspace: 'wrkspc_a',
  description: null,
  costType: 'tokens',
  tokenType: 'output_tokens',
  model: 'claude-opus-5-5',
  tier: 'standard',
  contextWindow: '0-200k',
  geo: 'global',
  speed: null,
  nano: 12_345_000_000n,
  listed: null,
  currency: 'USD',
  quantity: null,
  ...over,
})

export const cell = (output: bigint, over: Partial<UsageCell> = {}): UsageCell => ({
  day: '2026-11-20',
  workspace: 'wrkspc_a',
  model: 'claude-opus-5-5',
  tier: 'standard',
  contextWindow: '0-200k',
  geo: 'global',
  speed: 'standard',
  apiKey: 'apikey_a',
  ...over,
  counts: {
    uncached_input: 0n,
    cache_read: 0n,
    cache_write_5m: 0n,
    cache_write_1h: 0n,
    web_searches: 0n,
    ...over.counts,
    output,
  },
})
