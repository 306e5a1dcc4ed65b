// What a budget is on: the kind first, then one of what was used or billed here.
import { useQuery } from '@tanstack/react-query'
import type { BudgetView } from '../../../../worker/http/schemas/budgets.ts'
import { useMay } from '../../shell/may.ts'
import { Field, Select } from '../../ui/field.tsx'
import { vendorNames } from '../../ui/vendors.ts'
import { type ChosenScope, optionsFrom } from './options.ts'
import { scopeValuesQuery, teamsQuery } from './queries.ts'
import { scopeWords } from './words.ts'

type Scope = BudgetView['scope']
const scopes = ['tenant', 'vendor', 'workspace', 'key', 'model', 'person', 'team'] as const

interface Props {
  today: string
  value: ChosenScope
  onChange: (value: ChosenScope) => void
  /** Why the API refused it. */
  error: string | undefined
}

export function ScopePicker({ today, value, onChange, error }: Props) {
  const people = useMay('read:people')
  const open = scopes.filter((scope) => scope !== 'person' || people)
  return (
    <>
      <Field label="On">
        {(control) => (
          <Select
            {...control}
            value={value.scope}
            options={open.map((scope) => ({ value: scope, label: scopeWords[scope] }))}
            onChange={(event) => onChange(begun(open.find((one) => one === event.target.value) ?? 'tenant'))}
          />
        )}
      </Field>
      {value.scope === 'tenant' ? null : <Values today={today} value={value} onChange={onChange} error={error} />}
    </>
  )
}

const begun = (scope: Scope): ChosenScope => ({ scope, vendor: null, value: null, label: null })

function Values({ today, value, onChange, error }: Props) {
  const { scope } = value
  const by = scope === 'workspace' || scope === 'key' || scope === 'model' || scope === 'person' ? scope : null
  const used = useQuery({ ...scopeValuesQuery(by ?? 'model', today), enabled: by !== null })
  const teams = useQuery({ ...teamsQuery, enabled: scope === 'team' })
  const options = optionsFrom(scope, used.data?.groups, teams.data?.teams, vendorNames)
  const at = options.findIndex((one) => one.vendor === value.vendor && one.value === value.value)
  const waiting = (by !== null && used.isPending) || (scope === 'team' && teams.isPending)
  const none = scope === 'team' ? 'There is no team yet; make one under Settings.' : 'Nothing was used in 90 days.'
  return (
    <Field
      label="Which"
      error={error ?? (used.error || teams.error ? 'The list could not be read. Try again.' : undefined)}
      hint={!waiting && options.length === 0 ? none : undefined}
    >
      {(control) => (
        <Select
          {...control}
          value={String(at)}
          disabled={waiting || options.length === 0}
          options={[
            { value: '-1', label: waiting ? 'Reading…' : 'Choose one', disabled: true },
            ...options.map((option, index) => ({ value: String(index), label: option.words })),
          ]}
          onChange={(event) => {
            const chosen = options[Number(event.target.value)]
            if (chosen) onChange({ scope, vendor: chosen.vendor, value: chosen.value, label: chosen.label })
          }}
        />
      )}
    </Field>
  )
}
