// The organizations of the signed-in person: move to another, leave this one, make a new one.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Me } from '../../../shell/queries.ts'
import { Button, ButtonLink } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { Badge } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { leaveOrganization, moveTo } from './queries.ts'

export function Organizations({ me }: { me: Me }) {
  const [leaving, setLeaving] = useState(false)
  const move = useMutation({
    mutationFn: (id: string) => moveTo(id),
    // A whole new page: everything on this one belonged to the other organization.
    onSuccess: () => location.assign('/'),
  })
  return (
    <Panel title="Organizations">
      <FormError error={move.error} />
      <ul className="needs">
        {me.tenants.map((tenant) => {
          const here = tenant.id === me.tenant?.id
          return (
            <li key={tenant.id} className="flex-wrap items-center">
              <span className="grow">
                <b>{tenant.name}</b>
                <span className="dim">
                  , {tenant.region.toUpperCase()}, {tenant.role}
                </span>
              </span>
              {here ? <Badge tone="plain">Here now</Badge> : null}
              {here ? (
                <Button size="sm" kind="danger" onClick={() => setLeaving(true)}>
                  Leave…
                </Button>
              ) : (
                <Button
                  size="sm"
                  aria-label={`Work in ${tenant.name}`}
                  busy={move.isPending && move.variables === tenant.id}
                  onClick={() => move.mutate(tenant.id)}
                >
                  Work there
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {me.tenant ? (
        <div className="mt-3">
          <ButtonLink icon="plus" to="/welcome" search={{ step: 'organization', more: '1' }}>
            Create another organization
          </ButtonLink>
        </div>
      ) : null}
      {leaving && me.tenant ? <Leave name={me.tenant.name} onClose={() => setLeaving(false)} /> : null}
    </Panel>
  )
}

function Leave({ name, onClose }: { name: string; onClose: () => void }) {
  const client = useQueryClient()
  const leave = useMutation({
    mutationFn: leaveOrganization,
    onSuccess: () => {
      client.removeQueries()
      location.assign('/welcome')
    },
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => leave.mutate()}
      title={`Leave ${name}?`}
      action="Leave organization"
      type={name}
      busy={leave.isPending}
      written="member_access · left"
    >
      <p>
        <b>Goes:</b> your access, at once, and every API token you made there.
      </p>
      <p>
        <b>Stays:</b> the records of what you did, and your account.
      </p>
      <FormError error={leave.error} />
    </ConfirmDialog>
  )
}
