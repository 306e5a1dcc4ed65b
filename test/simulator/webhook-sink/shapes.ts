// What Slack and PagerDuty take: their public shapes, strictly, so that a body they would refuse is refused here too.
import { z } from 'zod'

const text = (most: number) => z.string().min(1).max(most)
const mrkdwn = (most: number) => z.strictObject({ type: z.literal('mrkdwn'), text: text(most) })

/** Incoming webhooks: `text` for notifications, blocks of Block Kit with its limits of characters. */
const slack = z.strictObject({
  text: text(40_000),
  blocks: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('section'), text: mrkdwn(3_000) }),
        z.strictObject({ type: z.literal('context'), elements: z.array(mrkdwn(3_000)).min(1).max(10) }),
      ]),
    )
    .max(50),
})

/** Events API v2. */
const common = { routing_key: z.string().length(32), dedup_key: text(255) }
const pagerduty = z.discriminatedUnion('event_action', [
  z.strictObject({
    ...common,
    event_action: z.literal('trigger'),
    client: z.string(),
    client_url: z.url(),
    links: z.array(z.strictObject({ href: z.url(), text: z.string() })),
    payload: z.strictObject({
      summary: text(1_024),
      source: text(1_024),
      severity: z.enum(['info', 'warning', 'error', 'critical']),
      timestamp: z.iso.datetime(),
      component: z.string(),
      class: z.string(),
      custom_details: z.record(z.string(), z.unknown()),
    }),
  }),
  z.strictObject({ ...common, event_action: z.enum(['acknowledge', 'resolve']) }),
])

export type Judged = { readonly status: number; readonly body: string }

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** How the service behind this path answers; undefined where any body is taken. */
export function judgeShape(path: string, body: string): Judged | undefined {
  if (path.startsWith('/slack/')) {
    return slack.safeParse(parse(body)).success ? { status: 200, body: 'ok' } : { status: 400, body: 'invalid_payload' }
  }
  if (path !== '/pagerduty/v2/enqueue') return undefined
  const event = pagerduty.safeParse(parse(body))
  return event.success
    ? { status: 202, body: JSON.stringify({ status: 'success', dedup_key: event.data.dedup_key }) }
    : { status: 400, body: JSON.stringify({ status: 'invalid event' }) }
}
