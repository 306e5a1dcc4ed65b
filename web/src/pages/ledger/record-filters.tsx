// The filter of the records: kind, stream, first and last record. All of it is in the URL.
import { type FormEvent, useState } from 'react'
import { KINDS } from '../../../../worker/ledger/kinds.ts'
import { count, range } from '../../format.ts'
import { kindName } from '../../records/words.ts'
import { Button } from '../../ui/button.tsx'
import { Field, Input } from '../../ui/field.tsx'
import { FilterMenu } from '../../ui/filter-menu.tsx'
import { Popover } from '../../ui/float.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { LedgerSearch, SetSearch } from './search.ts'
import { streams } from './streams.ts'

const kinds = KINDS.map((value) => ({ value, label: kindName(value) })).sort((a, b) => a.label.localeCompare(b.label))

interface Props {
  search: LedgerSearch
  set: SetSearch
  size: number
}

export function RecordFilters({ search, set, size }: Props) {
  const chosen = search.stream !== undefined && !streams.includes(search.stream) ? [search.stream] : []
  return (
    <>
      <FilterMenu
        label="Kind"
        single
        value={search.kind === undefined ? [] : [search.kind]}
        options={kinds}
        onChange={([kind]) => set({ kind })}
      />
      <FilterMenu
        label="Stream"
        single
        value={search.stream === undefined ? [] : [search.stream]}
        options={[...streams, ...chosen].map((value) => ({ value, label: value }))}
        onChange={([stream]) => set({ stream })}
      />
      <Places search={search} set={set} size={size} />
    </>
  )
}

function Places({ search, set, size }: Props) {
  const [open, setOpen] = useState(false)
  const { from, to } = search
  const on = from !== undefined || to !== undefined
  const words = on ? range(count(from ?? 0), to === undefined ? 'head' : count(to)) : 'all'
  function submitted(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    set({ from: numberOf(form.get('from')), to: numberOf(form.get('to')) })
    setOpen(false)
  }
  return (
    <span className={`chip ${on ? 'on' : ''}`}>
      <Popover
        open={open}
        onOpenChange={setOpen}
        label="Records from and to"
        trigger={
          <button type="button">
            Records: <b>{words}</b>
            {on ? null : <Icon name="down" size={12} />}
          </button>
        }
      >
        <form className="stack s3 p-3" onSubmit={submitted}>
          <Field label="First record">
            {(control) => (
              <Input {...control} name="from" inputMode="numeric" pattern="\d*" defaultValue={from ?? ''} />
            )}
          </Field>
          <Field label="Last record" hint={`The newest is ${count(Math.max(0, size - 1))}.`}>
            {(control) => <Input {...control} name="to" inputMode="numeric" pattern="\d*" defaultValue={to ?? ''} />}
          </Field>
          <Button type="submit" size="sm" kind="primary">
            Show these records
          </Button>
        </form>
      </Popover>
      {on ? (
        <button
          type="button"
          className="x"
          aria-label="Remove filter Records"
          onClick={() => set({ from: undefined, to: undefined })}
        >
          <Icon name="close" size={12} />
        </button>
      ) : null}
    </span>
  )
}

const numberOf = (value: FormDataEntryValue | null): number | undefined =>
  typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined
