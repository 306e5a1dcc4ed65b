// A test alert to one channel: tried once, also where the channel is switched off, and a record like any other.
import { deliverActs, newAct } from '../access/acts.ts'
import { newId } from '../access/ids.ts'
import { insertAct } from '../db/control/acts.ts'
import { controlDatabase } from '../db/control/database.ts'
import { addAlerts, countTestAlerts } from '../db/tenant/alerts.ts'
import { homeOf } from '../region.ts'
import { readAlertChannels } from '../vault/alert-channels.ts'
import { type Changing, vaultOf } from './channels.ts'
import type { AlertFacts } from './facts.ts'
import { ALERT_STREAM, startDeliveries } from './raise.ts'

/** Tests an hour: each reaches whomever somebody typed. */
const MOST_TESTS = 12
const HOUR_MS = 3_600_000

export type Tested = { ok: true; alert: string } | { ok: false; code: 'not_found' | 'too_many' }

/** Its outcome stands in the alert's deliveries a moment later. */
export async function testChannel(changing: Changing, channel: string): Promise<Tested> {
  const { env, tenant, user, recordAct, now } = changing
  const home = homeOf(env, tenant.region)
  const { channels } = await readAlertChannels(vaultOf(changing))
  const target = channels.find(({ id }) => id === channel)?.target
  if (target === undefined) return { ok: false, code: 'not_found' }
  const since = new Date(now.getTime() - HOUR_MS).toISOString()
  if ((await countTestAlerts(home.db, tenant.id, since)) >= MOST_TESTS) return { ok: false, code: 'too_many' }
  const [id, at] = [newId('alr'), now.toISOString()]
  const facts: AlertFacts = { of: 'test', channels: [channel] }
  const data = { action: 'tested', alert: id, channel, kind: target.kind }
  const act = newAct(tenant.id, user, { ...ALERT_STREAM, data }, now, id)
  await insertAct(controlDatabase(env), act, now)
  const says = { source: 'test', kind: 'test', period: at.slice(0, 10), level: id, facts: JSON.stringify(facts) }
  const seen = { seq: null, acknowledgedBy: null, acknowledgedAt: null, explained: null }
  await addAlerts(home.db, [{ tenant: tenant.id, id, at, ...says, ...seen }])
  await startDeliveries({ env, home, tenant: tenant.id, channels }, { id, at }, [channel])
  await deliverActs(env, recordAct, [act.id])
  return { ok: true, alert: id }
}
