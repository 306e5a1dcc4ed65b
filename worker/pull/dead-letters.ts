// The end of a message that failed as often as it may: written down for an operator, never dropped in silence.
import { addDeadLetter } from '../db/tenant/dead-letters.ts'
import { homeOf } from '../region.ts'
import { PullMessage } from './message.ts'

/** Keeps what a dead-letter queue delivers. The stream itself goes on: it is due again at the next tick. */
export async function consumeDeadLetters(env: Env, batch: MessageBatch): Promise<void> {
  for (const message of batch.messages) {
    const parsed = PullMessage.safeParse(message.body)
    const { db } = homeOf(env, parsed.success ? parsed.data.region : 'us')
    const row = {
      id: message.id,
      queue: batch.queue,
      at: message.timestamp.toISOString(),
      body: JSON.stringify(message.body),
    }
    console.error(JSON.stringify({ event: 'dead_letter', queue: batch.queue, id: message.id }))
    try {
      await addDeadLetter(db, row)
      message.ack()
    } catch {
      message.retry({ delaySeconds: 60 })
    }
  }
}
