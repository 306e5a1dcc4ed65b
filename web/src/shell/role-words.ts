// What the roles are called.
import type { Me } from './queries.ts'

export const roleWords: Record<NonNullable<Me['role']>, string> = {
  owner: 'Owner',
  admin: 'Admin',
  auditor: 'Auditor',
  finance: 'Finance',
  member: 'Member',
}
