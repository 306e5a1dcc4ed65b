// The channels of a tenant as admins and finance change them: sealed together, each change a record, secrets written and never read.
import type { ActiveTenant } from '../access/actor.ts'
import { deliverActs, newAct } from '../access/acts.ts'
import { newId } from '../access/ids.ts'
import type { UserRow } from '../access/rows.ts'
import { deleteAct, insertAct } from '../db/control/acts.ts'
import { controlDatabase } from '../db/control/database.ts'
import type { JsonObject } from '../ledger/jcs.ts'
import { newWebhookSecret } from '../notify/secret.ts'
import { rotateSecret } from '../receipts/channels.ts'
import { homeOf, rootKeys } from '../region.ts'
import type { RecordAct } from '../tenant/acts.ts'
import { type AlertChannel, type AlertTarget, readAlertChannels, sealAlertChannels } from '../vault/alert-channels.ts'
import { openVault, type Vault } from '../vault/keys.ts'
import { ALERT_STREAM } from './raise.ts'

/** Several of each kind; more than so many would make one alert a flood. */
export const MOST_CHANNELS = 20

export type Changing = { env: Env; tenant: ActiveTenant; user: UserRow; recordAct: RecordAct; now: Date }
/** What a new channel needs, by kind; a webhook's secret is made here. */
export type TargetWish =
  | { kind: 'mail'; address: string }
  | { kind: 'slack'; url: string }
  | { kind: 'pagerduty'; routingKey: string }
  | { kind: 'webhook'; url: string }
/** What is left out stays. `target`: of the same kind. `on`: switches on again what was switched off. */
export type ChannelChange = { name?: string | undefined; target?: TargetWish | undefined; on?: true | undefined }

/** `secret`: of a webhook that was made or got a new one; this answer is the only place. */
export type Changed =
  | { ok: true; channel: AlertChannel; secret: string | null }
  | { ok: false; code: 'conflict' | 'not_found' | 'too_many' | 'other_kind' | 'no_secret' }

export const vaultOf = ({ env, tenant }: Pick<Changing, 'env' | 'tenant'>): Vault =>
  openVault({ bucket: homeOf(env, tenant.region).vault, roots: rootKeys(env), tenant: tenant.id })

export async function addChannel(changing: Changing, name: string, wish: TargetWish): Promise<Changed> {
  const { channels, etag } = await readAlertChannels(vaultOf(changing))
  if (channels.length >= MOST_CHANNELS) return { ok: false, code: 'too_many' }
  const { target, secret } = made(wish, changing.now)
  const since = changing.now.toISOString()
  const channel: AlertChannel = { id: newId('alc'), name, since, off: null, target }
  const data = { action: 'channel_added', channel: channel.id, kind: target.kind }
  const kept = await keep(changing, { next: [...channels, channel], etag, data, channel })
  return kept ? { ok: true, channel, secret } : { ok: false, code: 'conflict' }
}

/** Another address of a webhook keeps its secret, as the receiver that moved has it already. */
export async function changeChannel(changing: Changing, id: string, change: ChannelChange): Promise<Changed> {
  const { channels, etag } = await readAlertChannels(vaultOf(changing))
  const before = channels.find((one) => one.id === id)
  if (before === undefined) return { ok: false, code: 'not_found' }
  if (change.target !== undefined && change.target.kind !== before.target.kind) return { ok: false, code: 'other_kind' }
  const target = change.target === undefined ? before.target : moved(before.target, change.target, changing.now)
  const off = change.on === true || change.target !== undefined ? null : before.off
  const channel: AlertChannel = { ...before, name: change.name ?? before.name, off, target }
  const changed = [
    ...(channel.name === before.name ? [] : ['name']),
    ...(JSON.stringify(target) === JSON.stringify(before.target) ? [] : ['target']),
    ...(off === before.off ? [] : ['on']),
  ]
  if (changed.length === 0) return { ok: true, channel: before, secret: null }
  const data = { action: 'channel_changed', channel: id, kind: target.kind, changed }
  const next = channels.map((one) => (one.id === id ? channel : one))
  const kept = await keep(changing, { next, etag, data, channel })
  return kept ? { ok: true, channel, secret: null } : { ok: false, code: 'conflict' }
}

