// The end of a message that failed as often as it may: written down for an operator in the region it speaks of, never dropped in silence.
import { z } from 'zod'
import { addDeadLetter } from '../db/tenant/dead-letters.ts'
import { homeOf, isRegion } from '../region.ts'

/** All that a letter of any kind is asked for: its ids stay in its region. */
const Regional = z.object({ region: z.string().refine(isRegion) })
const RETRY_SECONDS = 60

/** Keeps one message, whatever it says; `event` is what the log calls it. One that names no region is about no tenant, and lies with the US ones. */
export async function keepLetter(env: Env, queue: string, message: Message, event = 'dead_letter'): Promise<void> {
  const { id, timestamp, body } = message
  const parsed = Regional.safeParse(body)
  console.error(JSON.stringify({ event, queue, id }))
  try {
    const row = { id, queue, at: timestamp.toISOString(), body: JSON.stringify(body) }
    await addDeadLetter(homeOf(env, parsed.success ? parsed.data.region : 'us').db, row)
    message.ack()
  } catch {
    message.retry({ delaySeconds: RETRY_SECONDS })
  }
}

/** Keeps what a dead-letter queue delivers. */
export async function keepLetters(env: Env, batch: MessageBatch): Promise<void> {
  for (const message of batch.messages) await keepLetter(env, batch.queue, message)
}
