// The same alert as each receiver takes it: Slack's incoming webhook, PagerDuty's Events v2, and our own message for webhooks.
import type { AlertText } from './text.ts'

/** Slack's three (docs, "Formatting text for app surfaces"): nothing else of a message can be taken for mark-up that calls people or makes links. */
const slackText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A section's text has at most 3,000 characters. */
const MOST_SLACK = 2_900

/** `text` is what notifications and screen readers show; blocks are what stands in the channel. */
export function slackBody({ headline, sentences, url, organization, severity }: AlertText): string {
  const words = sentences.map(slackText).join('\n')
  const section = `*${slackText(headline)}*\n${words}`.slice(0, MOST_SLACK)
  return JSON.stringify({
    text: slackText(`${headline}. ${sentences.join(' ')}`),
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: section } },
      {
        type: 'context',
        elements: [{ type: 'mrkdwn', text: `${slackText(organization)} · ${severity} · <${url}|Open in Tallystick>` }],
      },
    ],
  })
}

/** Events API v2: a summary has at most 1,024 characters. */
const MOST_SUMMARY = 1_024

export function pagerDutyBody(routingKey: string, said: AlertText): string {
  const { id, at, headline, sentences, url, organization, severity, type } = said
  return JSON.stringify({
    routing_key: routingKey,
    event_action: 'trigger',
    dedup_key: id,
    client: 'Tallystick',
    client_url: url,
    links: [{ href: url, text: 'Open in Tallystick' }],
    payload: {
      summary: headline.slice(0, MOST_SUMMARY),
      source: organization.slice(0, MOST_SUMMARY),
      severity,
      timestamp: at,
      component: 'AI spending',
      class: type,
      custom_details: { details: sentences.join(' '), ...figures(said) },
    },
  })
}

/** Acknowledging here is acknowledging there; the key of the event is the alert's id. */
export const pagerDutyAcknowledge = (routingKey: string, alert: string): string =>
  JSON.stringify({ routing_key: routingKey, event_action: 'acknowledge', dedup_key: alert })

/** Type, timestamp and data, as Standard Webhooks recommends. The same alert gives the same bytes while its names stay the same. */
export function webhookBody(said: AlertText): string {
  const { id, at, type, severity, headline, sentences, url, organization } = said
  const data = { alert: id, organization, severity, headline, details: sentences.join(' '), url, ...figures(said) }
  return JSON.stringify({ type, timestamp: at, data })
}

function figures({ facts }: AlertText): Record<string, unknown> {
  const { of: _, channels: __, ...rest } = facts
  return rest
}
