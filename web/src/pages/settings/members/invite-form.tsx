// Invites an address with a role. The same address again replaces its first invitation.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldProblem } from '../../../api/problems.ts'
import { meQuery } from '../../../shell/queries.ts'
import { Button } from '../../../ui/button.tsx'
import { Field, Input, Select } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { invitationsQuery, invite } from './queries.ts'
import { type Role, rolesToGive, roleWords } from './roles.ts'

export function InviteForm() {
  const client = useQueryClient()
  const mine = useQuery(meQuery).data?.role ?? null
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('auditor')
  const send = useMutation({
    mutationFn: () => invite(email.trim(), role),
    onSuccess: () => {
      setEmail('')
      void client.invalidateQueries({ queryKey: invitationsQuery.queryKey })
    },
  })
  return (
    <form
      className="stack s3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate()
      }}
    >
      <div className="grid grid-cols-1 items-start gap-3 p4:grid-cols-[minmax(0,320px)_160px_auto]">
        <Field label="E-mail" error={fieldProblem(send.error, 'email', 'The address')}>
          {(control) => (
            <Input
              {...control}
              type="email"
              autoComplete="off"
              inputMode="email"
              value={email}
              onChange={(event) => {
                setEmail(event.target.value)
                if (send.isSuccess) send.reset()
              }}
            />
          )}
        </Field>
        <Field label="Role">
          {(control) => (
            <Select
              {...control}
              value={role}
              options={rolesToGive(mine).map((one) => ({ value: one, label: roleWords[one].name }))}
              // The options are roles and nothing else.
              onChange={(event) => setRole(event.target.value as Role)}
            />
          )}
        </Field>
        <div className="p4:pt-5">
          <Button type="submit" icon="mail" busy={send.isPending}>
            Send invitation
          </Button>
        </div>
      </div>
      <FormError error={send.error} fields={['email']} />
      {send.isSuccess ? (
        <p className="small ok-t" role="status">
          An invitation is on its way to {send.data.email}.
        </p>
      ) : null}
    </form>
  )
}
