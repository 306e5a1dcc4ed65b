// Somebody has seen an alert, or says what it turned out to be: a record, the row, and word to PagerDuty where the alert went there.
import { deliverActs, newAct } from '../access/acts.ts'
import { deleteAct, insertAct } from '../db/control/acts.ts'
import { controlDatabase } from '../db/control/database.ts'
import { deliveriesOf } from '../db/tenant/alert-deliveries.ts'
import { acknowledge, explain, findAlert } from '../db/tenant/alerts.ts'
import { homeOf } from '../region.ts'
import type { Changing } from './channels.ts'
import type { Explanation } from './kinds.ts'
import type { AcknowledgeMessage } from './message.ts'
import { ALERT_STREAM } from './raise.ts'

/** False where there is no such alert. Who comes second changes nothing: the first stands. */
export async function acknowledgeAlert(changing: Changing, id: string): Promise<boolean> {
  const { env, tenant, user, recordAct, now } = changing
  const { db } = homeOf(env, tenant.region)
  const row = await findAlert(db, tenant.id, id)
  if (row === undefined || row.source === 'test') return false
  if (row.acknowledgedAt !== null) return true
  const control = controlDatabase(env)
  const data = { action: 'acknowledged', alert: id }
  const act = newAct(tenant.id, user, { ...ALERT_STREAM, data }, now)
  await insertAct(control, act, now)
  if (!(await acknowledge(db, tenant.id, id, { by: user.id, at: now.toISOString() }))) {
    await deleteAct(control, act.id)
    return true
  }
  await tellPagerDuty(changing, id)
  await deliverActs(env, recordAct, [act.id])
  return true
}

/** What it turned out to be; the last word counts, and whoever says it has seen the alert. */
export async function explainAlert(changing: Changing, id: string, code: Explanation): Promise<boolean> {
  const { env, tenant, user, recordAct, now } = changing
  const { db } = homeOf(env, tenant.region)
  const row = await findAlert(db, tenant.id, id)
  if (row === undefined || row.source === 'test') return false
  if (row.explained === code) return true
  const act = newAct(tenant.id, user, { ...ALERT_STREAM, data: { action: 'explained', alert: id, code } }, now)
  await insertAct(controlDatabase(env), act, now)
  await explain(db, tenant.id, id, { code, by: user.id, at: now.toISOString() })
  if (row.acknowledgedAt === null) await tellPagerDuty(changing, id)
  await deliverActs(env, recordAct, [act.id])
  return true
}

async function tellPagerDuty({ env, tenant }: Changing, alert: string): Promise<void> {
  const { db, region } = homeOf(env, tenant.region)
  const sent = (await deliveriesOf(db, tenant.id, [alert])).filter(
    ({ kind, state }) => kind === 'pagerduty' && state === 'sent',
  )
  for (const { channel } of sent) {
    const message: AcknowledgeMessage = { v: 1, job: 'alert.acknowledge', region, tenant: tenant.id, alert, channel }
    await env.JOBS.send(message)
  }
}
