// The erasures among the queue of jobs: some steps a message, then a new message. What is not theirs is handed back.
import { noteErasure } from '../db/tenant/erasures.ts'
import { homeOf } from '../region.ts'
import { recordAct } from '../tenant/acts.ts'
import { stepErasure } from './job.ts'
import { ErasureMessage } from './message.ts'
import type { ErasurePorts } from './work.ts'

type Messages = Pick<MessageBatch, 'queue' | 'messages'>

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
  const rest: Message[] = []
  for (const message of batch.messages) {
    const parsed = ErasureMessage.safeParse(message.body)
    if (!parsed.success) {
      rest.push(message)
      continue
    }
    const { tenant, id, region } = parsed.data
    try {
      const until = Date.now() + BUDGET_MS
      let standing = await stepErasure(env, parsed.data, ports)
      for (let n = 1; n < STEPS && standing === 'more' && Date.now() < until; n++) {
        standing = await stepErasure(env, parsed.data, ports)
      }
      // Before the ack: dying in between makes two messages, and two change nothing.
      if (standing === 'more') await env.JOBS.send(parsed.data)
      message.ack()
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown'
      console.error(JSON.stringify({ event: 'erasure_failed', tenant, erasure: id, error: name }))
      if (message.attempts > 2) await noteErasure(homeOf(env, region).db, { tenant, id }, FAILS)
      message.retry({ delaySeconds: Math.min(LONGEST_SECONDS, RETRY_SECONDS * 2 ** (message.attempts - 1)) })
    }
  }
  return { queue: batch.queue, messages: rest }
}
