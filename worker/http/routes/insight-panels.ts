// GET /api/insights/cache, splits, prices, reconciliation: the compact panels of the screen, each by itself.
import { readCache } from '../../figures/cache.ts'
import { readFresh } from '../../figures/fresh.ts'
import { readPrices, readReconciliation } from '../../figures/prices.ts'
import { costsDrill, usageDrill } from '../../figures/scopes.ts'
import { readSplits } from '../../figures/splits.ts'
import { type Route, tenantRoute } from '../define.ts'
import { isFailure } from '../errors.ts'
import { openRange } from '../insights.ts'
import { CacheAnswer, InsightQuery, PricesAnswer, ReconciliationAnswer, SplitsAnswer } from '../schemas/insights.ts'

const tag = 'Insights'
const needs = 'read:insights'

const cache = tenantRoute({
  method: 'get',
  path: '/api/insights/cache',
  summary: 'What the prompt cache saves by model, and what it could save',
  tag,
  needs,
  query: InsightQuery,
  answer: CacheAnswer,
  handler: async ({ query, actor, env, c }) => {
    const asking = await openRange(c, env, actor, query)
    if (isFailure(asking)) return asking
    const { source, filter, range, name } = asking
    const { rows, models, ...said } = await readCache(source, range, filter)
    return {
      ...said,
      range,
      basis: 'estimate' as const,
      freshness: await readFresh(source, range, filter, rows),
      models: models.map((model) => ({
        ...model,
        label: name({ by: 'model', value: model.model, vendor: model.vendor }).label,
      })),
    }
  },
})

const splits = tenantRoute({
  method: 'get',
  path: '/api/insights/splits',
  summary: 'Tokens and cost by tier, context window, kind of token, speed and region',
  tag,
  needs,
  query: InsightQuery,
  answer: SplitsAnswer,
  handler: async ({ query, actor, env, c }) => {
    const asking = await openRange(c, env, actor, query)
    if (isFailure(asking)) return asking
    const { source, filter, range } = asking
    const { rows, splits: found, ...said } = await readSplits(source, range, filter)
    const whole = Number(said.totals.nano)
    const days = { from: range.from, to: range.to }
    return {
      ...said,
      range,
      basis: 'estimate' as const,
      freshness: await readFresh(source, range, filter, rows),
      splits: found.map(({ by, parts }) => ({
        by,
        parts: parts.map(({ vendor, value, tokens, nano, rows_without_price }) => ({
          vendor,
          value,
          label: value === '' ? 'Not stated' : value,
          tokens: String(tokens),
          nano: String(nano),
          rows_without_price,
          share: whole === 0 ? 0 : Number(nano) / whole,
          drill: { usage: by === 'token_type' ? null : { ...days, vendor, [by]: value }, costs: null },
        })),
      })),
    }
  },
})

const prices = tenantRoute({
  method: 'get',
  path: '/api/insights/prices',
  summary: 'Prices that changed, on the organization’s own tokens',
  tag,
  needs,
  query: InsightQuery,
  answer: PricesAnswer,
  handler: async ({ query, actor, env, c }) => {
    const asking = await openRange(c, env, actor, query)
    if (isFailure(asking)) return asking
    const { source, filter, range, name } = asking
    const { rows, changes, effect } = await readPrices(source, range, filter)
    return {
      range,
      basis: 'estimate' as const,
      freshness: await readFresh(source, range, filter, rows),
      effect,
      changes: changes.map(({ scope, effect: worth, ...change }) => ({
        ...change,
        vendor: scope.vendor ?? 'tallystick',
        model: scope.value,
        label: name(scope).label,
        source: 'list' as const,
        effect: String(worth),
        drill: {
          usage: usageDrill(scope, { from: change.date, to: range.to }),
          costs: costsDrill(scope, { from: change.date, to: range.to }),
        },
      })),
    }
  },
})

const reconciliation = tenantRoute({
  method: 'get',
  path: '/api/insights/reconciliation',
  summary: 'Billed against estimate, with the parts of the difference that have names',
  tag,
  needs,
  query: InsightQuery,
  answer: ReconciliationAnswer,
  handler: async ({ query, actor, env, c }) => {
    const asking = await openRange(c, env, actor, query)
    if (isFailure(asking)) return asking
    const { source, filter, range } = asking
    const { rows, ...said } = await readReconciliation(source, range, filter)
    return { ...said, range, freshness: await readFresh(source, range, filter, rows, 'billed') }
  },
})

export const insightPanelRoutes: readonly Route[] = [cache, splits, prices, reconciliation]
