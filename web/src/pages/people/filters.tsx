// The filter bar of People: when, which vendor, who, and how they stand in the directory.
import { useEffect, useState } from 'react'
import { VendorSwitch } from '../../figures/vendor-switch.tsx'
import { useKeys } from '../../prefs/keys.ts'
import { CsvLink } from '../../ui/csv-link.tsx'
import { DateRange } from '../../ui/date-range.tsx'
import { Input } from '../../ui/field.tsx'
import { FilterBar, Fresh } from '../../ui/filter-bar.tsx'
import { FilterMenu } from '../../ui/filter-menu.tsx'
import { ViewsMenu } from '../../views/menu.tsx'
import type { PeopleAsk } from './queries.ts'
import type { PeopleSearch, SetPeople } from './search.ts'
import { stateWords } from './words.ts'

const states = (['member', 'invited', 'removed', 'seen'] as const).map((value) => ({ value, label: stateWords[value] }))
const typedFor = 250

interface Props {
  search: PeopleSearch
  csv: PeopleAsk
  until: string | null | undefined
  set: SetPeople
}

/** What filters people is not there over the identities that are nobody's: those have no directory and no name. */
export function PeopleFilters({ search, csv, until, set }: Props) {
  const everyone = search.tab === undefined
  return (
    <FilterBar
      end={
        <>
          {until === undefined ? null : <Fresh until={until} />}
          <ViewsMenu />
          {everyone ? <CsvLink path="/api/people.csv" query={{ ...csv }} /> : null}
        </>
      }
    >
      <DateRange value={search.r ?? '28d'} onChange={(r) => set({ r: r === '28d' ? undefined : r })} />
      <VendorSwitch<never> value={search.vendor} onChange={(vendor) => set({ vendor })} />
      {everyone ? (
        <>
          <FilterMenu
            label="Directory"
            single
            value={search.state ? [search.state] : []}
            options={states}
            onChange={([state]) => set({ state: states.find((one) => one.value === state)?.value })}
          />
          <Find value={search.q ?? ''} onChange={(q) => set({ q: q === '' ? undefined : q })} />
        </>
      ) : null}
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
