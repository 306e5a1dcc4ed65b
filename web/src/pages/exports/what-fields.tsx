// Which records: their kinds, the days they are about, the vendor they came from.
import { KINDS } from '../../../../worker/ledger/kinds.ts'
import { kindName } from '../../records/words.ts'
import { Field, Input, Select } from '../../ui/field.tsx'
import { GroupError } from '../../ui/form-error.tsx'
import { vendorNames } from '../../ui/vendors.ts'
import { Choices } from './choices.tsx'
import { type Subject, subjects } from './what.ts'
import type { Wish, WishProblems } from './wish.ts'

const subjectOptions: readonly { value: Subject; label: string }[] = [
  { value: 'all', label: subjects.all.word },
  { value: 'activity', label: subjects.activity.word },
  { value: 'usage', label: subjects.usage.word },
  { value: 'content', label: subjects.content.word },
  { value: 'directory', label: subjects.directory.word },
  { value: 'acts', label: subjects.acts.word },
  { value: 'chosen', label: 'Chosen kinds…' },
]
const vendorOptions: readonly { value: Wish['vendor']; label: string }[] = [
  { value: '', label: 'All' },
  { value: 'anthropic', label: vendorNames.anthropic },
  { value: 'openai', label: vendorNames.openai },
  { value: 'tallystick', label: 'Tallystick itself' },
]
const kinds = KINDS.map((value) => ({ value, label: kindName(value) })).sort((a, b) => a.label.localeCompare(b.label))

const billed = vendorOptions.filter(({ value }) => value !== 'tallystick')

interface Props {
  wish: Wish
  set: (next: Partial<Wish>) => void
  problems: WishProblems
  /** Bill lines only: no choice of kinds. */
  bill: boolean
}

export function WhatFields({ wish, set, problems, bill }: Props) {
  const vendors = bill ? billed : vendorOptions
  const pick = <T extends string>(options: readonly { value: T }[], typed: string): T | undefined =>
    options.find(({ value }) => value === typed)?.value
  return (
    <>
      <div className="exports-two">
        {bill ? null : (
          <Field label="What">
            {(control) => (
              <Select
                {...control}
                value={wish.subject}
                options={subjectOptions}
                onChange={(event) => set({ subject: pick(subjectOptions, event.target.value) ?? 'all' })}
              />
            )}
          </Field>
        )}
        <Field label="Vendor">
          {(control) => (
            <Select
              {...control}
              value={wish.vendor}
              options={vendors}
              onChange={(event) => set({ vendor: pick(vendors, event.target.value) ?? '' })}
            />
          )}
        </Field>
        <Field label="First day, UTC" hint="Empty: from the beginning.">
          {(control) => (
            <Input {...control} type="date" value={wish.from} onChange={(event) => set({ from: event.target.value })} />
          )}
        </Field>
        <Field label="Last day, UTC" hint="Empty: to the newest." error={problems.to}>
          {(control) => (
            <Input {...control} type="date" value={wish.to} onChange={(event) => set({ to: event.target.value })} />
          )}
        </Field>
      </div>
      {!bill && wish.subject === 'chosen' ? (
        <div>
          <Choices
            legend="Kinds"
            options={kinds}
            chosen={wish.kinds}
            onChange={(values) => set({ kinds: KINDS.filter((kind) => values.includes(kind)) })}
          />
          <GroupError words={problems.kinds} />
        </div>
      ) : null}
    </>
  )
}
