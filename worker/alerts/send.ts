// One try of one delivery: taken, opened, sent, and its outcome kept. What comes twice is taken once.
import { controlDatabase } from '../db/control/database.ts'
import { selectTenant } from '../db/control/tenants.ts'
import { type AlertDeliveryRow, endAlertTry, takeAlertDelivery } from '../db/tenant/alert-deliveries.ts'
import { findAlert } from '../db/tenant/alerts.ts'
import { findBudget } from '../db/tenant/budgets.ts'
import type { TenantId } from '../ids.ts'
import type { SendMail } from '../mail/send.ts'
import { type Home, homeOf, rootKeys } from '../region.ts'
import { type AlertChannel, readAlertChannels } from '../vault/alert-channels.ts'
import { openVault, type Vault } from '../vault/keys.ts'
import { switchOff } from './channels.ts'
import type { AcknowledgeMessage, SendAlertMessage } from './message.ts'
import { type Outcome, postAcknowledge, postAlert } from './post.ts'
import { delayAfter } from './retries.ts'
import { tellAdmins } from './tell.ts'
import { type AlertText, alertText } from './text.ts'
import { isFinal, isNews } from './words.ts'

/** `random`: from 0 up to 1, for the jitter of retries. */
export type SendPorts = { sendMail: SendMail; now: Date; random: () => number }
type Trying = { env: Env; home: Home; tenant: TenantId; vault: Vault; ports: SendPorts }

function trying(env: Env, { region, tenant }: Pick<SendAlertMessage, 'region' | 'tenant'>, ports: SendPorts): Trying {
  const home = homeOf(env, region)
  return { env, home, tenant, vault: openVault({ bucket: home.vault, roots: rootKeys(env), tenant }), ports }
}

const channelOf = async (vault: Vault, id: string): Promise<AlertChannel | undefined> =>
  (await readAlertChannels(vault)).channels.find((one) => one.id === id)

/** Sends one alert to one channel, once. Ends in a row that says what came of it, and a message for the next try where there is one. */
export async function sendAlert(env: Env, message: SendAlertMessage, ports: SendPorts): Promise<void> {
  const on = trying(env, message, ports)
  const { home, tenant, vault } = on
  const taken = await takeAlertDelivery(home.db, message, message.attempt, ports.now.toISOString())
  if (taken === undefined) return
  const { outcome, channel, test } = await tryOnce(on, message)
  const failed = outcome?.failed
  const over = failed === undefined || test || isFinal(failed, taken.kind)
  const delay = over ? undefined : delayAfter(taken.attempts, outcome?.retryAfter, ports.random)
  await keepOutcome(on, message, taken, outcome, delay)
  if (failed === 'gone') await switchOff(vault, message.channel, ports.now)
  if (failed !== undefined && delay === undefined && !test && isNews(failed) && channel !== undefined)
    await tellAdmins(env, tenant, { kind: channel.target.kind, name: channel.name, code: failed }, ports.sendMail)
}

async function keepOutcome(
  { env, home, ports: { now } }: Trying,
  message: SendAlertMessage,
  { attempts }: AlertDeliveryRow,
  outcome: Outcome,
  delay: number | undefined,
): Promise<void> {
  const at = now.toISOString()
  const code = outcome?.failed ?? null
  if (delay === undefined) {
    const state = code === null ? 'sent' : 'failed'
    await endAlertTry(home.db, message, attempts, { state, code, dueAt: at, endedAt: at })
    return
  }
  const dueAt = new Date(now.getTime() + delay * 1000).toISOString()
  const kept = await endAlertTry(home.db, message, attempts, { state: 'retrying', code, dueAt, endedAt: null })
  if (kept) await env.JOBS.send({ ...message, attempt: attempts }, { delaySeconds: delay })
}

type Tried = { outcome: Outcome; channel?: AlertChannel; test: boolean }

/** Whatever breaks on our side is a failed try like any other. */
async function tryOnce(on: Trying, { alert, channel: id }: SendAlertMessage): Promise<Tried> {
  const { env, tenant, vault, ports } = on
  try {
    const said = await textOf(on, alert)
    if (said === undefined) return { outcome: { failed: 'removed' }, test: false }
    const test = said.type === 'alert.test'
    const channel = await channelOf(vault, id)
    if (channel === undefined) return { outcome: { failed: 'removed' }, test }
    if (channel.off !== null && !test) return { outcome: { failed: 'off' }, channel, test }
    return { outcome: await postAlert(env, channel.target, said, ports.sendMail, ports.now), channel, test }
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ event: 'alert_try_failed', tenant, alert, error: name }))
    return { outcome: { failed: 'ours' }, test: false }
  }
}

async function textOf({ env, home, tenant }: Trying, id: string): Promise<AlertText | undefined> {
  const row = await findAlert(home.db, tenant, id)
  if (row === undefined) return undefined
  const [named, budget] = await Promise.all([
    selectTenant(controlDatabase(env), tenant),
    findBudget(home.db, tenant, row.source),
  ])
  const organization = named?.name ?? 'your organization'
  return alertText(row, { appUrl: env.APP_URL, organization, budget: budget?.name })
}

/** Tells PagerDuty that the alert was seen here. Throws where another try can help, so that the queue brings it again. */
export async function sendAcknowledge(env: Env, message: AcknowledgeMessage, ports: SendPorts): Promise<void> {
  const { vault } = trying(env, message, ports)
  const target = (await channelOf(vault, message.channel))?.target
  if (target?.kind !== 'pagerduty') return
  const outcome = await postAcknowledge(env, target.routingKey, message.alert, ports.now)
  if (outcome !== null && !isFinal(outcome.failed, target.kind)) throw new Error('not acknowledged')
}
