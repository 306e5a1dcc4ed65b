// The Worker's entry: fetch, scheduled, queue and the Durable Object classes. Wiring only.
import { deliverActs } from './access/acts.ts'
import { consumeDeadJobs, consumeJobs } from './export/consume.ts'
import { sweepExports } from './export/sweep.ts'
import { app } from './http/app.ts'
import { alertOwners } from './mail/self-check-alert.ts'
import { consumePulls } from './pull/consume.ts'
import { consumeDeadLetters } from './pull/dead-letters.ts'
import { spreadOf, tick } from './pull/schedule.ts'
import { rootLogOf } from './region.ts'
import { anchoredSize, rootPartsOf } from './root/evidence.ts'
import { recordAct } from './tenant/acts.ts'
import { type Alert, checkDueLedgers } from './tenant/self-check-nightly.ts'

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
    ctx.waitUntil(checkDueLedgers(env, new Date(controller.scheduledTime), { spread: spreadOf, alert }))
    await tick(env, new Date(controller.scheduledTime))
    await deliverActs(env, recordAct)
    await sweepExports(env, new Date(controller.scheduledTime))
  },
  async queue(batch, env) {
    if (batch.queue === 'jobs') await consumeJobs(env, batch, { recordAct, anchoredSize, rootParts: rootPartsOf })
    else if (batch.queue === 'jobs-dead') await consumeDeadJobs(env, batch)
    else await (batch.queue.endsWith('-dead') ? consumeDeadLetters(env, batch) : consumePulls(env, batch))
  },
} satisfies ExportedHandler<Env>
