// The receipts among the queue of jobs. What is not theirs is handed back for whoever it belongs to.
import { type SendMail, sendMail as send } from '../mail/send.ts'
import { type RecordAct, recordAct } from '../tenant/acts.ts'
import { type Messages, takeOwn } from '../tenant/own-messages.ts'
import { makeDailyReceipt } from './make.ts'
import { ReceiptMessage } from './message.ts'
import { sendReceipt } from './send.ts'

export type ReceiptPorts = { sendMail: SendMail; recordAct: RecordAct; now: () => Date }

const REAL: ReceiptPorts = { sendMail: send, recordAct, now: () => new Date() }
const RETRY_SECONDS = 60

/** Handles receipts and answers the rest of the batch. Twice the same message changes nothing. */
export async function consumeReceipts(env: Env, batch: Messages, ports: ReceiptPorts = REAL): Promise<Messages> {
  return takeOwn(batch, {
    schema: ReceiptMessage,
    handle: (message) => handle(env, message, ports),
    event: 'receipt_failed',
    about: ({ tenant, job }) => ({ tenant, job }),
    delay: () => RETRY_SECONDS,
  })
}

function handle(env: Env, message: ReceiptMessage, { sendMail, recordAct: record, now }: ReceiptPorts): Promise<void> {
  if (message.job === 'receipt.make') return makeDailyReceipt(env, message, record, now())
  return sendReceipt(env, message, sendMail, now())
}
