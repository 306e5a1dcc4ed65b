// The five roles in words, and what the screen can say before the API does.

export const roles = ['owner', 'admin', 'auditor', 'finance', 'member'] as const
export type Role = (typeof roles)[number]

export const roleWords: Record<Role, { name: string; may: string }> = {
  owner: { name: 'Owner', may: 'Everything, and the role of owner itself.' },
  admin: { name: 'Admin', may: 'Settings, connections, members, tokens, content.' },
  auditor: { name: 'Auditor', may: 'Reads all metadata, proofs and exports. No content.' },
  finance: { name: 'Finance', may: 'Usage, costs, budgets and exports of them.' },
  member: { name: 'Member', may: 'Their own data.' },
}

export interface Person {
  readonly id: string
  readonly role: Role
}

/** Why this person's role cannot be changed or taken away by `mine`, or null when it can. The API has the last word. */
export function whyFixed(person: Person, members: readonly Person[], mine: string | null): string | null {
  if (person.role !== 'owner') return null
  if (mine !== 'owner') return 'Only an owner changes the role of an owner.'
  const owners = members.filter((one) => one.role === 'owner').length
  return owners === 1 ? 'The last owner. Make somebody else an owner first.' : null
}

/** Roles that somebody with the role `mine` may give. */
export function rolesToGive(mine: string | null): Role[] {
  return roles.filter((role) => role !== 'owner' || mine === 'owner')
}
