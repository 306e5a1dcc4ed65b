// The closed words of alerts, which the API's schemas say too. Nothing else is imported with them.

export const CHANNEL_KINDS = ['mail', 'slack', 'pagerduty', 'webhook'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]

/** What an alert turned out to be. */
export const EXPLANATIONS = ['expected', 'incident', 'mistake', 'credit', 'other'] as const
export type Explanation = (typeof EXPLANATIONS)[number]
