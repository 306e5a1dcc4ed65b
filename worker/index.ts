// The Worker's entry: fetch, scheduled, queue and the Durable Object classes. Wiring only.
import { deliverActs } from './access/acts.ts'
import { consumeAlerts } from './alerts/consume.ts'
import { consumeBudgets } from './budgets/consume.ts'
import { tickBudgets } from './budgets/tick.ts'
import { consumeChargebacks } from './chargeback/consume.ts'
import { tickChargeback } from './chargeback/tick.ts'
import { consumeWords, tickWords } from './content/index-words.ts'
import { controlDatabase } from './db/control/database.ts'
import { sweepOAuth } from './db/control/oauth.ts'
import { consumeErasures } from './erasure/consume.ts'
import { certificatePaper } from './erasure/paper.ts'
import { tickErasures } from './erasure/tick.ts'
import { consumeDeadJobs, consumeJobs } from './export/consume.ts'
import { stateNightlyGaps } from './export/nightly-gaps.ts'
import { sweepExports } from './export/sweep.ts'
import { app } from './http/app.ts'
import { alertOwners } from './mail/self-check-alert.ts'
import { consumeTurns } from './mcp/connector/consume.ts'
import { consumePulls } from './pull/consume.ts'
import { spreadOf, tick } from './pull/schedule.ts'
import { consumeReceipts } from './receipts/consume.ts'
import { tickReceipts } from './receipts/tick.ts'
import { rootLogOf } from './region.ts'
import { consumeReports } from './reports/consume.ts'
import { tickReports } from './reports/tick.ts'
import { anchoredSize, rootPartsOf } from './root/evidence.ts'
import { recordAct } from './tenant/acts.ts'
import { keepLetters } from './tenant/dead-letters.ts'
import type { Messages } from './tenant/own-messages.ts'
import { type AfterCheck, type Alert, checkDueLedgers } from './tenant/self-check-nightly.ts'

export { RootLog } from './root/root-log.ts'
export { ConnectionDraft } from './tenant/connection-draft.ts'
export { TenantLedger } from './tenant/tenant-ledger.ts'

export default {
  fetch: app.fetch,
  async scheduled(controller, env, ctx) {
    // Beside the pulls, so that neither waits for the other's trouble.
    ctx.waitUntil(rootLogOf(env).tick())
    const alert: Alert = (tenant, findings) =>
      alertOwners(
        env,
        tenant,
        findings.map(({ words }) => words),
      )
    const now = new Date(controller.scheduledTime)
    const after: AfterCheck = (tenant) => stateNightlyGaps(env, recordAct, tenant, now)
    ctx.waitUntil(checkDueLedgers(env, now, { spread: spreadOf, alert, after }))
    await tick(env, now)
    await deliverActs(env, recordAct)
    await sweepExports(env, now)
    await tickReceipts(env, now)
    await tickChargeback(env, now)
    await tickBudgets(env, now)
    await tickReports(env, now)
    await sweepOAuth(controlDatabase(env), now)
    await tickErasures(env, now)
    await tickWords(env)
  },
  async queue(batch, env) {
    const ports = { recordAct, anchoredSize, rootParts: rootPartsOf, paper: certificatePaper }
    if (batch.queue === 'jobs') {
      let rest: Messages = batch
      for (const takeOwn of [
        consumeWords,
        consumeErasures,
        consumeReceipts,
        consumeTurns,
        consumeChargebacks,
        consumeReports,
        consumeBudgets,
        consumeAlerts,
      ])
        rest = await takeOwn(env, rest)
      await consumeJobs(env, rest, ports)
    } else if (batch.queue === 'jobs-dead') await consumeDeadJobs(env, batch)
    else await (batch.queue.endsWith('-dead') ? keepLetters(env, batch) : consumePulls(env, batch))
  },
} satisfies ExportedHandler<Env>
