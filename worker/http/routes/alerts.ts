// Alerts: the history with its deliveries, who has seen what, and whether unusual days raise any.
import type { TenantActor } from '../../access/actor.ts'
import { acknowledgeAlert, explainAlert } from '../../alerts/acknowledge.ts'
import { vaultOf } from '../../alerts/channels.ts'
import { changeWatch } from '../../budgets/settings.ts'
import { type AlertPosition, countOpen, findAlert, listAlerts } from '../../db/tenant/alerts.ts'
import { findWatch } from '../../db/tenant/watch.ts'
import { homeOf } from '../../region.ts'
import { readAlertChannels } from '../../vault/alert-channels.ts'
import type { Outside } from '../context.ts'
import { type Route, tenantRoute } from '../define.ts'
import { type Failure, failure, isFailure } from '../errors.ts'
import { idParams } from '../fields.ts'
import { cursorOf, readPosition } from '../reading.ts'
import { AlertList, AlertQuery, AlertView, ExplainBody, Watch } from '../schemas/alerts.ts'
import { viewAlerts } from './alert-views.ts'

const tag = 'Alerts'

const changing = (env: Env, outside: Outside, { tenant, user }: TenantActor) => ({
  env,
  tenant,
  user,
  recordAct: outside.recordAct,
  now: new Date(),
})

async function view(env: Env, actor: TenantActor, id: string): Promise<AlertView | Failure> {
  const row = await findAlert(homeOf(env, actor.tenant.region).db, actor.tenant.id, id)
  const [found] = row === undefined ? [] : await viewAlerts(env, actor, [row])
  return found ?? failure('not_found')
}

async function readWatch(env: Env, { tenant }: TenantActor): Promise<Watch> {
  const row = await findWatch(homeOf(env, tenant.region).db, tenant.id)
  // Written by changeWatch and nobody else.
  const channels = row === undefined ? [] : (JSON.parse(row.anomalyChannels) as string[])
  return { anomalies: row?.anomalies === 1, channels }
}

const watch = tenantRoute({
  method: 'get',
  path: '/api/alerts/watch',
  needs: 'read:insights',
  summary: 'Whether unusual days raise alerts, and which channels those go to',
  tag,
  answer: Watch,
  handler: ({ env, actor }) => readWatch(env, actor),
})

const setWatch = tenantRoute({
  method: 'put',
  path: '/api/alerts/watch',
  needs: 'write:budgets',
  summary: 'Let unusual days raise alerts, or not; only days of the last week do',
  tag,
  body: Watch,
  answer: Watch,
  async handler({ env, outside, actor, body }) {
    const { channels } = await readAlertChannels(vaultOf({ env, tenant: actor.tenant }))
    if (!body.channels.every((id) => channels.some((one) => one.id === id))) {
      const details = [{ path: 'body.channels', problem: 'names a channel that is not here' }]
      return failure('invalid_request', { details })
    }
    await changeWatch(changing(env, outside, actor), body)
    return readWatch(env, actor)
  },
})

const list = tenantRoute({
  method: 'get',
  path: '/api/alerts',
  needs: 'read:insights',
  summary: 'Alerts with their deliveries, newest first',
  tag,
  query: AlertQuery,
  answer: AlertList,
  async handler({ env, actor, query }) {
    const after = readPosition<AlertPosition>(query.cursor, ['string', 'string'])
    if (isFailure(after)) return after
    const { db } = homeOf(env, actor.tenant.region)
    const { state, source, limit } = query
    const [rows, open] = await Promise.all([
      listAlerts(db, actor.tenant.id, { state, source }, after, limit + 1),
      countOpen(db, actor.tenant.id),
    ])
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const next = rows.length > limit && last !== undefined ? [last.at, last.id] : null
    return { alerts: await viewAlerts(env, actor, page), next_cursor: cursorOf(next), open }
  },
})

const read = tenantRoute({
  method: 'get',
  path: '/api/alerts/{id}',
  needs: 'read:insights',
  summary: 'One alert with its deliveries; tests too',
  tag,
  params: idParams,
  answer: AlertView,
  handler: ({ env, actor, params }) => view(env, actor, params.id),
})

const acknowledge = tenantRoute({
  method: 'post',
  path: '/api/alerts/{id}/acknowledge',
  needs: 'write:budgets',
  summary: 'Say that somebody has seen it; PagerDuty is told where the alert went there',
  tag,
  params: idParams,
  answer: AlertView,
  async handler({ env, outside, actor, params }) {
    const done = await acknowledgeAlert(changing(env, outside, actor), params.id)
    return done ? view(env, actor, params.id) : failure('not_found')
  },
})

const explain = tenantRoute({
  method: 'post',
  path: '/api/alerts/{id}/explain',
  needs: 'write:budgets',
  summary: 'Say what it turned out to be; the last word counts, and who says it has seen the alert',
  tag,
  params: idParams,
  body: ExplainBody,
  answer: AlertView,
  async handler({ env, outside, actor, params, body }) {
    const done = await explainAlert(changing(env, outside, actor), params.id, body.explanation)
    return done ? view(env, actor, params.id) : failure('not_found')
  },
})

export const alertRoutes: readonly Route[] = [watch, setWatch, list, read, acknowledge, explain]
