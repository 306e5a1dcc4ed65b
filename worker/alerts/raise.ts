// From figures that call for an alert to the alert: row, record, deliveries, in this order, so that whichever step dies the next look ends it.
import { newId } from '../access/ids.ts'
import { type AlertDeliveryRow, addAlertDeliveries } from '../db/tenant/alert-deliveries.ts'
import { type AlertRow, addAlerts, finishAlert, unfinishedAlerts } from '../db/tenant/alerts.ts'
import type { TenantId } from '../ids.ts'
import type { Home } from '../region.ts'
import type { Act } from '../tenant/acts.ts'
import type { AlertChannel } from '../vault/alert-channels.ts'
import { type AlertFacts, factsOf, recordedFacts } from './facts.ts'
import type { SendAlertMessage } from './message.ts'

export const ALERT_STREAM = { kind: 'alert', stream: 'tallystick.alerts' } as const

/** `level`: percent of a threshold, 100 for a forecast, key of a finding. One alert for each source, period, kind and level. */
export type Raising = {
  readonly source: string
  readonly kind: 'threshold' | 'forecast' | 'anomaly'
  readonly period: string
  readonly level: string
  readonly facts: AlertFacts
}

/** `record` returns where the act stands once it is durable; the same id twice is one record. */
export type Raiser = {
  readonly env: Env
  readonly home: Home
  readonly tenant: TenantId
  readonly channels: readonly AlertChannel[]
  readonly record: (act: Act) => Promise<number>
  readonly now: Date
}

/** Unfinished alerts looked at in one go. */
const PAGE = 50

/** Raises what was not raised before, and ends what died on its way. Safe to repeat, and to run beside itself. Returns how many are new. */
export async function raiseAlerts(raiser: Raiser, raisings: readonly Raising[]): Promise<number> {
  const { home, tenant, now } = raiser
  const rows = raisings.map(({ facts, ...raising }, index): AlertRow => {
    // A millisecond apart, so that lists keep the order in which they were crossed.
    const at = new Date(now.getTime() + index).toISOString()
    const nothing = { seq: null, acknowledgedBy: null, acknowledgedAt: null, explained: null }
    return { tenant, id: newId('alr'), ...raising, at, facts: JSON.stringify(facts), ...nothing }
  })
  const added = rows.length === 0 ? [] : await addAlerts(home.db, rows)
  for (;;) {
    const unfinished = await unfinishedAlerts(home.db, tenant, PAGE)
    for (const row of unfinished) await finish(raiser, row)
    if (unfinished.length < PAGE) return added.length
  }
}

async function finish(raiser: Raiser, row: AlertRow): Promise<void> {
  const { home, tenant, record } = raiser
  const { kind, source, period, level } = row
  const facts = factsOf(row)
  // The ledger knows of everything that leaves.
  const data = { action: 'raised', alert: row.id, reason: kind, source, period, level, ...recordedFacts(facts) }
  const seq = await record({ ...ALERT_STREAM, id: row.id, occurredAt: new Date(row.at), data })
  await startDeliveries(raiser, row, facts.channels)
  await finishAlert(home.db, tenant, row.id, seq)
}

type Starting = Pick<Raiser, 'env' | 'home' | 'tenant' | 'channels'>

/** Rows first, then their messages, so that the tick finds what lost its message. Channels that are gone get none. */
export async function startDeliveries(
  { env, home, tenant, channels }: Starting,
  alert: Pick<AlertRow, 'id' | 'at'>,
  to: readonly string[],
): Promise<number> {
  const rows = channels
    .filter(({ id }) => to.includes(id))
    .map(({ id, target }): AlertDeliveryRow => {
      const begun = { state: 'waiting', code: null, attempts: 0, at: alert.at, dueAt: alert.at, endedAt: null }
      return { tenant, alert: alert.id, channel: id, kind: target.kind, ...begun }
    })
  await addAlertDeliveries(home.db, rows)
  for (const { channel } of rows) {
    const message: SendAlertMessage = {
      v: 1,
      job: 'alert.send',
      region: home.region,
      tenant,
      alert: alert.id,
      channel,
      attempt: 0,
    }
    await env.JOBS.send(message)
  }
  return rows.length
}
