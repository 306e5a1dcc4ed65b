// Adds a team, or changes its name and cost centre.
import { useState } from 'react'
import { fieldProblem } from '../../../api/problems.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field, Input } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { toast } from '../../../ui/toast.tsx'
import { type Team, useSaveTeam } from './queries.ts'

export function TeamDialog({ team, onClose }: { team: Team | undefined; onClose: () => void }) {
  const [name, setName] = useState(team?.name ?? '')
  const [center, setCenter] = useState(team?.cost_center ?? '')
  const save = useSaveTeam(team?.id, (saved) => {
    void toast(team ? `“${saved.name}” saved` : `“${saved.name}” added`)
    onClose()
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={team ? `Edit “${team.name}”` : 'Add a team'}
      onSubmit={() => save.mutate({ name, cost_center: center })}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={save.isPending}>
            {team ? 'Save team' : 'Add team'}
          </Button>
        </>
      }
    >
      <Field label="Name" error={fieldProblem(save.error, 'name', 'The name')}>
        {(control) => (
          <Input {...control} maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <Field
        label="Cost centre"
        hint="As your accounts call it. It stands on the team’s statements. Optional."
        error={fieldProblem(save.error, 'cost_center', 'The cost centre')}
      >
        {(control) => (
          <Input {...control} mono maxLength={60} value={center} onChange={(event) => setCenter(event.target.value)} />
        )}
      </Field>
      <p className="small sub">Names of teams stand openly in the records: take no name of a person.</p>
      <FormError error={save.error} fields={['name', 'cost_center']} />
    </Dialog>
  )
}
