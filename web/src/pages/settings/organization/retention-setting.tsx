// How long texts of chats are kept: for ever, or some months after their last change, then erased by the same path as by hand.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldProblem } from '../../../api/problems.ts'
import { plural } from '../../../format.ts'
import { Button } from '../../../ui/button.tsx'
import { RadioGroup } from '../../../ui/choice.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { Field, Input } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { Panel } from '../../../ui/page.tsx'
import { toast } from '../../../ui/toast.tsx'
import { changeSettings, type Settings, settingsQuery } from './queries.ts'
import { monthsIn, mostMonths } from './retention.ts'

export function RetentionSetting({ settings, may }: { settings: Settings; may: boolean }) {
  const client = useQueryClient()
  const stands = settings.retention_months
  const [keep, setKeep] = useState<'all' | 'some'>(stands === null ? 'all' : 'some')
  const [typed, setTyped] = useState(String(stands ?? 24))
  const [asking, setAsking] = useState(false)
  const months = keep === 'all' ? null : monthsIn(typed)
  const save = useMutation({
    mutationFn: (next: number | null) => changeSettings({ retention_months: next }),
    onSuccess: (now) => {
      client.setQueryData(settingsQuery.queryKey, now)
      setAsking(false)
      void toast('The retention period is saved')
    },
  })
  const changed = months !== stands
  const submit = () => {
    if (months === undefined || !changed) return
    // Longer takes nothing away; shorter does, the next night.
    const takes = months !== null && (stands === null || months < stands)
    if (takes) setAsking(true)
    else save.mutate(months)
  }
  return (
    <Panel
      title="Retention of chats"
      sub="Titles and texts alone: what was used, when and by whom stays on record for good."
    >
      <form
        className="stack s4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <fieldset disabled={!may}>
          <RadioGroup
            legend="Texts of chats are"
            value={keep}
            onChange={setKeep}
            options={[
              { value: 'all', label: 'kept', hint: 'Until somebody erases them.', disabled: !may },
              {
                value: 'some',
                label: 'erased by themselves',
                hint: 'At night, with a record and a certificate; what is on hold stays.',
                disabled: !may,
              },
            ]}
          />
        </fieldset>
        {keep === 'some' ? (
          <Field
            label="Months after the last change of a chat"
            error={
              months === undefined
                ? `A whole number from 1 to ${mostMonths}.`
                : fieldProblem(save.error, 'retention_months', 'The period')
            }
          >
            {(control) => (
              <Input
                {...control}
                className="w-24"
                inputMode="numeric"
                maxLength={3}
                disabled={!may}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        <FormError error={asking ? null : save.error} fields={['retention_months']} />
        {may ? (
          <div>
            <Button type="submit" kind="primary" busy={save.isPending} disabled={!changed || months === undefined}>
              Save retention
            </Button>
          </div>
        ) : null}
      </form>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => typeof months === 'number' && save.mutate(months)}
        title={`Erase chats after ${plural(months ?? 0, 'month')}?`}
        action="Save and erase what is older"
        busy={save.isPending}
        written={`tenant · settings changed\nretention_months  ${stands ?? 'none'} → ${months ?? ''}`}
      >
        <p>
          <b>Goes:</b> the next night, titles and texts of every chat that did not change for{' '}
          {plural(months ?? 0, 'month')}. It cannot be undone.
        </p>
        <p>
          <b>Stays:</b> what is on hold, and the records themselves.
        </p>
        <FormError error={save.error} />
      </ConfirmDialog>
    </Panel>
  )
}
