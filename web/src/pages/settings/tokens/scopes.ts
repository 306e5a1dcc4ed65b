// Scopes of API tokens in words, the lives a token may have, and the state of each.

export interface Scope {
  readonly scope: string
  readonly words: string
}

/** What a token may carry; people alone change members, tokens and settings. */
export const scopes: readonly Scope[] = [
  { scope: 'read:usage', words: 'Usage' },
  { scope: 'read:costs', words: 'Costs' },
  { scope: 'read:people', words: 'People and identities' },
  { scope: 'read:activity', words: 'Activity' },
  { scope: 'read:sessions', words: 'Sessions' },
  { scope: 'read:ledger', words: 'Ledger, checkpoints and proofs' },
  { scope: 'read:insights', words: 'Insights' },
  { scope: 'read:exports', words: 'Exports' },
  { scope: 'read:connections', words: 'Connections and streams' },
  { scope: 'read:members', words: 'Members' },
  { scope: 'read:tokens', words: 'Tokens, without their text' },
  { scope: 'read:settings', words: 'Settings' },
  { scope: 'write:people', words: 'Link identities to people' },
  { scope: 'write:exports', words: 'Make exports' },
  { scope: 'write:connections', words: 'Add, replace and remove connections' },
  { scope: 'write:budgets', words: 'Budgets' },
]

/** Only scopes the maker holds: the API refuses the others. */
export function scopesFor(permissions: readonly string[]): Scope[] {
  return scopes.filter(({ scope }) => permissions.includes(scope))
}

export const lives = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '365 days' },
] as const

/** The end of a token that begins now, ISO 8601. The API takes an hour to 366 days. */
export function expiryAfter(days: number, now: number): string {
  return new Date(now + days * 86_400_000).toISOString()
}

export const stateWords = {
  live: { word: 'Live', tone: 'ok' },
  expired: { word: 'Expired', tone: 'plain' },
  revoked: { word: 'Revoked', tone: 'plain' },
} as const
