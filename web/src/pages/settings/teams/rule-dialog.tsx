// Gives something to a team from a day to a day; or moves the days of a rule that is there, or removes it.
import { useState } from 'react'
import { fieldProblem } from '../../../api/problems.ts'
import { addDays } from '../../../time.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field, Input, Select } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { toast } from '../../../ui/toast.tsx'
import { type Rule, type RuleWish, type Team, useMakeRule, useMoveRule, useRemoveRule } from './queries.ts'
import { dayOrOpen, kindWord } from './words.ts'

export type NewRule = RuleWish & { readonly label: string; readonly id?: undefined }

interface Props {
  rule: Rule | NewRule
  teams: readonly Team[]
  onClose: () => void
}

export function RuleDialog({ rule, teams, onClose }: Props) {
  const [team, setTeam] = useState(rule.team)
  const [from, setFrom] = useState(rule.from ?? '')
  const [to, setTo] = useState(rule.to ?? '')
  const [next, setNext] = useState('')
  const isNew = rule.id === undefined
  const done = (words: string) => () => {
    void toast(words)
    onClose()
  }
  const { kind, vendor, value } = rule
  const make = useMakeRule(done(`“${rule.label}” was assigned`))
  // Handed over: this rule ends first, for of one value no two hold on the same day.
  const move = useMoveRule(rule.id ?? '', ({ to: last }) =>
    next === '' || last === null
      ? done('Days saved')()
      : make.mutate({ team: next, kind, vendor, value, from: addDays(last, 1), to: null }),
  )
  const remove = useRemoveRule(done('Rule removed'))
  const days = { from: dayOrOpen(from), to: dayOrOpen(to) }
  const save = () => (isNew ? make.mutate({ team, kind, vendor, value, ...days }) : move.mutate(days))
  const error = make.error ?? move.error ?? remove.error
  return (
    <Dialog
      open
      onClose={onClose}
      title={isNew ? `Whose is “${rule.label}”?` : `Change the rule on “${rule.label}”`}
      onSubmit={save}
      actions={
        <>
          {isNew ? null : (
            <Button kind="danger" busy={remove.isPending} onClick={() => remove.mutate(rule.id)}>
              Remove rule
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={make.isPending || move.isPending}>
            {isNew ? 'Assign to team' : 'Save days'}
          </Button>
        </>
      }
    >
      <Field
        label="Team"
        hint={isNew ? undefined : 'To hand it over, say the last day; then choose whose it is from the next day on.'}
        error={fieldProblem(error, 'team', 'The team')}
      >
        {(control) => (
          <Select
            {...control}
            value={team}
            disabled={!isNew}
            options={teams.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => setTeam(event.target.value)}
          />
        )}
      </Field>
      <div className="grid2">
        <Field label="From" hint="Empty: since ever." error={fieldProblem(error, 'from', 'The first day')}>
          {(control) => (
            <Input {...control} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
          )}
        </Field>
        <Field label="To" hint="Empty: open. The day is included." error={fieldProblem(error, 'to', 'The last day')}>
          {(control) => <Input {...control} type="date" value={to} onChange={(event) => setTo(event.target.value)} />}
        </Field>
      </div>
      {isNew || to === '' ? null : (
        <Field label="From the next day on">
          {(control) => (
            <Select
              {...control}
              value={next}
              options={[
                { value: '', label: 'Nobody’s, until another rule says' },
                ...teams.filter(({ id }) => id !== rule.team).map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(event) => setNext(event.target.value)}
            />
          )}
        </Field>
      )}
      <p className="small sub">
        {kindWord(rule)}; days are UTC. Months that are frozen stay as they are
        {isNew ? '' : ', also when the rule is removed'}.
      </p>
      <FormError error={error} fields={['team', 'from', 'to']} />
    </Dialog>
  )
}
