// Alerts and channels as the API shows them: words made from figures, names of who acknowledged, and addresses cut for those who only read.
import type { TenantActor } from '../../access/actor.ts'
import { vaultOf } from '../../alerts/channels.ts'
import { factsOf } from '../../alerts/facts.ts'
import { CHANNEL_KINDS, EXPLANATIONS } from '../../alerts/kinds.ts'
import { alertText } from '../../alerts/text.ts'
import { failureWords } from '../../alerts/words.ts'
import { controlDatabase } from '../../db/control/database.ts'
import { selectUsers } from '../../db/control/exports.ts'
import { type AlertDeliveryRow, deliveriesOf } from '../../db/tenant/alert-deliveries.ts'
import type { AlertRow } from '../../db/tenant/alerts.ts'
import { budgetNames } from '../../db/tenant/budgets.ts'
import { homeOf } from '../../region.ts'
import { type AlertChannel, readAlertChannels } from '../../vault/alert-channels.ts'
import { AlertDelivery, type AlertView, type ChannelView } from '../schemas/alerts.ts'

/** Views of these alerts, in their order. */
export async function viewAlerts(env: Env, actor: TenantActor, rows: readonly AlertRow[]): Promise<AlertView[]> {
  const { id: tenant, region, name: organization } = actor.tenant
  const { db } = homeOf(env, region)
  const [users, names, deliveries, { channels }] = await Promise.all([
    selectUsers(controlDatabase(env), [...new Set(rows.flatMap(({ acknowledgedBy }) => acknowledgedBy ?? []))]),
    budgetNames(db, tenant),
    deliveriesOf(
      db,
      tenant,
      rows.map(({ id }) => id),
    ),
    readAlertChannels(vaultOf({ env, tenant: actor.tenant })),
  ])
  return rows.map((row): AlertView => {
    const facts = factsOf(row)
    const budget = names.get(row.source)
    const said = alertText(row, { appUrl: env.APP_URL, organization, budget })
    const by = row.acknowledgedBy === null ? undefined : users.get(row.acknowledgedBy)
    return {
      id: row.id,
      source: facts.of,
      budget: facts.of === 'budget' ? { id: row.source, name: budget ?? 'A budget' } : null,
      kind: facts.of === 'budget' ? (row.kind === 'forecast' ? 'forecast' : 'threshold') : facts.of,
      level: row.kind === 'threshold' ? Number(row.level) : null,
      severity: said.severity,
      headline: said.headline,
      details: [...said.sentences],
      period: row.period,
      amount: facts.of === 'budget' ? facts.amount : facts.of === 'anomaly' ? facts.expected : null,
      spent: facts.of === 'budget' ? facts.spent : facts.of === 'anomaly' ? facts.actual : null,
      at: row.at,
      seq: row.seq,
      acknowledged:
        row.acknowledgedAt === null || row.acknowledgedBy === null
          ? null
          : {
              at: row.acknowledgedAt,
              by: { id: row.acknowledgedBy, name: by?.name || null, email: by?.email ?? null },
            },
      explained: EXPLANATIONS.find((one) => one === row.explained) ?? null,
      deliveries: deliveries.filter(({ alert }) => alert === row.id).map((one) => viewDelivery(one, channels)),
    }
  })
}

function viewDelivery(row: AlertDeliveryRow, channels: readonly AlertChannel[]): AlertDelivery {
  const { channel, attempts, at, code, dueAt, endedAt } = row
  const state = AlertDelivery.shape.state.parse(row.state)
  return {
    channel,
    kind: CHANNEL_KINDS.find((one) => one === row.kind) ?? 'webhook',
    name: channels.find(({ id }) => id === channel)?.name ?? null,
    state,
    why: whyOf(row),
    attempts,
    at,
    next_at: state === 'retrying' || (state === 'waiting' && code === null) ? dueAt : null,
    ended_at: endedAt,
  }
}

const whyOf = ({ state, code }: Pick<AlertDeliveryRow, 'state' | 'code'>): string | null =>
  state === 'sent' || code === null ? null : failureWords(code)

/** `whole`: for those who may change budgets. A Slack URL and a routing key are secrets whole: of them nobody sees more than the host. */
export function viewChannel(channel: AlertChannel, last: AlertDeliveryRow | undefined, whole: boolean): ChannelView {
  const { id, name, since, off, target } = channel
  const old = target.kind === 'webhook' ? (target.secrets[1]?.until ?? null) : null
  return {
    id,
    kind: target.kind,
    name,
    to: target.kind === 'pagerduty' ? null : shown(target, whole),
    since,
    off,
    old_secret_until: old !== null && old > new Date().toISOString() ? old : null,
    last: last === undefined ? null : lastOf(last),
  }
}

const lastOf = (row: AlertDeliveryRow): ChannelView['last'] => ({
  alert: row.alert,
  state: AlertDelivery.shape.state.parse(row.state),
  at: row.endedAt ?? row.at,
  why: whyOf(row),
})

function shown(target: Exclude<AlertChannel['target'], { kind: 'pagerduty' }>, whole: boolean): string {
  const text = target.kind === 'mail' ? target.address : new URL(target.url).host
  return whole ? text : `${text.slice(0, 1)}…`
}
