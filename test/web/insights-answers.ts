// Answers of the insights routes as the API gives them, with invented figures, for the tests of words and charts.
import type {
  Finding,
  ForecastAnswer,
  InsightScopeShape,
  MixAnswer,
  MovementAnswer,
} from '../../worker/http/schemas/insights.ts'

/** Nanodollars, decimal. */
export const dollars = (amount: number): string => String(BigInt(Math.round(amount * 1e6)) * 1_000n)

export const keyScope: InsightScopeShape = { by: 'key', value: 'key_1', vendor: 'anthropic', label: 'staging-batch' }
export const workspaceScope: InsightScopeShape = {
  by: 'workspace',
  value: 'wrk_1',
  vendor: 'anthropic',
  label: 'Research',
}
export const modelScope: InsightScopeShape = {
  by: 'model',
  value: 'claude-opus-5-5',
  vendor: 'anthropic',
  label: 'claude-opus-5-5',
}
export const tenantScope: InsightScopeShape = { by: 'tenant', value: '', vendor: null, label: '' }

const freshness = {
  data_until: '2026-11-20T13:45:00.000Z',
  updated_at: '2026-11-20T14:00:00.000Z',
  empty: null,
  nearest_day: null,
}

export const findingOf = (more: Partial<Finding>): Finding => ({
  key: 'tenant::2026-11-12:spike',
  date: '2026-11-12',
  of: '2026-11-12',
  kind: 'spike',
  direction: 'up',
  scope: tenantScope,
  basis: 'estimate',
  expected: dollars(692.5),
  actual: dollars(1253.5),
  difference: dollars(561),
  cause: 'one_key',
  culprit: keyScope,
  against: null,
  within: { workspace: null, model: null },
  facts: {},
  parts: [{ ...keyScope, above: dollars(561), share: 1 }],
  everything_else: '0',
  spread: dollars(64),
  series: { label: 'staging-batch', days: [{ day: '2026-11-12', nano: dollars(561) }] },
  state: 'open',
  explained: null,
  alert: null,
  evidence: { records: 1, first: 7, last: 7, drill: { usage: null, costs: null } },
  ...more,
})

type Projection = NonNullable<ForecastAnswer['forecast']>

export const forecastOf = (more: Partial<Projection>): Projection => ({
  so_far: dollars(10_815),
  mean: dollars(15_975),
  lower: dollars(15_342),
  upper: dollars(16_581),
  path: [],
  method: 'weekday trend',
  missed: 0.021,
  unreliable: false,
  ...more,
})

export const answerOf = (more: Partial<ForecastAnswer>): ForecastAnswer => ({
  range: { from: '2026-11-01', to: '2026-11-30', days: 30 },
  today: '2026-11-20',
  freshness,
  basis: 'estimate',
  scope: tenantScope,
  recorded: { nano: dollars(10_815), rows_without_price: 0 },
  days: [],
  forecast: forecastOf({}),
  missing: null,
  history_days: 84,
  left_out: [],
  previous_month: dollars(14_000),
  budget: null,
  scopes: [],
  ...more,
})

export const movementOf = (more: Partial<MovementAnswer>): MovementAnswer => ({
  range: { from: '2026-10-24', to: '2026-11-20', days: 28 },
  previous: { from: '2026-09-26', to: '2026-10-23', days: 28 },
  versus: 'previous',
  freshness,
  basis: 'estimate',
  totals: { nano: dollars(16_206.31), rows_without_price: 0 },
  before: { nano: dollars(15_000), rows_without_price: 0 },
  difference: dollars(1206.31),
  steps: [],
  ...more,
})

const model = (
  vendor: 'anthropic' | 'openai',
  name: string,
  first: number,
  last: number,
): MixAnswer['models'][number] => ({
  vendor,
  model: name,
  label: name,
  nano: dollars(100),
  first,
  last,
  points: (last - first) * 100,
  series: [],
})

export const mixOf = (more: Partial<MixAnswer>): MixAnswer => ({
  range: { from: '2026-10-24', to: '2026-11-20', days: 28 },
  freshness,
  basis: 'estimate',
  totals: { nano: dollars(16_206.31), rows_without_price: 0 },
  first: { from: '2026-10-24', to: '2026-10-30', days: 7 },
  last: { from: '2026-11-14', to: '2026-11-20', days: 7 },
  weeks: [],
  models: [model('anthropic', 'claude-sonnet-5-5', 0.65, 0.75), model('openai', 'gpt-6.1-sol', 0.35, 0.25)],
  shift: {
    from: 'openai',
    to: 'anthropic',
    points: 10.2,
    most: { by: 'workspace', value: 'proj_1', vendor: 'openai', label: 'search-ranking', share: 0.81 },
    fell: 'gpt-6.1-sol',
    rose: 'claude-sonnet-5-5',
  },
  ...more,
})
