// Receipts of checkpoints over HTTP: where they go, and how the last deliveries fared.
import { z } from '@hono/zod-openapi'
import { email } from '../fields.ts'
import { Day, Hex32, Instant } from './common.ts'

export const MOST_MAILS = 5

/** What is left out stays. `webhook_url` null takes the webhook off, with its secret. */
export const ReceiptBody = z
  .strictObject({
    mails: z
      .array(email)
      .max(MOST_MAILS, `must have at most ${MOST_MAILS} addresses`)
      .refine((mails) => new Set(mails).size === mails.length, 'must name each address once'),
    webhook_url: z.string().max(2_000).nullable(),
    paused: z.boolean(),
  })
  .partial()

export const ReceiptDelivery = z.object({
  receipt: z.string().openapi({ description: 'Id of the receipt, and of the webhook’s message' }),
  /** Null for a test. */
  day: Day.nullable(),
  size: z.number().int(),
  channel: z.enum(['mail', 'webhook']),
  /** The address as it stands now; null once it was taken off. */
  to: z.string().nullable(),
  state: z.enum(['waiting', 'sending', 'retrying', 'sent', 'failed']),
  /** Why the last try failed; null while none has, and once it was sent. */
  why: z.string().nullable(),
  attempts: z.number().int(),
  at: Instant,
  /** Of the next try, while there is one. */
  next_at: Instant.nullable(),
  ended_at: Instant.nullable(),
})

export const ReceiptSettings = z.object({
  mails: z.array(z.string()),
  /** `url` is cut to its host for those who may not change settings. `old_secret_until`: both secrets sign until then. */
  webhook: z.object({ url: z.string(), secret_since: Instant, old_secret_until: Instant.nullable() }).nullable(),
  paused: z.boolean(),
  /** The last daily receipt. */
  last: z.object({ day: Day, size: z.number().int(), root: Hex32, at: Instant }).nullable(),
  /** The last 20, newest first. */
  deliveries: z.array(ReceiptDelivery),
})

/** `secret`: of a webhook that was just made. This answer is the only one that shows it. */
export const ChangedReceipts = ReceiptSettings.extend({ secret: z.string().nullable() })
export const NewWebhookSecret = z.object({ secret: z.string(), old_secret_until: Instant.nullable() })
export const TestedReceipts = z.object({ receipt: z.string(), size: z.number().int() })

export type ReceiptBody = z.infer<typeof ReceiptBody>
export type ReceiptDelivery = z.infer<typeof ReceiptDelivery>
export type ReceiptSettings = z.infer<typeof ReceiptSettings>
export type ChangedReceipts = z.infer<typeof ChangedReceipts>
export type NewWebhookSecret = z.infer<typeof NewWebhookSecret>
export type TestedReceipts = z.infer<typeof TestedReceipts>
