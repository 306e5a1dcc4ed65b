// The filter bar of Activity: when, who, which events, from whom, and whether machines' own reads are shown too.
import { useQuery } from '@tanstack/react-query'
import type { ActivityAnswer } from '../../../../worker/http/schemas/people.ts'
import { resolveRange } from '../../date-range.ts'
import { VendorSwitch } from '../../figures/vendor-switch.tsx'
import { count } from '../../format.ts'
import { sentence } from '../../records/words.ts'
import { CsvLink } from '../../ui/csv-link.tsx'
import { DateRange } from '../../ui/date-range.tsx'
import { FilterBar, Fresh } from '../../ui/filter-bar.tsx'
import { FilterMenu } from '../../ui/filter-menu.tsx'
import { ViewsMenu } from '../../views/menu.tsx'
import { peopleQuery } from '../people/queries.ts'
import { nameOf } from '../people/words.ts'
import { categoryName } from './rows.ts'
import { type ActivitySearch, askOf, listOf, type SetSearch, usualRange } from './search.ts'

interface Props {
  search: ActivitySearch
  answer: ActivityAnswer | undefined
  set: SetSearch
}

export function ActivityFilters({ search, answer, set }: Props) {
  const { r = usualRange, who, category = [], type = [], vendor } = search
  const people = useQuery(peopleQuery({ ...resolveRange(r), state: undefined, q: undefined }))
  const persons = people.data?.people ?? []
  return (
    <FilterBar
      end={
        <>
          {answer ? <Fresh until={answer.freshness.data_until ?? answer.freshness.updated_at} /> : null}
          <ViewsMenu />
          <CsvLink path="/api/activity.csv" query={askOf(search)} />
        </>
      }
    >
      <DateRange value={r} onChange={(next) => set({ r: next === usualRange ? undefined : next })} />
      <VendorSwitch value={vendor} further={['tallystick']} onChange={(next) => set({ vendor: next })} />
      <FilterMenu
        label="Who"
        all="anyone"
        single
        value={who ? [who] : []}
        options={persons.map((person) => ({
          value: person.subject,
          label: nameOf(person),
          end: count(person.activities),
        }))}
        onChange={([subject]) => set({ who: subject })}
      />
      <FilterMenu
        label="Event"
        value={category}
        options={(answer?.categories ?? []).map((one) => ({
          value: one.category,
          label: categoryName(one.category),
          end: count(one.count),
        }))}
        onChange={(next) => set({ category: listOf(next) })}
      />
      {type.length > 0 ? (
        <FilterMenu
          label="Type"
          value={type}
          options={type.map((value) => ({ value, label: sentence(value) }))}
          onChange={(next) => set({ type: listOf(next) })}
        />
      ) : null}
      <FilterMenu
        label="Done by"
        all="people"
        single
        value={search.machine ? ['1'] : []}
        options={[{ value: '1', label: 'people and machines' }]}
        onChange={([machine]) => set({ machine: machine === '1' ? '1' : undefined })}
      />
    </FilterBar>
  )
}
