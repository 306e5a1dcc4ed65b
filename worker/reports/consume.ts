// The reports among the queue of jobs. What is not theirs is handed back for whoever it belongs to.
import { sendMail } from '../mail/send.ts'
import { recordAct } from '../tenant/acts.ts'
import { doubling, type Messages, takeOwn } from '../tenant/own-messages.ts'
import type { ReportPorts } from './asking.ts'
import { makeReport } from './make.ts'
import { ReportMessage } from './message.ts'

const REAL: ReportPorts = { sendMail, recordAct, now: () => new Date() }

/** Handles reports and answers the rest of the batch. */
export async function consumeReports(env: Env, batch: Messages, ports: ReportPorts = REAL): Promise<Messages> {
  return takeOwn(batch, {
    schema: ReportMessage,
    handle: (message) => makeReport(env, message, ports),
    event: 'report_failed',
    about: ({ tenant, id }) => ({ tenant, schedule: id }),
    delay: doubling(60, 900),
  })
}
