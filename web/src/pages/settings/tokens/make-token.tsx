// Makes a token: name, life, scopes; then shows its text once.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { fieldProblem } from '../../../api/problems.ts'
import { useMay } from '../../../shell/may.ts'
import { meQuery } from '../../../shell/queries.ts'
import { Button, ButtonLink } from '../../../ui/button.tsx'
import { Check } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field, Input, Select } from '../../../ui/field.tsx'
import { FormError, GroupError } from '../../../ui/form-error.tsx'
import { makeToken, tokensQuery } from './queries.ts'
import { expiryAfter, lives, scopesFor } from './scopes.ts'
import { ShownOnce } from './shown-once.tsx'

/** The one action at the head of the part. */
export function MakeTokenLink() {
  if (!useMay('write:tokens')) return null
  return (
    <ButtonLink kind="primary" icon="plus" to="/settings" search={{ part: 'tokens', make: 'token' }}>
      Create token
    </ButtonLink>
  )
}

export function MakeToken() {
  const client = useQueryClient()
  const navigate = useNavigate({ from: '/settings' })
  const permissions = useQuery(meQuery).data?.permissions ?? []
  const [name, setName] = useState('')
  const [days, setDays] = useState('90')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const close = () => void navigate({ search: (old) => ({ ...old, make: undefined }) })
  const make = useMutation({
    // Its answer holds the text: nothing keeps it once the dialog is gone.
    gcTime: 0,
    mutationFn: () => makeToken({ name, scopes: chosen, expires_at: expiryAfter(Number(days), Date.now()) }),
    onSuccess: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  })
  if (make.data) return <ShownOnce made={make.data} onClose={close} />
  const turn = (scope: string, on: boolean) =>
    setChosen(on ? [...chosen, scope] : chosen.filter((other) => other !== scope))
  return (
    <Dialog
      open
      onClose={close}
      title="Create an API token"
      onSubmit={() => make.mutate()}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" kind="primary" busy={make.isPending}>
            Create token
          </Button>
        </>
      }
    >
      <Field label="Name" hint="What will use it." error={fieldProblem(make.error, 'name', 'The name')}>
        {(control) => (
          <Input {...control} maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <Field label="Ends after" error={fieldProblem(make.error, 'expires_at', 'The end')}>
        {(control) => (
          <Select {...control} value={days} options={lives} onChange={(event) => setDays(event.target.value)} />
        )}
      </Field>
      <fieldset className="stack">
        <legend className="label mb-1">What it may do</legend>
        <div className="grid grid-cols-1 gap-2 p4:grid-cols-2">
          {scopesFor(permissions).map(({ scope, words }) => (
            <Check
              key={scope}
              label={words}
              hint={<span className="mono">{scope}</span>}
              checked={chosen.includes(scope)}
              onChange={(event) => turn(scope, event.target.checked)}
            />
          ))}
        </div>
        <GroupError words={fieldProblem(make.error, 'scopes', 'The list')} />
      </fieldset>
      <FormError error={make.error} fields={['name', 'expires_at', 'scopes']} />
    </Dialog>
  )
}
