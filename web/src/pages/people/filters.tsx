// The filter bar of People: when, who, and how they stand in the directory.
import { useEffect, useState } from 'react'
import type { PersonRow } from '../../../../worker/http/schemas/people.ts'
import { useKeys } from '../../prefs/keys.ts'
import { CsvLink } from '../../ui/csv-link.tsx'
import { DateRange } from '../../ui/date-range.tsx'
import { Input } from '../../ui/field.tsx'
import { FilterBar, Fresh } from '../../ui/filter-bar.tsx'
import { FilterMenu } from '../../ui/filter-menu.tsx'
import type { PeopleAsk } from './queries.ts'
import { stateWords } from './words.ts'

interface Search {
  readonly r?: string | undefined
  readonly state?: PersonRow['state'] | undefined
  readonly q?: string | undefined
}

const states = (['member', 'invited', 'removed', 'seen'] as const).map((value) => ({ value, label: stateWords[value] }))
const typedFor = 250

interface Props {
  search: Search
  csv: PeopleAsk
  until: string | null | undefined
  set: (next: Search) => void
}

export function PeopleFilters({ search, csv, until, set }: Props) {
  return (
    <FilterBar
      end={
        <>
          {until === undefined ? null : <Fresh until={until} />}
          <CsvLink path="/api/people.csv" query={{ ...csv }} />
        </>
      }
    >
      <DateRange value={search.r ?? '28d'} onChange={(r) => set({ r: r === '28d' ? undefined : r })} />
      <FilterMenu
        label="Directory"
        single
        value={search.state ? [search.state] : []}
        options={states}
        onChange={([state]) => set({ state: states.find((one) => one.value === state)?.value })}
      />
      <Find value={search.q ?? ''} onChange={(q) => set({ q: q === '' ? undefined : q })} />
    </FilterBar>
  )
}

/** Waits for a pause in typing, then goes into the URL. Key `/`. */
function Find({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the wait.
  useEffect(() => {
    if (typed === value) return
    const later = setTimeout(() => onChange(typed.trim()), typedFor)
    return () => clearTimeout(later)
  }, [typed])
  useKeys({ '/': () => document.querySelector<HTMLElement>('[data-find-people]')?.focus() })
  return (
    <Input
      data-find-people
      type="search"
      className="w-44 find-person"
      placeholder="Find a person"
      aria-label="Find a person by name, address or subject"
      value={typed}
      maxLength={200}
      onChange={(event) => setTyped(event.target.value)}
    />
  )
}
