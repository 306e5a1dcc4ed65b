// The queue's consumer: every message is answered for itself, so that one bad message redelivers only itself.
import { keepLetter } from '../tenant/dead-letters.ts'
import { handlePull } from './handle.ts'
import { PullMessage, sendAll } from './message.ts'

/** Seconds until a message that threw comes again: 10, doubling to ten minutes. */
export const retryDelay = (attempts: number): number => Math.min(600, 2 ** attempts * 5)

/** Handles a batch. Twice the same batch changes nothing: cursors and values in the ledger decide. */
export async function consumePulls(env: Env, batch: MessageBatch): Promise<void> {
  for (const message of batch.messages) {
    const parsed = PullMessage.safeParse(message.body)
    if (!parsed.success) {
      // No retry makes it a message of ours: it goes where an operator sees it.
      await keepLetter(env, batch.queue, message, 'pull_malformed')
      continue
    }
    try {
      const { again } = await handlePull(env, parsed.data)
      // A new message and not a retry: retries count against max_retries, and a vendor's bad hour is no dead letter.
      if (again !== undefined) await sendAll(env.BACKFILLS, [{ body: parsed.data, delaySeconds: again }])
      message.ack()
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown'
      const { tenant, connection, lane } = parsed.data
      const at = error instanceof Error ? placeIn(error) : undefined
      console.error(JSON.stringify({ event: 'pull_failed', tenant, connection, lane, error: name, at }))
      message.retry({ delaySeconds: retryDelay(message.attempts) })
    }
  }
}

/** Where it rose, never what it says: messages quote parameters, some of them over several lines. */
const placeIn = ({ stack }: Error): string | undefined =>
  stack
    ?.split('\n')
    .map((line) => line.trim())
    .find((line) => /^at \S.*:\d+:\d+\)?$/.test(line))
