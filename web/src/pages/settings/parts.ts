// The parts of Settings, in the order of their tabs, and who sees which.

export const parts = [
  'organization',
  'integrations',
  'members',
  'tokens',
  'teams',
  'receipts',
  'reports',
  'account',
] as const
export type Part = (typeof parts)[number]

export const partWords: Record<Part, string> = {
  organization: 'Organization',
  integrations: 'Integrations',
  members: 'Members and roles',
  tokens: 'API tokens',
  teams: 'Teams',
  receipts: 'Receipts',
  reports: 'Reports',
  account: 'Your account',
}

/** The permission that opens a part; the own account is everybody's. */
const needs: Record<Part, string | null> = {
  organization: 'read:settings',
  integrations: 'read:connections',
  members: 'read:members',
  tokens: 'read:tokens',
  teams: 'read:costs',
  receipts: 'read:settings',
  reports: 'read:usage',
  account: null,
}

/** The parts that somebody with these permissions sees. */
export function partsFor(permissions: readonly string[]): Part[] {
  return parts.filter((part) => {
    const need = needs[part]
    return need === null || permissions.includes(need)
  })
}
