// The role of a member: chosen where it may be, said with its reason where it may not.
import { Select } from '../../../ui/field.tsx'
import type { Member } from './queries.ts'
import { type Role, rolesToGive, roleWords } from './roles.ts'

interface Props {
  member: Member
  /** The role of whoever looks. */
  mine: string | null
  may: boolean
  /** Why it cannot be changed. */
  why: string | null
  onChange: (change: { id: string; role: Role }) => void
}

export function RoleSelect({ member, mine, may, why, onChange }: Props) {
  if (!may || why !== null) {
    return (
      <>
        {roleWords[member.role].name}
        {why ? <span className="sub2">{why}</span> : null}
      </>
    )
  }
  return (
    <span className="block w-28">
      <Select
        aria-label={`Role of ${member.name || member.email}`}
        value={member.role}
        options={rolesToGive(mine).map((role) => ({ value: role, label: roleWords[role].name }))}
        // The options are roles and nothing else.
        onChange={(event) => onChange({ id: member.id, role: event.target.value as Role })}
      />
    </span>
  )
}
