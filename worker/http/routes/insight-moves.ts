// GET /api/insights/mix, movement, attribution: which models took over, why more than before, who spends it.
import { attributedBasis, readAttribution, teamLines } from '../../figures/attribution.ts'
import { readFresh } from '../../figures/fresh.ts'
import { readMix } from '../../figures/mix.ts'
import { comparedTo, readMovement } from '../../figures/movement.ts'
import { costsDrill, usageDrill } from '../../figures/scopes.ts'
import { type Route, tenantRoute } from '../define.ts'
import { failure, isFailure } from '../errors.ts'
import { openRange } from '../insights.ts'
import {
  AttributionAnswer,
  AttributionQuery,
  BasedQuery,
  MixAnswer,
  MovementAnswer,
  MovementQuery,
} from '../schemas/insights.ts'

const tag = 'Insights'
const needs = 'read:insights'

const mix = tenantRoute({
  method: 'get',
  path: '/api/insights/mix',
  summary: 'Shares of cost by model over time, and what moved between the vendors',
  tag,
  needs,
  query: BasedQuery,
  answer: MixAnswer,
  handler: async ({ query, actor, env, c }) => {
    const asking = await openRange(c, env, actor, query)
    if (isFailure(asking)) return asking
    const { source, filter, range, name } = asking
    const { rows, models, shift, ...said } = await readMix(source, range, filter, query.basis)
    return {
      ...said,
      range,
      basis: query.basis,
      freshness: await readFresh(source, range, filter, rows, query.basis),
      models: models
        .sort((a, b) => b.last - a.last || (a.nano < b.nano ? 1 : -1))
        .map(({ scope, nano, ...model }) => {
          const { label } = name(scope)
          return { ...model, vendor: scope.vendor ?? 'tallystick', model: scope.value, label, nano: String(nano) }
        }),
      shift: shift && {
        from: vendorName(shift.from),
        to: vendorName(shift.to),
        points: shift.points,
        most: shift.most && { ...name(shift.most.scope), share: shift.most.share },
        fell: shift.lost,
        rose: shift.won,
      },
    }
  },
})

const vendorName = (vendor: string): 'anthropic' | 'openai' => (vendor === 'openai' ? 'openai' : 'anthropic')

const movement = tenantRoute({
  method: 'get',
  path: '/api/insights/movement',
  summary: 'Why a range cost more or less than another, in steps that add up exactly',
  tag,
  needs,
  query: MovementQuery,
  answer: MovementAnswer,
  handler: async ({ query, actor, env, c }) => {
    const asking = await openRange(c, env, actor, query)
    if (isFailure(asking)) return asking
    const { source, filter, range, name } = asking
    const { rows, steps, previous, ...said } = await readMovement(source, range, filter, query.versus)
    return {
      ...said,
      range,
      previous,
      versus: query.versus,
      basis: 'allocated' as const,
      freshness: await readFresh(source, range, filter, rows),
      steps: steps.map(({ incident, price, ...step }) => ({
        ...step,
        name: incident === null ? step.name : name(incident.culprit ?? incident.scope).label,
        facts: incident === null ? step.facts : { date: incident.date },
        finding: incident?.key ?? price,
      })),
    }
  },
})

const attribution = tenantRoute({
  method: 'get',
  path: '/api/insights/attribution',
  summary: 'Who spends how much, their share and how it changed',
  tag,
  needs,
  query: AttributionQuery,
  answer: AttributionAnswer,
  handler: async ({ query, actor, env, c }) => {
    const { by, basis, versus } = query
    if (by === 'person' && !actor.permissions.has('read:people')) {
      return failure('forbidden', { details: { needs: ['read:people'] } })
    }
    const asking = await openRange(c, env, actor, query)
    if (isFailure(asking)) return asking
    const { source, filter, range, name } = asking
    const ask = { range, previous: comparedTo(range, versus), filter, by, basis }
    const { records, rows, ...said } = await readAttribution(source, ask, teamLines(env, actor.tenant.region, source))
    const told = attributedBasis(by, basis)
    return {
      ...said,
      range,
      previous: ask.previous,
      by,
      basis: told,
      freshness: await readFresh(source, range, filter, records, told === 'estimate' ? 'estimate' : 'billed'),
      rows: rows.map(({ scope, nano, ...row }) => ({
        ...name(scope),
        ...row,
        nano: String(nano),
        drill: { usage: usageDrill(scope, range), costs: costsDrill(scope, range) },
      })),
    }
  },
})

export const insightMoveRoutes: readonly Route[] = [mix, movement, attribution]
