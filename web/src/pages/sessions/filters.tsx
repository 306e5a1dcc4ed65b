// The filter bar of Sessions: when and who.
import { useQuery } from '@tanstack/react-query'
import { resolveRange } from '../../date-range.ts'
import { count } from '../../format.ts'
import { CsvLink } from '../../ui/csv-link.tsx'
import { DateRange } from '../../ui/date-range.tsx'
import { FilterBar, Fresh } from '../../ui/filter-bar.tsx'
import { FilterMenu } from '../../ui/filter-menu.tsx'
import { ViewsMenu } from '../../views/menu.tsx'
import { peopleQuery } from '../people/queries.ts'
import { nameOf } from '../people/words.ts'
import type { SessionsAsk } from './queries.ts'

interface Search {
  readonly r?: string | undefined
  readonly who?: string | undefined
}

interface Props {
  search: Search
  csv: SessionsAsk
  until: string | null | undefined
  set: (next: Search) => void
}

export function SessionsFilters({ search, csv, until, set }: Props) {
  const { r = '28d', who } = search
  const people = useQuery(peopleQuery({ ...resolveRange(r), state: undefined, q: undefined }))
  const coders = people.data?.people.filter((one) => one.code_sessions > 0 || one.subject === who) ?? []
  return (
    <FilterBar
      end={
        <>
          {until === undefined ? null : <Fresh until={until} />}
          <ViewsMenu />
          <CsvLink path="/api/sessions.csv" query={{ ...csv }} />
        </>
      }
    >
      <DateRange value={r} onChange={(next) => set({ r: next === '28d' ? undefined : next })} />
      <FilterMenu
        label="Developer"
        all="anyone"
        single
        value={who ? [who] : []}
        options={coders.map((one) => ({ value: one.subject, label: nameOf(one), end: count(one.code_sessions) }))}
        onChange={([subject]) => set({ who: subject })}
      />
    </FilterBar>
  )
}
