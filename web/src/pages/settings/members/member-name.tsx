// A member in a row: mark, name, address.
import { Avatar } from '../../../ui/marks.tsx'
import type { Member } from './queries.ts'

export function MemberName({ member, self }: { member: Member; self: boolean }) {
  const name = member.name || member.email
  return (
    <span className="row">
      <Avatar name={name} />
      <span className="min-w-0">
        <b>{name}</b>
        {self ? <span className="dim"> (you)</span> : null}
        {member.name ? <span className="sub2 break-all">{member.email}</span> : null}
      </span>
    </span>
  )
}
