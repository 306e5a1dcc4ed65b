// The alerts among the queue of jobs. What is not theirs is handed back for whoever it belongs to.
import { type SendMail, sendMail as send } from '../mail/send.ts'
import { doubling, type Messages, takeOwn } from '../tenant/own-messages.ts'
import { AlertMessage } from './message.ts'
import { sendAcknowledge, sendAlert } from './send.ts'

export type AlertPorts = { sendMail: SendMail; now: () => Date; random: () => number }

const REAL: AlertPorts = { sendMail: send, now: () => new Date(), random: Math.random }
const FIRST_SECONDS = 30
const LONGEST_SECONDS = 3_600

/** Handles alerts and answers the rest of the batch. Twice the same message changes nothing. */
export async function consumeAlerts(env: Env, batch: Messages, ports: AlertPorts = REAL): Promise<Messages> {
  return takeOwn(batch, {
    schema: AlertMessage,
    handle: (message) => handle(env, message, ports),
    event: 'alert_failed',
    about: ({ tenant, job, alert }) => ({ tenant, job, alert }),
    delay: doubling(FIRST_SECONDS, LONGEST_SECONDS),
  })
}

function handle(env: Env, message: AlertMessage, { sendMail, now, random }: AlertPorts): Promise<void> {
  const ports = { sendMail, now: now(), random }
  return message.job === 'alert.send' ? sendAlert(env, message, ports) : sendAcknowledge(env, message, ports)
}