/** Gives a webhook a new secret; the one before is signed with for another day. */
export async function rotateChannel(changing: Changing, id: string): Promise<Changed> {
  const { channels, etag } = await readAlertChannels(vaultOf(changing))
  const before = channels.find((one) => one.id === id)
  if (before === undefined) return { ok: false, code: 'not_found' }
  if (before.target.kind !== 'webhook') return { ok: false, code: 'no_secret' }
  const { url, secrets } = before.target
  const rotated = rotateSecret({ id, url, secrets: [...secrets] }, changing.now)
  const channel: AlertChannel = { ...before, target: { kind: 'webhook', url, secrets: rotated.webhook.secrets } }
  const data = { action: 'channel_secret_rotated', channel: id, kind: 'webhook' }
  const next = channels.map((one) => (one.id === id ? channel : one))
  const kept = await keep(changing, { next, etag, data, channel: null })
  return kept ? { ok: true, channel, secret: rotated.secret } : { ok: false, code: 'conflict' }
}

/** What is on its way to it ends as removed. */
export async function removeChannel(changing: Changing, id: string): Promise<Changed> {
  const { channels, etag } = await readAlertChannels(vaultOf(changing))
  const channel = channels.find((one) => one.id === id)
  if (channel === undefined) return { ok: false, code: 'not_found' }
  const data = { action: 'channel_removed', channel: id, kind: channel.target.kind }
  const next = channels.filter((one) => one.id !== id)
  const kept = await keep(changing, { next, etag, data, channel: null })
  return kept ? { ok: true, channel, secret: null } : { ok: false, code: 'conflict' }
}

/** The other end wants no more: nothing is sent to it until somebody switches it on. Whoever changes channels meanwhile comes first. */
export async function switchOff(vault: Vault, id: string, now: Date): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const { channels, etag } = await readAlertChannels(vault)
    if (!channels.some((one) => one.id === id && one.off === null)) return
    const next = channels.map((one) => (one.id === id ? { ...one, off: now.toISOString() } : one))
    if (await sealAlertChannels(vault, next, etag)) return
  }
}

function made(wish: TargetWish, now: Date): { target: AlertTarget; secret: string | null } {
  if (wish.kind !== 'webhook') return { target: wish, secret: null }
  const secret = newWebhookSecret()
  return { target: { ...wish, secrets: [{ secret, since: now.toISOString(), until: null }] }, secret }
}

const moved = (before: AlertTarget, wish: TargetWish, now: Date): AlertTarget =>
  before.kind === 'webhook' && wish.kind === 'webhook' ? { ...before, url: wish.url } : made(wish, now).target

/** Names and addresses may tell of people; a Slack URL and a routing key are secrets whole and stand in no record. */
function fieldsOf({ name, target }: AlertChannel): Record<string, string> {
  return {
    channel_name: name,
    ...(target.kind === 'mail' && { channel_mail: target.address }),
    ...(target.kind === 'webhook' && { channel_url: target.url }),
  }
}

type Keeping = { next: readonly AlertChannel[]; etag: string | null; data: JsonObject; channel: AlertChannel | null }

/** The act waits first, so that no change takes effect without its record; who comes second takes it back. */
async function keep(changing: Changing, { next, etag, data, channel }: Keeping): Promise<boolean> {
  const { env, tenant, user, recordAct, now } = changing
  const control = controlDatabase(env)
  const fields = channel === null ? {} : fieldsOf(channel)
  const act = newAct(tenant.id, user, { ...ALERT_STREAM, data, fields }, now)
  await insertAct(control, act, now)
  if (!(await sealAlertChannels(vaultOf(changing), next, etag))) {
    await deleteAct(control, act.id)
    return false
  }
  await deliverActs(env, recordAct, [act.id])
  return true
}
