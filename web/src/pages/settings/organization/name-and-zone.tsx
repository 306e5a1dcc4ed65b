// The name of the organization and the zone in which its event lists are shown; its region stands beside them, fixed.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldProblem } from '../../../api/problems.ts'
import { meQuery } from '../../../shell/queries.ts'
import { Button } from '../../../ui/button.tsx'
import { Field, Input, Select } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { Panel } from '../../../ui/page.tsx'
import { toast } from '../../../ui/toast.tsx'
import { changeSettings, type Settings, settingsQuery } from './queries.ts'
import { regionWords, zones } from './words.ts'

export function NameAndZone({ settings, may }: { settings: Settings; may: boolean }) {
  const client = useQueryClient()
  const [name, setName] = useState(settings.name)
  const [timezone, setTimezone] = useState(settings.timezone)
  const changed = name.trim() !== settings.name || timezone !== settings.timezone
  const save = useMutation({
    mutationFn: () => changeSettings({ name, timezone }),
    onSuccess: (now) => {
      client.setQueryData(settingsQuery.queryKey, now)
      setName(now.name)
      void client.invalidateQueries({ queryKey: meQuery.queryKey })
      void toast('Settings saved')
    },
  })
  return (
    <Panel title="Name and place" bare>
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
              autoComplete="organization"
              maxLength={100}
              value={name}
              disabled={!may}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field
          label="Time zone"
          hint="For lists of events. Vendors count usage and cost in UTC days, and charts of them stay in UTC."
          error={fieldProblem(save.error, 'timezone', 'The time zone')}
        >
          {(control) => (
            <Select
              {...control}
              value={timezone}
              disabled={!may}
              options={zones(Intl.supportedValuesOf('timeZone'), settings.timezone).map((zone) => ({
                value: zone,
                label: zone.replaceAll('_', ' '),
              }))}
              onChange={(event) => setTimezone(event.target.value)}
            />
          )}
        </Field>
        <div>
          <span className="label">Region</span>
          <p>
            {regionWords[settings.region].name}
            <span className="dim">, fixed when the organization was created. {regionWords[settings.region].words}</span>
          </p>
        </div>
        <FormError error={save.error} fields={['name', 'timezone']} />
        {may ? (
          <div>
            <Button type="submit" kind="primary" busy={save.isPending} disabled={!changed}>
              Save changes
            </Button>
          </div>
        ) : null}
      </form>
    </Panel>
  )
}
