// First step: the organization and its region, which cannot be changed afterwards.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { fieldProblem } from '../../api/problems.ts'
import { meQuery } from '../../shell/queries.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { Field, Input } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Facts } from '../../ui/page.tsx'
import { Organizations } from '../settings/account/organizations.tsx'
import { regionWords } from '../settings/organization/words.ts'
import { onboardingRoute } from './route.ts'

export function OrganizationStep() {
  const { more } = onboardingRoute.useSearch()
  const me = useQuery(meQuery).data
  const tenant = me?.tenant ?? null
  if (tenant !== null && !more) {
    return (
      <div className="stack s6 read">
        <h1>Your organization</h1>
        <Facts
          items={[
            ['Name', tenant.name],
            ['Region', `${regionWords[tenant.region].name}, fixed`],
          ]}
        />
        <div className="row wrap">
          <ButtonLink kind="primary" to="/welcome" search={{ step: 'connect' }}>
            Connect your vendors
          </ButtonLink>
          <ButtonLink kind="ghost" to="/welcome" search={{ step: 'organization', more: '1' }}>
            Create another organization
          </ButtonLink>
        </div>
      </div>
    )
  }
  return (
    <div className="stack s8">
      {tenant === null && me && me.tenants.length > 0 ? (
        <div className="read">
          <Organizations me={me} />
        </div>
      ) : null}
      <CreateOrganization />
    </div>
  )
}

function CreateOrganization() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [region, setRegion] = useState<'us' | 'eu'>('us')
  const create = useMutation({
    mutationFn: () => api.post('/api/tenants', { name, region }),
    onSuccess: async () => {
      // The session works in the new organization now: whatever was known belonged to another.
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' })
      await client.refetchQueries(meQuery)
      await navigate({ to: '/welcome', search: { step: 'connect' } })
    },
  })
  return (
    <form
      className="stack s6 read"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        create.mutate()
      }}
    >
      <div>
        <h1>Create your organization</h1>
        <p className="lead">
          It holds one ledger. You become its owner. That it was created is record 0; connecting a vendor follows.
        </p>
      </div>
      <Field
        label="Name"
        hint="As your colleagues know it. You can change it later."
        error={fieldProblem(create.error, 'name', 'The name')}
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="organization"
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <RadioGroup
        legend="Region"
        value={region}
        onChange={setRegion}
        options={[
          { value: 'us', label: regionWords.us.name, hint: regionWords.us.words },
          { value: 'eu', label: regionWords.eu.name, hint: regionWords.eu.words },
        ]}
      />
      <p className="well small">
        <b>The region is fixed afterwards.</b> Records, keys and content are kept there from the first one on. Moving
        would mean a second ledger, so choose with whoever looks after your data.
      </p>
      <FormError error={create.error} fields={['name']} />
      <div>
        <Button type="submit" kind="primary" busy={create.isPending}>
          Create organization
        </Button>
      </div>
    </form>
  )
}
