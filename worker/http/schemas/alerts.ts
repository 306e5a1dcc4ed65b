// Alerts and their channels over HTTP. Secrets go in and never come back, but for a webhook's own in the answer that makes it.
import { z } from '@hono/zod-openapi'
import { CHANNEL_KINDS, EXPLANATIONS } from '../../alerts/kinds.ts'
import { email, id, name } from '../fields.ts'
import { Day, Instant, Nano, PageQuery, Seq } from './common.ts'

const DeliveryState = z.enum(['waiting', 'sending', 'retrying', 'sent', 'failed'])

export const AlertDelivery = z.object({
  channel: z.string(),
  kind: z.enum(CHANNEL_KINDS),
  /** Null once the channel was removed. */
  name: z.string().nullable(),
  state: DeliveryState,
  /** Why the last try failed; null while none has, and once it was sent. */
  why: z.string().nullable(),
  attempts: z.number().int(),
  at: Instant,
  next_at: Instant.nullable(),
  ended_at: Instant.nullable(),
})

const Who = z.object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable() })

export const AlertView = z.object({
  id: z.string(),
  source: z.enum(['budget', 'anomaly', 'test']),
  /** Removed budgets keep their name here. */
  budget: z.object({ id: z.string(), name: z.string() }).nullable(),
  kind: z.enum(['threshold', 'forecast', 'anomaly', 'test']),
  /** Percent of a threshold; null for the other kinds. */
  level: z.number().int().nullable(),
  severity: z.enum(['info', 'warning', 'error', 'critical']),
  headline: z.string(),
  details: z.array(z.string()),
  period: Day,
  amount: Nano.nullable(),
  spent: Nano.nullable(),
  at: Instant,
  /** The alert's record; null while it is on its way into the ledger. */
  seq: Seq.nullable(),
  acknowledged: z.object({ at: Instant, by: Who }).nullable(),
  explained: z.enum(EXPLANATIONS).nullable(),
  deliveries: z.array(AlertDelivery),
})

export const AlertQuery = PageQuery.extend({
  state: z.enum(['open', 'acknowledged']).optional(),
  /** A budget’s id, `anomaly` or `test`; left out: everything but tests. */
  source: id.optional(),
})
export const AlertList = z.object({
  alerts: z.array(AlertView),
  next_cursor: z.string().nullable(),
  /** Alerts that nobody has acknowledged. */
  open: z.number().int(),
})
export const ExplainBody = z.strictObject({ explanation: z.enum(EXPLANATIONS) })

const url = z.string().max(2_000)
/** An Events API v2 integration's key, as PagerDuty shows it. */
const routingKey = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9]{32}$/, 'must be the 32 letters and digits of an Events API v2 integration')

export const ChannelBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mail'), name, address: email }),
  z.strictObject({ kind: z.literal('slack'), name, url }),
  z.strictObject({ kind: z.literal('pagerduty'), name, routing_key: routingKey }),
  z.strictObject({ kind: z.literal('webhook'), name, url }),
])

/** What is left out stays; the kind of a channel never changes. `on`: switches on again what was switched off. */
export const ChannelChange = z
  .strictObject({ name, address: email, url, routing_key: routingKey, on: z.literal(true) })
  .partial()

export const ChannelView = z.object({
  id: z.string(),
  kind: z.enum(CHANNEL_KINDS),
  name: z.string(),
  /** The address of a mail, the host of a webhook; cut short for those who may not change budgets. Null for PagerDuty. */
  to: z.string().nullable(),
  since: Instant,
  /** Switched off since then, because the other end said that it wants no more. */
  off: Instant.nullable(),
  /** Of a webhook: both secrets sign until then. */
  old_secret_until: Instant.nullable(),
  last: z.object({ alert: z.string(), state: DeliveryState, at: Instant, why: z.string().nullable() }).nullable(),
})

export const ChannelList = z.object({ channels: z.array(ChannelView) })
/** `secret`: of a webhook that was just made. This answer is the only one that shows it. */
export const ChangedChannel = z.object({ channel: ChannelView, secret: z.string().nullable() })
export const NewChannelSecret = z.object({ secret: z.string(), old_secret_until: Instant.nullable() })
export const TestedChannel = z.object({ alert: z.string() })

/** Whether unusual days raise alerts, and where those go. */
export const Watch = z.strictObject({ anomalies: z.boolean(), channels: z.array(id).max(20) })

export type AlertDelivery = z.infer<typeof AlertDelivery>
export type AlertView = z.infer<typeof AlertView>
export type AlertList = z.infer<typeof AlertList>
export type ExplainBody = z.infer<typeof ExplainBody>
export type ChannelBody = z.infer<typeof ChannelBody>
export type ChannelChange = z.infer<typeof ChannelChange>
export type ChannelView = z.infer<typeof ChannelView>
export type ChannelList = z.infer<typeof ChannelList>
export type ChangedChannel = z.infer<typeof ChangedChannel>
export type NewChannelSecret = z.infer<typeof NewChannelSecret>
export type TestedChannel = z.infer<typeof TestedChannel>
export type Watch = z.infer<typeof Watch>
