// The queue of jobs: some steps of one export a message, then a new message; what fails as often as it may ends in words.
import { changeExport } from '../db/tenant/exports.ts'
import { homeOf } from '../region.ts'
import { recordAct } from '../tenant/acts.ts'
import { keepLetter } from '../tenant/dead-letters.ts'
import { doubling, type Messages, takeOwn } from '../tenant/own-messages.ts'
import { stepExport } from './job.ts'
import { JobMessage } from './message.ts'
import type { JobPorts } from './work.ts'

/** Steps a message: a step takes some seconds of processor time at most, and an invocation has 30. */
const STEPS = 4
const RETRY_SECONDS = 10
const LONGEST_SECONDS = 600

/** Moves exports on. Twice the same message changes nothing. */
export async function consumeJobs(env: Env, batch: Messages, ports: JobPorts = { recordAct }): Promise<void> {
  const unknown = await takeOwn(batch, {
    schema: JobMessage,
    handle: async (message) => {
      let standing: 'more' | 'done' = 'more'
      for (let step = 0; step < STEPS && standing === 'more'; step++) standing = await stepExport(env, message, ports)
      // Before the ack: dying in between makes two messages, and two change nothing.
      if (standing === 'more') await env.JOBS.send(message)
    },
    event: 'export_failed',
    about: ({ tenant, id }) => ({ tenant, export: id }),
    delay: doubling(RETRY_SECONDS, LONGEST_SECONDS),
  })
  for (const message of unknown.messages) await keepLetter(env, batch.queue, message)
}

const GIVEN_UP =
  'This export could not be made: something on our side kept failing. An operator was told. Export again later.'

/** Jobs that failed as often as they may: said in the export itself, and kept for an operator. */
export async function consumeDeadJobs(env: Env, batch: MessageBatch): Promise<void> {
  for (const message of batch.messages) {
    const parsed = JobMessage.safeParse(message.body)
    if (parsed.success) {
      const touchedAt = new Date().toISOString()
      const change = { state: 'failed', words: GIVEN_UP, touchedAt }
      await changeExport(homeOf(env, parsed.data.region).db, parsed.data, ['queued', 'running'], change)
    }
    await keepLetter(env, batch.queue, message)
  }
}
