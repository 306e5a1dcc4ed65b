// The roles and what each may do, in one list.
import { Facts } from '../../../ui/page.tsx'
import { roles, roleWords } from './roles.ts'

export function RoleGuide() {
  return <Facts items={roles.map((role) => [roleWords[role].name, roleWords[role].may] as const)} />
}
