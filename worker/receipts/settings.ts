// What an admin changes about receipts: sealed channels, their counts in D1, and a record of each change.
import type { ActiveTenant } from '../access/actor.ts'
import { deliverActs, newAct } from '../access/acts.ts'
import type { UserRow } from '../access/rows.ts'
import { deleteAct, insertAct } from '../db/control/acts.ts'
import { controlDatabase } from '../db/control/database.ts'
import { countTests, findReceiptSetting, type ReceiptRow, writeReceiptSetting } from '../db/tenant/receipts.ts'
import type { JsonObject } from '../ledger/jcs.ts'
import { type Home, homeOf, rootKeys } from '../region.ts'
import type { RecordAct } from '../tenant/acts.ts'
import { openVault, type Vault } from '../vault/keys.ts'
import { type Channels, readChannels, type StoredChannels, sealChannels } from '../vault/receipt-channels.ts'
import { type ChannelWish, changeChannels, rotateSecret } from './channels.ts'
import { makeTestReceipt, RECEIPT_STREAM } from './make.ts'
import { secondOfDay } from './second.ts'

/** Tests an hour: each mails whomever an admin typed. */
const MOST_TESTS = 6
const HOUR_MS = 3_600_000

export type Changing = { env: Env; tenant: ActiveTenant; user: UserRow; recordAct: RecordAct; now: Date }
/** What is left out stays. */
export type ReceiptWish = ChannelWish & { paused?: boolean | undefined }
/** `secret`: of a webhook that was made or got a new one; this answer is the only place. */
export type Changed = { ok: true; secret: string | null } | { ok: false; code: 'conflict' | 'no_webhook' }

type Stand = { home: Home; vault: Vault; stored: StoredChannels; paused: boolean }

async function stand({ env, tenant }: Changing): Promise<Stand> {
  const home = homeOf(env, tenant.region)
  const vault = openVault({ bucket: home.vault, roots: rootKeys(env), tenant: tenant.id })
  const [stored, row] = await Promise.all([readChannels(vault), findReceiptSetting(home.db, tenant.id)])
  return { home, vault, stored, paused: row?.paused === 1 }
}

/** Changes addresses, webhook or pause. Nothing different: nothing is written. */
export async function changeReceipts(changing: Changing, wish: ReceiptWish): Promise<Changed> {
  const at = await stand(changing)
  const before = at.stored.channels
  const { channels, secret } = changeChannels(before, wish, changing.now)
  const paused = wish.paused ?? at.paused
  const changed = [
    ...(addresses(before) === addresses(channels) ? [] : ['mails']),
    ...(before.webhook?.url === channels.webhook?.url ? [] : ['webhook']),
    ...(paused === at.paused ? [] : ['paused']),
  ]
  if (changed.length === 0) return { ok: true, secret: null }
  const data = {
    action: 'settings_changed',
    changed,
    mails: channels.mails.length,
    webhook: channels.webhook !== null,
    paused,
  }
  const kept = await keep(changing, at, { channels, paused, data, fields: fieldsOf(channels) })
  return kept ? { ok: true, secret } : { ok: false, code: 'conflict' }
}

/** Gives the webhook a new secret; the one before is signed with for another day. */
export async function rotateWebhookSecret(changing: Changing): Promise<Changed> {
  const at = await stand(changing)
  const { webhook, mails } = at.stored.channels
  if (webhook === null) return { ok: false, code: 'no_webhook' }
  const rotated = rotateSecret(webhook, changing.now)
  const channels = { mails, webhook: rotated.webhook }
  const kept = await keep(changing, at, { channels, paused: at.paused, data: { action: 'secret_rotated' }, fields: {} })
  return kept ? { ok: true, secret: rotated.secret } : { ok: false, code: 'conflict' }
}

const addresses = ({ mails }: Channels): string => mails.map(({ address }) => address).join(', ')

/** Addresses are personal, and an address of a webhook may hold a secret: both are sealed with whoever set them. */
function fieldsOf(channels: Channels): Record<string, string> {
  return {
    ...(channels.mails.length > 0 && { receipt_mails: addresses(channels) }),
    ...(channels.webhook !== null && { webhook_url: channels.webhook.url }),
  }
}

type Keeping = { channels: Channels; paused: boolean; data: JsonObject; fields: Record<string, string> }

/** The act waits first, so that no change takes effect without its record; who comes second takes it back. */
async function keep({ env, tenant, user, recordAct, now }: Changing, at: Stand, keeping: Keeping): Promise<boolean> {
  const { channels, paused, data, fields } = keeping
  const control = controlDatabase(env)
  const act = newAct(tenant.id, user, { ...RECEIPT_STREAM, data, fields }, now)
  await insertAct(control, act, now)
  if (!(await sealChannels(at.vault, channels, at.stored.etag))) {
    await deleteAct(control, act.id)
    return false
  }
  await writeReceiptSetting(at.home.db, tenant.id, {
    mails: channels.mails.length,
    webhook: channels.webhook === null ? 0 : 1,
    paused: paused ? 1 : 0,
    second: secondOfDay(tenant.id),
    changedAt: now.toISOString(),
  })
  await deliverActs(env, recordAct, [act.id])
  return true
}

export type Tested = { ok: true; made: ReceiptRow } | { ok: false; code: 'no_channel' | 'no_checkpoint' | 'too_many' }

/** A receipt of now to every channel, also while receipts are paused. */
export async function testReceipts(changing: Changing): Promise<Tested> {
  const { env, tenant, user, recordAct, now } = changing
  const { home, stored } = await stand(changing)
  const { channels } = stored
  if (channels.mails.length === 0 && channels.webhook === null) return { ok: false, code: 'no_channel' }
  const since = new Date(now.getTime() - HOUR_MS).toISOString()
  if ((await countTests(home.db, tenant.id, since)) >= MOST_TESTS) return { ok: false, code: 'too_many' }
  const made = await makeTestReceipt(env, home, tenant.id, channels, { record: recordAct, who: user, now })
  return made === null ? { ok: false, code: 'no_checkpoint' } : { ok: true, made }
}
