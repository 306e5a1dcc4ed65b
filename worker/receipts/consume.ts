// The receipts among the queue of jobs. What is not theirs is handed back for whoever it belongs to.
import { type SendMail, sendMail as send } from '../mail/send.ts'
import { type RecordAct, recordAct } from '../tenant/acts.ts'
import { makeDailyReceipt } from './make.ts'
import { ReceiptMessage } from './message.ts'
import { sendReceipt } from './send.ts'

export type ReceiptPorts = { sendMail: SendMail; recordAct: RecordAct; now: () => Date }
type Messages = Pick<MessageBatch, 'queue' | 'messages'>

const REAL: ReceiptPorts = { sendMail: send, recordAct, now: () => new Date() }
const RETRY_SECONDS = 60

/** Handles receipts and answers the rest of the batch. Twice the same message changes nothing. */
export async function consumeReceipts(env: Env, batch: Messages, ports: ReceiptPorts = REAL): Promise<Messages> {
  const rest: Message[] = []
  for (const message of batch.messages) {
    const parsed = ReceiptMessage.safeParse(message.body)
    if (!parsed.success) {
      rest.push(message)
      continue
    }
    try {
      await handle(env, parsed.data, ports)
      message.ack()
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown'
      const { tenant, job } = parsed.data
      console.error(JSON.stringify({ event: 'receipt_failed', tenant, job, error: name }))
      message.retry({ delaySeconds: RETRY_SECONDS })
    }
  }
  return { queue: batch.queue, messages: rest }
}

function handle(env: Env, message: ReceiptMessage, { sendMail, recordAct: record, now }: ReceiptPorts): Promise<void> {
  if (message.job === 'receipt.make') return makeDailyReceipt(env, message, record, now())
  return sendReceipt(env, message, sendMail, now())
}
