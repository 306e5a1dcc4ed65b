// The members, their roles, and who may be changed or removed.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { count } from '../../../format.ts'
import { meQuery } from '../../../shell/queries.ts'
import { day } from '../../../time.ts'
import { ErrorPanel } from '../../../ui/feedback.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { SkeletonRows, Waiting } from '../../../ui/skeleton.tsx'
import { type Column, Table } from '../../../ui/table.tsx'
import { settingsRoute } from '../route.ts'
import { MemberName } from './member-name.tsx'
import { changeRole, type Member, membersQuery } from './queries.ts'
import { RemoveButton, RemoveMember } from './remove-member.tsx'
import { RoleSelect } from './role-select.tsx'
import { type Role, roleWords, whyFixed } from './roles.ts'

export function MembersTable({ may }: { may: boolean }) {
  const client = useQueryClient()
  const navigate = useNavigate({ from: '/settings' })
  const { sort = 'email' } = settingsRoute.useSearch()
  const me = useQuery(meQuery).data
  const members = useQuery(membersQuery)
  const [leaving, setLeaving] = useState<Member | null>(null)
  const { mutate, error } = useMutation({
    mutationFn: ({ id, role }: { id: string; role: Role }) => changeRole(id, role),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: membersQuery.queryKey }),
        client.invalidateQueries({ queryKey: meQuery.queryKey }),
      ]),
  })
  const rows = members.data
  const mine = me?.role ?? null
  const self = me?.user.id
  const columns = useMemo((): Column<Member>[] => {
    const fixed = (row: Member) => whyFixed(row, rows ?? [], mine)
    return [
      {
        id: 'email',
        head: 'Member',
        sort: (row) => (row.name || row.email).toLowerCase(),
        cell: (row) => <MemberName member={row} self={row.id === self} />,
      },
      {
        id: 'role',
        head: 'Role',
        sort: (row) => roleWords[row.role].name,
        cell: (row) => (
          <RoleSelect member={row} mine={mine} why={may ? fixed(row) : null} may={may} onChange={mutate} />
        ),
      },
      {
        id: 'joined',
        head: 'Joined',
        hide: 'p2',
        firstDown: true,
        sort: (row) => row.joined_at,
        cell: (row) => <span className="dim">{day(row.joined_at.slice(0, 10))}</span>,
      },
      {
        id: 'remove',
        head: 'Actions',
        hiddenHead: true,
        num: true,
        cell: (row) =>
          may && row.id !== self ? <RemoveButton member={row} why={fixed(row)} onAsk={setLeaving} /> : null,
      },
    ]
  }, [rows, mine, self, may, mutate])
  if (members.error) {
    return <ErrorPanel what="The members" error={members.error} onRetry={() => void members.refetch()} />
  }
  return (
    <>
      <FormError error={error} />
      <Waiting waiting={members.isPending} skeleton={<SkeletonRows rows={5} />}>
        {() => (
          <Table
            name="Members"
            columns={columns}
            rows={rows ?? []}
            keyOf={(row) => row.id}
            sort={sort}
            onSort={(next) => void navigate({ search: (old) => ({ ...old, sort: next }), replace: true })}
            foot={`${count(rows?.length ?? 0)} in the organization. A change of role is a record.`}
          />
        )}
      </Waiting>
      {leaving ? <RemoveMember key={leaving.id} member={leaving} onClose={() => setLeaving(null)} /> : null}
    </>
  )
}
