// The day's receipt of one tenant: the newest published checkpoint, kept once a day, recorded, and put on its way.
import { deliverActs, newAct } from '../access/acts.ts'
import { newId } from '../access/ids.ts'
import type { UserRow } from '../access/rows.ts'
import { insertAct } from '../db/control/acts.ts'
import { controlDatabase } from '../db/control/database.ts'
import {
  findReceiptSetting,
  finishReceiptDay,
  keepReceipt,
  lastReceipt,
  type ReceiptRow,
} from '../db/tenant/receipts.ts'
import type { TenantId } from '../ids.ts'
import type { JsonObject } from '../ledger/jcs.ts'
import { type Home, homeOf, rootKeys } from '../region.ts'
import type { RecordAct } from '../tenant/acts.ts'
import { withLedger } from '../tenant/reach.ts'
import { openVault } from '../vault/keys.ts'
import { type Channels, readChannels } from '../vault/receipt-channels.ts'
import { startDeliveries } from './deliveries.ts'
import type { MakeMessage } from './message.ts'
import { readRootStanding } from './root-standing.ts'

export const RECEIPT_STREAM = { kind: 'tenant', stream: 'tallystick.receipts' } as const

/** Records that a receipt adds to the ledger itself: alone they are no reason for the next one. */
const OWN_RECORDS = 1

/**
 * Makes and starts the receipt of a day. Safe to repeat from any step: the first receipt of the day stands, its record has one id, its
 * deliveries one row each. Without anything new the day is over without a receipt; with a stopped ledger it waits.
 */
export async function makeDailyReceipt(env: Env, message: MakeMessage, record: RecordAct, now: Date): Promise<void> {
  const { region, tenant, day } = message
  const home = homeOf(env, region)
  const setting = await findReceiptSetting(home.db, tenant)
  if (setting === undefined || setting.paused === 1 || setting.mails + setting.webhook === 0) return
  const last = await lastReceipt(home.db, tenant)
  // A message that is late by a day finds that the day after it was done already.
  if (last?.day != null && last.day > day) return
  let made = last?.day === day ? last : undefined
  if (made === undefined) {
    const newest = await newestCheckpoint(home, tenant)
    if (newest === null) return
    if (last !== undefined && newest.size <= last.size + OWN_RECORDS) return finishReceiptDay(home.db, tenant, day)
    made = await keepReceipt(home.db, await rowOf(env, home, tenant, { day, newest, since: last?.size, now }))
  }
  const { channels } = await readChannels(openVault({ bucket: home.vault, roots: rootKeys(env), tenant }))
  await giveOut(env, home, tenant, made, channels, { record, who: null, now })
  await finishReceiptDay(home.db, tenant, day)
}

type Newest = { size: number; root: string }

/** The newest checkpoint, over every record that is here now; null while the ledger is stopped or empty. */
async function newestCheckpoint(home: Home, tenant: TenantId): Promise<Newest | null> {
  const { state } = await withLedger(home, tenant, async (ledger) => await ledger.state())
  if (state === 'stopped') return null
  const { checkpoint } = await withLedger(home, tenant, async (ledger) => await ledger.settle())
  return withLedger(home, tenant, async (ledger) => await ledger.checkpointAt(checkpoint))
}

type Making = { day: string | null; newest: Newest; since: number | undefined; now: Date }

async function rowOf(env: Env, home: Home, tenant: TenantId, making: Making): Promise<ReceiptRow> {
  const { day, newest, since, now } = making
  const standing = await readRootStanding(env, home, tenant, since ?? newest.size, newest.size)
  const rootLog = standing === null ? null : JSON.stringify(standing)
  return { tenant, id: newId('rcp'), day, size: newest.size, root: newest.root, rootLog, at: now.toISOString() }
}

type Giving = { record: RecordAct; who: UserRow | null; now: Date }

/** Record before delivery: nothing leaves that the ledger does not know of. */
async function giveOut(
  env: Env,
  home: Home,
  tenant: TenantId,
  made: ReceiptRow,
  channels: Channels,
  { record, who, now }: Giving,
): Promise<void> {
  const data: JsonObject = {
    action: made.day === null ? 'tested' : 'sent',
    receipt: made.id,
    ...(made.day !== null && { day: made.day }),
    size: made.size,
    root: made.root,
    mails: channels.mails.length,
    webhook: channels.webhook !== null,
  }
  const control = controlDatabase(env)
  const act = newAct(tenant, who, { ...RECEIPT_STREAM, data }, now, made.id)
  await insertAct(control, act, now)
  await startDeliveries(env, home, tenant, made, channels)
  await deliverActs(env, record, [act.id])
}

/** A receipt of now to every channel, outside of the days. Null while there is no checkpoint to give. */
export async function makeTestReceipt(
  env: Env,
  home: Home,
  tenant: TenantId,
  channels: Channels,
  giving: Giving,
): Promise<ReceiptRow | null> {
  const newest = await newestCheckpoint(home, tenant)
  if (newest === null) return null
  const { now } = giving
  const made = await keepReceipt(home.db, await rowOf(env, home, tenant, { day: null, newest, since: undefined, now }))
  await giveOut(env, home, tenant, made, channels, giving)
  return made
}
