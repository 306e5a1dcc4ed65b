// What travels through the queues: ids only, never content or keys, because a queue has no region and keeps what it holds.
import { z } from 'zod'
import { isTenantId } from '../ids.ts'
import { isRegion } from '../region.ts'

/** live: what is due now. backfill: one step into the past, from a queue of its own so that a long import never starves the polls. */
export const PullMessage = z.object({
  v: z.literal(1),
  lane: z.enum(['live', 'backfill']),
  region: z.string().refine(isRegion),
  tenant: z.string().refine(isTenantId),
  connection: z.string(),
  streams: z.array(z.string()).min(1).max(50),
})

export type PullMessage = z.infer<typeof PullMessage>

/** sendBatch takes 100 messages. */
export const BATCH = 100

/** Sends any number of messages, each after its own delay in seconds. */
export async function sendAll(queue: Queue, messages: { body: PullMessage; delaySeconds?: number }[]): Promise<void> {
  for (let at = 0; at < messages.length; at += BATCH) await queue.sendBatch(messages.slice(at, at + BATCH))
}
