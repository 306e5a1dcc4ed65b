// The erasures among the queue of jobs: some steps a message, then a new message. What is not theirs is handed back.
import { noteErasure } from '../db/tenant/erasures.ts'
import { homeOf } from '../region.ts'
import { recordAct } from '../tenant/acts.ts'
import { doubling, type Messages, takeOwn } from '../tenant/own-messages.ts'
import { stepErasure } from './job.ts'
import { ErasureMessage } from './message.ts'
import type { ErasurePorts } from './work.ts'

const REAL: ErasurePorts = { recordAct, now: () => new Date() }
/**
 * Steps a message: one opens some thousand texts at most, each a request to R2, of which an invocation has 10,000; and milliseconds, because
 * opening takes processor time, of which it has 30 seconds.
 */
const STEPS = 4
const BUDGET_MS = 10_000
const RETRY_SECONDS = 15
const LONGEST_SECONDS = 600
const FAILS = 'A step keeps failing; it is tried again by itself. An operator was told.'

/** Moves erasures on and answers the rest of the batch. Twice the same message changes nothing. */
export async function consumeErasures(env: Env, batch: Messages, ports: ErasurePorts = REAL): Promise<Messages> {
  return takeOwn(batch, {
    schema: ErasureMessage,
    handle: async (message) => {
      const until = Date.now() + BUDGET_MS
      let standing = await stepErasure(env, message, ports)
      for (let n = 1; n < STEPS && standing === 'more' && Date.now() < until; n++) {
        standing = await stepErasure(env, message, ports)
      }
      // Before the ack: dying in between makes two messages, and two change nothing.
      if (standing === 'more') await env.JOBS.send(message)
    },
    event: 'erasure_failed',
    about: ({ tenant, id }) => ({ tenant, erasure: id }),
    delay: doubling(RETRY_SECONDS, LONGEST_SECONDS),
    failed: async ({ region, tenant, id }, attempts) => {
      if (attempts > 2) await noteErasure(homeOf(env, region).db, { tenant, id }, FAILS)
    },
  })
}
