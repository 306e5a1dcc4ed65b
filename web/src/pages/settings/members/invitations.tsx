// Open invitations: to whom, as what, until when; each can be revoked.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { day } from '../../../time.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorPanel } from '../../../ui/feedback.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { SkeletonRows, Waiting } from '../../../ui/skeleton.tsx'
import { type Column, Table } from '../../../ui/table.tsx'
import { type Invitation, invitationsQuery, revokeInvitation } from './queries.ts'
import { roleWords } from './roles.ts'

export function InvitationsTable({ may }: { may: boolean }) {
  const client = useQueryClient()
  const open = useQuery(invitationsQuery)
  const { mutate, isPending, variables, error } = useMutation({
    mutationFn: (id: string) => revokeInvitation(id),
    onSettled: () => client.invalidateQueries({ queryKey: invitationsQuery.queryKey }),
  })
  const busy = isPending ? variables : null
  const columns = useMemo((): Column<Invitation>[] => {
    return [
      { id: 'email', head: 'Address', cell: (row) => <span className="break-all">{row.email}</span> },
      { id: 'role', head: 'Role', cell: (row) => roleWords[row.role].name },
      { id: 'sent', head: 'Sent', hide: 'p2', cell: (row) => day(row.created_at.slice(0, 10)) },
      { id: 'until', head: 'Works until', hide: 'p4', cell: (row) => day(row.expires_at.slice(0, 10)) },
      {
        id: 'revoke',
        head: 'Actions',
        hiddenHead: true,
        num: true,
        cell: (row) =>
          may ? (
            <Button
              size="sm"
              aria-label={`Revoke the invitation of ${row.email}`}
              busy={busy === row.id}
              onClick={() => mutate(row.id)}
            >
              Revoke
            </Button>
          ) : null,
      },
    ]
  }, [may, busy, mutate])
  if (open.error) return <ErrorPanel what="The invitations" error={open.error} onRetry={() => void open.refetch()} />
  return (
    <>
      <FormError error={error} />
      <Waiting waiting={open.isPending} skeleton={<SkeletonRows rows={2} />}>
        {() => <Table name="Open invitations" columns={columns} rows={open.data ?? []} keyOf={(row) => row.id} />}
      </Waiting>
    </>
  )
}
