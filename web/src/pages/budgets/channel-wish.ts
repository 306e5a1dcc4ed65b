// What is sent to the API for a channel of each kind.
import type { ChannelBody, ChannelChange, ChannelView } from '../../../../worker/http/schemas/alerts.ts'

export type ChannelKind = ChannelView['kind']
export const channelKinds = ['mail', 'slack', 'pagerduty', 'webhook'] as const

export function wishOf(kind: ChannelKind, name: string, target: string): ChannelBody {
  const typed = target.trim()
  if (kind === 'mail') return { kind, name, address: typed }
  if (kind === 'pagerduty') return { kind, name, routing_key: typed }
  return { kind, name, url: typed }
}

/** An empty target stays as it is. */
export function changeOf(kind: ChannelKind, name: string, target: string): ChannelChange {
  if (target.trim() === '') return { name }
  const { kind: _, ...change } = wishOf(kind, name, target)
  return change
}
