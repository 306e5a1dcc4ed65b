// Third step: who else should see the ledger. Nobody has to be invited now.
import { useQuery } from '@tanstack/react-query'
import { useMay } from '../../shell/may.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Note } from '../../ui/feedback.tsx'
import { Panel } from '../../ui/page.tsx'
import { InvitationsTable } from '../settings/members/invitations.tsx'
import { InviteForm } from '../settings/members/invite-form.tsx'
import { invitationsQuery } from '../settings/members/queries.ts'
import { RoleGuide } from '../settings/members/role-guide.tsx'

export function PeopleStep() {
  const may = useMay('write:members')
  const open = useQuery(invitationsQuery)
  const some = (open.data?.length ?? 0) > 0
  return (
    <div className="stack s6">
      <div>
        <h1>Invite people</h1>
        <p className="lead">
          Colleagues who look after cost, compliance or audits. Each gets a mail with a link that works for that address
          only. You can do this later under Settings → Members.
        </p>
      </div>
      <div className="card stack s4">
        {may ? <InviteForm /> : <Note>Your role cannot invite people; an owner or admin can.</Note>}
        <RoleGuide />
      </div>
      {some ? (
        <Panel title="Invited">
          <InvitationsTable may={may} />
        </Panel>
      ) : null}
      <div className="row wrap">
        <ButtonLink kind="primary" to="/welcome" search={{ step: 'done' }}>
          {some ? 'Go on' : 'Go on without inviting'}
        </ButtonLink>
      </div>
    </div>
  )
}
