// One try of one delivery: taken, opened, sent, and its outcome kept. What comes twice is taken once.
import { controlDatabase } from '../db/control/database.ts'
import { selectTenant } from '../db/control/tenants.ts'
import {
  type DeliveryRow,
  endTry,
  findReceipt,
  findReceiptSetting,
  type ReceiptRow,
  takeDelivery,
} from '../db/tenant/receipts.ts'
import type { TenantId } from '../ids.ts'
import { receiptLetter } from '../mail/receipt-letters.ts'
import type { SendMail } from '../mail/send.ts'
import { targetRules } from '../notify/target.ts'
import { postWebhook } from '../notify/webhook.ts'
import { type Home, homeOf, logIdentity, rootKeys } from '../region.ts'
import { tenantVkey } from '../tenant/checkpoint.ts'
import { withLedger } from '../tenant/reach.ts'
import { openVault } from '../vault/keys.ts'
import { type Channels, readChannels } from '../vault/receipt-channels.ts'
import { alertAdmins } from './alert.ts'
import { goodSecrets } from './channels.ts'
import type { SendMessage } from './message.ts'
import { type Receipt, webhookBody } from './text.ts'
import { type FailureCode, failureOf, isFinal, isNews } from './words.ts'

/** Seconds after each failed try: a minute, 5, half an hour, 2 hours, 5 hours. The sixth failure is the last. */
export const RETRY_SECONDS: readonly number[] = [60, 300, 1_800, 7_200, 18_000]

type Trying = { env: Env; home: Home; tenant: TenantId; sendMail: SendMail; now: Date }

/** Sends one receipt to one address, once. Ends in a row that says what came of it, and a message for the next try where there is one. */
export async function sendReceipt(env: Env, message: SendMessage, sendMail: SendMail, now: Date): Promise<void> {
  const { region, tenant, attempt } = message
  const trying = { env, home: homeOf(env, region), tenant, sendMail, now }
  const taken = await takeDelivery(trying.home.db, message, attempt, now.toISOString())
  if (taken === undefined) return
  const receipt = await findReceipt(trying.home.db, tenant, message.receipt)
  const failed = receipt === undefined ? 'ours' : await tryOnce(trying, taken, receipt)
  const test = receipt?.day === null
  const delay = failed === null || test || isFinal(failed) ? undefined : RETRY_SECONDS[taken.attempts - 1]
  await keepOutcome(trying, message, taken, failed, delay)
  if (failed !== null && delay === undefined && !test && isNews(failed)) {
    const what = { channel: taken.channel, day: receipt?.day ?? '', code: failed }
    await alertAdmins(env, tenant, what, sendMail)
  }
}

async function keepOutcome(
  { env, home, now }: Trying,
  message: SendMessage,
  { attempts }: DeliveryRow,
  failed: FailureCode | null,
  delay: number | undefined,
): Promise<void> {
  const at = now.toISOString()
  if (failed === null || delay === undefined) {
    const state = failed === null ? 'sent' : 'failed'
    await endTry(home.db, message, attempts, { state, code: failed, dueAt: at, endedAt: at })
    return
  }
  const dueAt = new Date(now.getTime() + delay * 1000).toISOString()
  const kept = await endTry(home.db, message, attempts, { state: 'retrying', code: failed, dueAt, endedAt: null })
  if (kept) await env.JOBS.send({ ...message, attempt: attempts }, { delaySeconds: delay })
}

/** Null when it was taken. Whatever breaks on our side is a failed try like any other. */
async function tryOnce(trying: Trying, taken: DeliveryRow, row: ReceiptRow): Promise<FailureCode | null> {
  try {
    const { env, home, tenant } = trying
    const setting = await findReceiptSetting(home.db, tenant)
    if (setting?.paused === 1 && row.day !== null) return 'paused'
    const { channels } = await readChannels(openVault({ bucket: home.vault, roots: rootKeys(env), tenant }))
    const receipt = await read(trying, row)
    return await sendTo(trying, channels, taken.target, row.id, receipt)
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ event: 'receipt_try_failed', tenant: trying.tenant, receipt: row.id, error: name }))
    return 'ours'
  }
}

async function read({ env, home, tenant }: Trying, row: ReceiptRow): Promise<Receipt> {
  const checkpoint = await withLedger(home, tenant, async (ledger) => await ledger.checkpointAt(row.size))
  const organization = (await selectTenant(controlDatabase(env), tenant))?.name ?? 'your organization'
  // A ledger that has lost what it gave out must not give out something else under the same receipt.
  if (checkpoint === null || checkpoint.root !== row.root) throw new Error(`no checkpoint of ${row.size} records`)
  const { size, root, at } = row
  // Written by make.ts and nobody else.
  const rootLog = row.rootLog === null ? null : (JSON.parse(row.rootLog) as Receipt['rootLog'])
  return { tenant, organization, size, root, note: checkpoint.note, at, test: row.day === null, rootLog }
}

async function sendTo(
  { env, tenant, sendMail, now }: Trying,
  { mails, webhook }: Channels,
  target: string,
  id: string,
  receipt: Receipt,
): Promise<FailureCode | null> {
  if (webhook?.id === target) {
    const secrets = goodSecrets(webhook, now)
    const posted = await postWebhook(
      { url: webhook.url, secrets, id, body: webhookBody(receipt) },
      targetRules(env),
      now,
    )
    return posted.ok ? null : failureOf(posted)
  }
  const mail = mails.find((one) => one.id === target)
  if (mail === undefined) return 'removed'
  const vkey = await tenantVkey(logIdentity(env), tenant)
  const letter = receiptLetter(env.APP_URL, mail.address, receipt, vkey)
  // A MailError says nothing that a person could use, and its cause may hold the address.
  return sendMail(env, letter).then(
    () => null,
    () => 'mail' as const,
  )
}
