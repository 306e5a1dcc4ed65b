// How the shared pool is split, for every month that is not frozen.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ChargebackAnswer } from '../../../../worker/http/schemas/chargeback.ts'
import { fieldProblem } from '../../api/problems.ts'
import { Button } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, Input } from '../../ui/field.tsx'
import { FormError, GroupError } from '../../ui/form-error.tsx'
import { toast } from '../../ui/toast.tsx'
import { setSplit } from './queries.ts'
import { type Split, splitWords } from './words.ts'

const kinds: readonly Split[] = ['direct', 'equal', 'people', 'fixed']

export function SplitDialog({ answer, onClose }: { answer: ChargebackAnswer; onClose: () => void }) {
  const client = useQueryClient()
  const teams = answer.teams.filter(({ removed }) => !removed)
  const [by, setBy] = useState<Split>(answer.split.by)
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(teams.map(({ id }) => [id, String(answer.split.weights[id] ?? '')])),
  )
  const weights = Object.fromEntries(
    teams.flatMap(({ id }) => (/^\d{1,7}$/.test(typed[id] ?? '') ? [[id, Number(typed[id])]] : [])),
  )
  const save = useMutation({
    mutationFn: () => setSplit({ by, weights: by === 'fixed' ? weights : {} }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['chargeback'] })
      void toast('Split saved')
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title="Split of the shared pool"
      onSubmit={() => save.mutate()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={save.isPending}>
            Save split
          </Button>
        </>
      }
    >
      <p className="sub">What no rule catches is carried by all teams. It holds for every month that is not frozen.</p>
      <RadioGroup
        legend="Each team carries its part"
        value={by}
        onChange={setBy}
        options={kinds.map((value) => ({ value, label: splitWords[value].word, hint: splitWords[value].hint }))}
      />
      {by === 'fixed' ? (
        <fieldset className="stack">
          <legend className="label mb-1">Weights</legend>
          <div className="grid grid-cols-1 gap-2 p4:grid-cols-2">
            {teams.map(({ id, name }) => (
              <Field key={id} label={name}>
                {(control) => (
                  <Input
                    {...control}
                    inputMode="numeric"
                    pattern="\d{1,7}"
                    placeholder="0"
                    value={typed[id] ?? ''}
                    onChange={(event) => setTyped({ ...typed, [id]: event.target.value })}
                  />
                )}
              </Field>
            ))}
          </div>
          <GroupError words={fieldProblem(save.error, 'weights', 'The weights')} />
        </fieldset>
      ) : null}
      <FormError error={save.error} fields={['weights']} />
    </Dialog>
  )
}
