// Streams that a record can come from, for the filter: what we read, then our own acts. Another one stays typed in the URL.
export const streams: readonly string[] = [
  'anthropic.activity',
  'anthropic.api_keys',
  'anthropic.code_analytics',
  'anthropic.costs',
  'anthropic.invites',
  'anthropic.members',
  'anthropic.organization',
  'anthropic.usage',
  'anthropic.usage_actors',
  'anthropic.workspaces',
  'tallystick.connections',
  'tallystick.members',
  'tallystick.receipts',
  'tallystick.sign_ins',
  'tallystick.tenant',
  'tallystick.tokens',
]
