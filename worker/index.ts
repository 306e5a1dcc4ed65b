// The Worker's entry: fetch, scheduled, queue and the Durable Object classes. Wiring only.
import { deliverActs } from './access/acts.ts'
import { app } from './http/app.ts'
import { consumePulls } from './pull/consume.ts'
import { consumeDeadLetters } from './pull/dead-letters.ts'
import { tick } from './pull/schedule.ts'
import { recordAct } from './tenant/acts.ts'

export { ConnectionDraft } from './tenant/connection-draft.ts'
export { TenantLedger } from './tenant/tenant-ledger.ts'

export default {
  fetch: app.fetch,
  async scheduled(controller, env) {
    await tick(env, new Date(controller.scheduledTime))
    await deliverActs(env, recordAct)
  },
  async queue(batch, env) {
    await (batch.queue.endsWith('-dead') ? consumeDeadLetters(env, batch) : consumePulls(env, batch))
  },
} satisfies ExportedHandler<Env>
