// GET /api/insights/forecast and findings, and the word that explains a finding.
import { explainAlert } from '../../alerts/acknowledge.ts'
import { raiseAlerts } from '../../alerts/raise.ts'
import { listBudgets } from '../../db/tenant/budgets.ts'
import { saidOfFindings } from '../../db/tenant/insight-evidence.ts'
import { addDays } from '../../db/tenant/range.ts'
import { readFindings, unusualDay } from '../../figures/findings.ts'
import { type BudgetLine, readForecast } from '../../figures/forecast.ts'
import { readFresh } from '../../figures/fresh.ts'
import { monthOf } from '../../figures/month.ts'
import { type Scope, TENANT_SCOPE } from '../../figures/scopes.ts'
import { rangeOf } from '../../figures/tables.ts'
import { tellFinding } from '../../figures/tell.ts'
import type { TenantId } from '../../ids.ts'
import { homeOf, rootKeys } from '../../region.ts'
import { recordNow } from '../../tenant/acts.ts'
import { openVault } from '../../vault/keys.ts'
import { type Route, tenantRoute } from '../define.ts'
import { failure, isFailure } from '../errors.ts'
import { openInsights, openRange } from '../insights.ts'
import {
  ExplainAnswer,
  ExplainBody,
  FindingsAnswer,
  ForecastAnswer,
  ForecastQuery,
  InsightQuery,
} from '../schemas/insights.ts'

const tag = 'Insights'
/** Days before today whose findings a forecast leaves out. */
const LEFT_OUT = 90

type ForecastAsked = { by: Scope['by']; value?: string | undefined; vendor?: 'anthropic' | 'openai' | undefined }

/** A person is named by any subject; null where the question names nothing. */
function scopeOf({ by, value, vendor }: ForecastAsked, personOf: (subject: string) => string): Scope | null {
  if (by === 'tenant') return TENANT_SCOPE
  if (by === 'vendor') {
    const name = value ?? vendor
    return name === 'anthropic' || name === 'openai' ? { by, value: name, vendor: name } : null
  }
  if (value === undefined) return null
  if (by === 'person') return { by, value: personOf(value), vendor: null }
  // The default workspace is '' in the rows of a vendor and `default` in every filter.
  return {
    by,
    value: by === 'workspace' && value === 'default' ? '' : value,
    vendor: by === 'team' ? null : (vendor ?? null),
  }
}

async function budgetOf(db: D1Database, tenant: TenantId, scope: Scope): Promise<BudgetLine | null> {
  const rows = (await listBudgets(db, tenant)).filter(({ period, paused }) => period === 'month' && paused === 0)
  const own = rows.find(
    (row) =>
      row.scope === scope.by &&
      (row.value ?? '') === (scope.by === 'vendor' ? '' : scope.value) &&
      (row.vendor ?? null) === scope.vendor,
  )
  return own === undefined ? null : { id: own.id, name: own.name, amount: own.amount }
}

const forecast = tenantRoute({
  method: 'get',
  path: '/api/insights/forecast',
  summary: 'Where the month will end, with the range in which 8 of 10 such months end',
  tag,
  needs: 'read:insights',
  query: ForecastQuery,
  answer: ForecastAnswer,
  handler: async ({ query, actor, env, c }) => {
    const people = actor.permissions.has('read:people')
    if (query.by === 'person' && !people) return failure('forbidden', { details: { needs: ['read:people'] } })
    const { source, filter, name } = await openInsights(c, env, actor, query)
    const stitched = query.by === 'person' ? await source.stitched() : null
    const scope = scopeOf(query, (subject) => stitched?.personOf(subject) ?? subject)
    if (scope === null || scope.by === 'team') {
      const problem =
        scope === null ? 'must be given for this kind of scope' : 'has no forecast: its costs are split once a month'
      return failure('invalid_request', { details: [{ path: scope === null ? 'query.value' : 'query.by', problem }] })
    }
    const month = monthOf(source.today)
    const lately = rangeOf(addDays(source.today, -LEFT_OUT), source.today)
    const { db } = homeOf(env, actor.tenant.region)
    const [{ found }, budget] = await Promise.all([
      readFindings(source, lately, filter),
      budgetOf(db, source.tenant, scope),
    ])
    const { rows, scopes, ...said } = await readForecast(
      source,
      { scope, filter, basis: query.basis, people },
      found,
      budget,
    )
    return {
      ...said,
      freshness: await readFresh(source, rangeOf(month.from, source.today), filter, rows, said.basis),
      scope: name(scope),
      scopes: scopes.map(({ scope: part, ...end }) => ({ ...name(part), ...end })),
    }
  },
})

