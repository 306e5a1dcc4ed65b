// Settings → Members and roles: who is here, who is invited, what each role may do.
import { useQuery } from '@tanstack/react-query'
import { useMay } from '../../../shell/may.ts'
import { Panel } from '../../../ui/page.tsx'
import { InvitationsTable } from './invitations.tsx'
import { InviteForm } from './invite-form.tsx'
import { MembersTable } from './members-table.tsx'
import { invitationsQuery } from './queries.ts'
import { RoleGuide } from './role-guide.tsx'

export function MembersPart() {
  const may = useMay('write:members')
  const open = useQuery(invitationsQuery)
  const some = open.isError || (open.data?.length ?? 0) > 0
  return (
    <>
      <MembersTable may={may} />
      {may ? (
        <Panel section title="Invite somebody" sub="They get a mail with a link that works once, within 7 days.">
          <InviteForm />
        </Panel>
      ) : null}
      {some ? (
        <Panel section title="Open invitations">
          <InvitationsTable may={may} />
        </Panel>
      ) : null}
      <Panel section title="What each role may do">
        <RoleGuide />
      </Panel>
    </>
  )
}
