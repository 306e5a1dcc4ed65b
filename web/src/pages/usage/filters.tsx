// The filter bar of the Usage page. Every choice is in the URL.
import { useState } from 'react'
import type { UsageAnswer } from '../../../../worker/http/schemas/usage.ts'
import { fromUrl, toUrl } from '../../figures/fields.ts'
import { isStated } from '../../figures/stated.ts'
import { CsvLink } from '../../ui/csv-link.tsx'
import { DateRange } from '../../ui/date-range.tsx'
import { AddFilter, FilterBar, Fresh } from '../../ui/filter-bar.tsx'
import { FilterMenu, type FilterOption } from '../../ui/filter-menu.tsx'
import {
  type Dimension,
  dimensions,
  type Further,
  furtherLists,
  isFurther,
  noRows,
  type UsageFilterAsk,
  type UsageSearch,
} from './ask.ts'
import { dimensionNames } from './words.ts'

interface UsageFiltersProps {
  search: UsageSearch
  /** Undefined until the first answer. */
  answer: UsageAnswer | undefined
  csv: UsageFilterAsk
  set: (next: Partial<UsageSearch>) => void
}

/** Brought in by "Filter" when they are not set. */
const further = dimensions.filter(isFurther)

/** When, what, more; freshness and CSV at the end. */
export function UsageFilters({ search, answer, csv, set }: UsageFiltersProps) {
  const [added, setAdded] = useState<readonly string[]>([])
  const isShown = (one: Dimension) => added.includes(one) || (search[one]?.length ?? 0) > 0
  const menu = (one: Dimension, options: readonly FilterOption[]) => (
    <FilterMenu
      key={one}
      label={dimensionNames[one]}
      value={fromUrl(search[one]) ?? []}
      options={options}
      onChange={(values) => set({ [one]: toUrl(values), ...noRows })}
    />
  )
  const listOf = (one: Further) => answer?.options[furtherLists[one]]
  const people = answer?.by === 'person' ? answer.groups.map(({ key, label }) => ({ value: key, label })) : []
  return (
    <FilterBar
      end={
        <>
          {answer ? <Fresh until={answer.freshness.data_until} /> : null}
          <CsvLink path="/api/usage.csv" query={csv} />
        </>
      }
    >
      <DateRange value={search.r ?? '28d'} onChange={(r) => set({ r, ...noRows })} />
      {menu('workspace', answer?.options.workspaces ?? [])}
      {menu('model', answer?.options.models ?? [])}
      {further.filter(isShown).map((one) => menu(one, listOf(one) ?? []))}
      {isShown('person') ? menu('person', people) : null}
      <AddFilter
        options={further
          .filter((one) => !isShown(one) && isStated(listOf(one)))
          .map((one) => ({ value: one, label: dimensionNames[one] }))}
        onAdd={(one) => setAdded([...added, one])}
      />
    </FilterBar>
  )
}