const findings = tenantRoute({
  method: 'get',
  path: '/api/insights/findings',
  summary: 'Days that were unusual, each with its cause and the records behind it',
  tag,
  needs: 'read:insights',
  query: InsightQuery,
  answer: FindingsAnswer,
  handler: async ({ query, actor, env, c }) => {
    const asking = await openRange(c, env, actor, query)
    if (isFailure(asking)) return asking
    const { source, filter, range, naming } = asking
    const [read, said] = await Promise.all([
      readFindings(source, range, filter),
      saidOfFindings(source.db, source.tenant),
    ])
    const { tables } = read
    const told =
      tables === null
        ? []
        : await Promise.all(
            read.found.map((one) => tellFinding(source, filter, tables, one, said.get(one.key), naming)),
          )
    const rows = tables === null ? 0 : tables.total.rows
    return {
      range,
      freshness: await readFresh(source, range, filter, rows),
      findings: told,
      open: told.filter(({ state }) => state === 'open').length,
      looked_at: { series: read.series, history_days: read.history },
      missing: read.missing,
    }
  },
})

/** Days back to which a finding may be explained. */
const EXPLAINABLE = 400

const explain = tenantRoute({
  method: 'post',
  path: '/api/insights/findings/explain',
  summary: 'Says what an unusual day was',
  tag,
  needs: 'write:budgets',
  body: ExplainBody,
  answer: ExplainAnswer,
  handler: async ({ body, actor, env, outside, c }) => {
    const { source } = await openInsights(c, env, actor, {})
    const home = homeOf(env, actor.tenant.region)
    const vault = openVault({ bucket: home.vault, roots: rootKeys(env), tenant: source.tenant })
    const now = new Date()
    if (!(await saidOfFindings(source.db, source.tenant)).has(body.key)) {
      const found = await findByKey(source, body.key)
      if (found === undefined) return failure('not_found')
      // Nobody was told of it; what is said of it stands on an alert that goes to no channel.
      const { key, ...facts } = unusualDay(found)
      await raiseAlerts(
        {
          env,
          home,
          tenant: source.tenant,
          channels: [],
          record: (act) => recordNow(home, vault, act),
          now,
        },
        [
          {
            source: 'anomaly',
            kind: 'anomaly',
            period: facts.date,
            level: key,
            facts: { of: 'anomaly', finding: key, ...facts, channels: [] },
          },
        ],
      )
    }
    const alert = (await saidOfFindings(source.db, source.tenant)).get(body.key)
    if (alert === undefined) return failure('not_found')
    const changing = { env, tenant: actor.tenant, user: actor.user, recordAct: outside.recordAct, now }
    await explainAlert(changing, alert.id, body.as)
    return { key: body.key, state: 'explained' as const, alert: alert.id }
  },
})

/** A key ends with the day it was noticed on, so few days need to be looked at. */
async function findByKey(source: Parameters<typeof readFindings>[0], key: string) {
  const day = key.slice(-10)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || day > source.today || day < addDays(source.today, -EXPLAINABLE))
    return undefined
  const { found } = await readFindings(source, rangeOf(addDays(day, -7), source.today))
  return found.find((one) => one.key === key)
}

export const insightRoutes: readonly Route[] = [forecast, findings, explain]
