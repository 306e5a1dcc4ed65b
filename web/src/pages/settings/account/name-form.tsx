// The own name and address. The address is the account: it signs in, so it is not changed here.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldProblem } from '../../../api/problems.ts'
import { type Me, meQuery } from '../../../shell/queries.ts'
import { Button } from '../../../ui/button.tsx'
import { Field, Input } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { Panel } from '../../../ui/page.tsx'
import { toast } from '../../../ui/toast.tsx'
import { renameMe } from './queries.ts'

export function NameForm({ user }: { user: Me['user'] }) {
  const client = useQueryClient()
  const [name, setName] = useState(user.name)
  const save = useMutation({
    mutationFn: () => renameMe(name),
    onSuccess: (me) => {
      client.setQueryData(meQuery.queryKey, me)
      void toast('Your name was changed')
    },
  })
  const changed = name.trim() !== user.name
  return (
    <Panel title="You" bare>
      <form
        className="stack s4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (changed) save.mutate()
        }}
      >
        <Field label="Name" error={fieldProblem(save.error, 'name', 'The name')}>
          {(control) => (
            <Input
              {...control}
              autoComplete="name"
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <div>
          <span className="label">E-mail</span>
          <p className="break-all">{user.email}</p>
        </div>
        <FormError error={save.error} fields={['name']} />
        <div>
          <Button type="submit" kind="primary" busy={save.isPending} disabled={!changed}>
            Save name
          </Button>
        </div>
      </form>
    </Panel>
  )
}
