// Sets a budget or changes its terms: what it is on, how much for how long, when it speaks, and where to.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BudgetView } from '../../../../worker/http/schemas/budgets.ts'
import { fieldProblem } from '../../api/problems.ts'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, Input, Select } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { toast } from '../../ui/toast.tsx'
import { ChannelChoice } from './channel-choice.tsx'
import type { ChosenScope } from './options.ts'
import { budgetsQuery, changeBudget, makeBudget } from './queries.ts'
import { ScopePicker } from './scope-picker.tsx'
import { nanoOf, periodWords, thresholdsOf, typedOf } from './words.ts'

interface Props {
  today: string
  /** The one whose terms are changed; without it another one is made. */
  budget?: BudgetView
  onClose: () => void
}

const periods = ['day', 'week', 'month', 'quarter'] as const
const fields = ['name', 'amount', 'thresholds', 'value', 'vendor', 'channels']

export function BudgetForm({ today, budget, onClose }: Props) {
  const client = useQueryClient()
  const [scope, setScope] = useState<ChosenScope>({ scope: 'tenant', vendor: null, value: null, label: null })
  const [period, setPeriod] = useState<BudgetView['period']>('month')
  const [name, setName] = useState(budget?.name ?? '')
  const [amount, setAmount] = useState(budget ? typedOf(budget.amount) : '')
  const [thresholds, setThresholds] = useState((budget?.thresholds ?? [70, 85, 100]).join(', '))
  const [forecast, setForecast] = useState(budget?.forecast ?? true)
  const [paused, setPaused] = useState(budget?.paused ?? false)
  const [channels, setChannels] = useState<string[]>(budget?.channels ?? [])
  const [tried, setTried] = useState(false)
  const [nano, levels] = [nanoOf(amount), thresholdsOf(thresholds)]
  const chosen = budget !== undefined || scope.scope === 'tenant' || scope.value !== null || scope.vendor !== null
  const called = name.trim() || scope.label || 'All AI spending'
  const save = useMutation({
    mutationFn: (terms: { amount: string; thresholds: number[] }) => {
      const all = { ...terms, name: called, forecast, channels }
      if (budget) return changeBudget(budget.id, { ...all, paused })
      return makeBudget({ ...all, scope: scope.scope, vendor: scope.vendor, value: scope.value, period })
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: budgetsQuery.queryKey })
      void toast(budget ? 'Budget saved' : 'Budget set; the figures are looked at now')
      onClose()
    },
  })
  const submit = () => {
    setTried(true)
    if (nano !== undefined && levels !== undefined && chosen) save.mutate({ amount: nano, thresholds: levels })
  }
  const problem = (field: string, subject: string) => fieldProblem(save.error, field, subject)
  return (
    <Dialog
      open
      onClose={onClose}
      title={budget ? 'Change the budget' : 'Set a budget'}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={save.isPending}>
            {budget ? 'Save budget' : 'Set budget'}
          </Button>
        </>
      }
    >
      {budget ? null : (
        <ScopePicker
          today={today}
          value={scope}
          onChange={setScope}
          error={
            problem('value', 'It') ?? problem('vendor', 'The vendor') ?? (tried && !chosen ? 'Choose one.' : undefined)
          }
        />
      )}
      <Field label="Name" error={problem('name', 'The name')}>
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            value={name}
            placeholder={budget ? undefined : called}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <div className="grid2">
        <Field
          label="Amount in dollars"
          error={
            problem('amount', 'The amount') ??
            (tried && nano === undefined ? 'Enter an amount such as 17,000.' : undefined)
          }
        >
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              value={amount}
              onChange={(event) => setAmount(event.target.value)}
            />
          )}
        </Field>
        {budget ? null : (
          <Field label="For">
            {(control) => (
              <Select
                {...control}
                value={period}
                options={periods.map((one) => ({ value: one, label: periodWords[one] }))}
                onChange={(event) => setPeriod(periods.find((one) => one === event.target.value) ?? 'month')}
              />
            )}
          </Field>
        )}
      </div>
      <Field
        label="Alerts at"
        hint="Percent of the amount, ten at most. Each speaks once a period."
        error={
          problem('thresholds', 'The list') ??
          (tried && levels === undefined ? 'Enter whole percents from 1 to 500, such as 70, 85, 100.' : undefined)
        }
      >
        {(control) => <Input {...control} value={thresholds} onChange={(event) => setThresholds(event.target.value)} />}
      </Field>
      <Check
        label="Also when the forecast first ends above the amount"
        hint="Once a period. A forecast that was over 25 % off last time says nothing."
        checked={forecast}
        onChange={(event) => setForecast(event.target.checked)}
      />
      <ChannelChoice chosen={channels} onChange={setChannels} />
      {budget ? (
        <Check
          label="Paused"
          hint="Nothing is watched for it until this is taken off."
          checked={paused}
          onChange={(event) => setPaused(event.target.checked)}
        />
      ) : null}
      <FormError error={save.error} fields={fields} />
    </Dialog>
  )
}
