// The queue of jobs carries messages of several kinds. This is the one loop over it: each consumer takes its own and hands back the rest.
import type { z } from 'zod'

export type Messages = Pick<MessageBatch, 'queue' | 'messages'>

export type Consumer<T> = {
  schema: z.ZodType<T>
  /** Done when it returns; what it throws is logged, by name only, and tried again. */
  handle: (body: T) => Promise<void>
  /** What the log says of a failure, and the ids beside it. */
  event: string
  about: (body: T) => Record<string, string>
  /** Seconds until the next try, by the number of tries so far, from 1. */
  delay: (attempts: number) => number
  /** After a failure that is to be tried again. */
  failed?: (body: T, attempts: number) => Promise<void>
}

/** Waits that double from `first` seconds up to `longest`. */
export const doubling =
  (first: number, longest: number) =>
  (attempts: number): number =>
    Math.min(longest, first * 2 ** (attempts - 1))

/** Handles the messages that fit the schema and answers the rest of the batch. */
export async function takeOwn<T>(batch: Messages, consumer: Consumer<T>): Promise<Messages> {
  const { schema, handle, event, about, delay, failed } = consumer
  const rest: Message[] = []
  for (const message of batch.messages) {
    const parsed = schema.safeParse(message.body)
    if (!parsed.success) {
      rest.push(message)
      continue
    }
    try {
      await handle(parsed.data)
      message.ack()
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown'
      console.error(JSON.stringify({ event, ...about(parsed.data), error: name }))
      await failed?.(parsed.data, message.attempts)
      message.retry({ delaySeconds: delay(message.attempts) })
    }
  }
  return { queue: batch.queue, messages: rest }
}
