// Who may do what: the one table from role to permission. Sessions, API tokens and the route matrix of the tests all read it.

export const PERMISSIONS = [
  'read:usage',
  'read:costs',
  'read:people',
  'write:people',
  'read:activity',
  'read:sessions',
  'read:ledger',
  'read:insights',
  'read:exports',
  'write:exports',
  'read:connections',
  'write:connections',
  'read:members',
  'write:members',
  'read:tokens',
  'write:tokens',
  'read:settings',
  'write:settings',
  'write:budgets',
  'content',
  'read:own',
] as const

export type Permission = (typeof PERMISSIONS)[number]

export const ROLES = ['owner', 'admin', 'auditor', 'finance', 'member'] as const
export type Role = (typeof ROLES)[number]

/** owner and admin differ in one thing that no permission says: only an owner touches the role of owner (members.ts). */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  owner: PERMISSIONS,
  admin: PERMISSIONS,
  auditor: [...PERMISSIONS.filter((name) => name.startsWith('read:'))],
  finance: [
    'read:usage',
    'read:costs',
    'read:insights',
    'read:ledger',
    'read:exports',
    'write:exports',
    'write:budgets',
    'read:own',
  ],
  member: ['read:own'],
}

/** What a token may carry. Members, tokens and settings of the organization are changed by people only. */
export const TOKEN_SCOPES = PERMISSIONS.filter(
  (name) => !['write:members', 'write:tokens', 'write:settings', 'read:own', 'content'].includes(name),
)

export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return new Set(ROLE_PERMISSIONS[role])
}

/** A token's power today: its scopes, cut down to what its maker's role still allows. */
export function permissionsOfToken(scopes: readonly Permission[], role: Role): ReadonlySet<Permission> {
  const held = permissionsOf(role)
  return new Set(scopes.filter((scope) => held.has(scope)))
}
