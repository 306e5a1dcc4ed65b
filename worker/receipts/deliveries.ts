// From one receipt to a delivery a channel: rows first, then their messages, so that the tick finds what lost its message.
import { addDeliveries, type DeliveryRow, type ReceiptRow } from '../db/tenant/receipts.ts'
import type { TenantId } from '../ids.ts'
import type { Home } from '../region.ts'
import type { Channels } from '../vault/receipt-channels.ts'
import type { SendMessage } from './message.ts'

/** Puts a receipt on its way to every channel. Again for the same one sends nothing twice: tries are taken one by one. */
export async function startDeliveries(
  env: Env,
  home: Home,
  tenant: TenantId,
  made: ReceiptRow,
  channels: Channels,
): Promise<number> {
  const row = (target: string, channel: DeliveryRow['channel']): DeliveryRow => ({
    tenant,
    receipt: made.id,
    target,
    channel,
    state: 'waiting',
    code: null,
    attempts: 0,
    at: made.at,
    dueAt: made.at,
    endedAt: null,
  })
  const rows = channels.mails.map(({ id }) => row(id, 'mail'))
  if (channels.webhook !== null) rows.push(row(channels.webhook.id, 'webhook'))
  await addDeliveries(home.db, rows)
  for (const { target } of rows) {
    const message: SendMessage = {
      v: 1,
      job: 'receipt.send',
      region: home.region,
      tenant,
      receipt: made.id,
      target,
      attempt: 0,
    }
    await env.JOBS.send(message)
  }
  return rows.length
}
