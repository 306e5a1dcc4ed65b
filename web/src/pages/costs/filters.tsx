// The filter bar of the Costs page. Every choice is in the URL.
import { useState } from 'react'
import type { CostsAnswer } from '../../../../worker/http/schemas/costs.ts'
import type { DayRange } from '../../date-range.ts'
import { fromUrl, toUrl } from '../../figures/fields.ts'
import { isStated } from '../../figures/stated.ts'
import { VersusMenu } from '../../figures/versus-menu.tsx'
import { CsvLink } from '../../ui/csv-link.tsx'
import { DateRange } from '../../ui/date-range.tsx'
import { AddFilter, FilterBar, Fresh } from '../../ui/filter-bar.tsx'
import { FilterMenu, type FilterOption } from '../../ui/filter-menu.tsx'
import {
  type CostFilterAsk,
  type CostSearch,
  type Dimension,
  dimensions,
  type Further,
  furtherLists,
  isFurther,
  noRows,
} from './ask.ts'
import { dimensionNames, groupLabel } from './words.ts'

interface CostFiltersProps {
  search: CostSearch
  range: DayRange
  /** Undefined until the first answer. */
  answer: CostsAnswer | undefined
  csv: CostFilterAsk
  set: (next: Partial<CostSearch>) => void
}

/** Brought in by "Filter" when they are not set. */
const further = dimensions.filter(isFurther)

/** When, against what, what, more; freshness and CSV at the end. */
export function CostFilters({ search, range, answer, csv, set }: CostFiltersProps) {
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
  const worded = (one: Further) =>
    (listOf(one) ?? []).map(({ value, label }) => ({ value, label: groupLabel(one, label) }))
  return (
    <FilterBar
      end={
        <>
          {answer ? <Fresh until={answer.freshness.data_until} /> : null}
          <CsvLink path="/api/costs.csv" query={csv} />
        </>
      }
    >
      <DateRange value={search.r ?? '28d'} onChange={(r) => set({ r, ...noRows })} />
      <VersusMenu
        value={search.vs ?? 'before'}
        range={range}
        onChange={(vs) => set({ vs: vs === 'before' ? undefined : vs })}
      />
      {menu('workspace', answer?.options.workspaces ?? [])}
      {menu('model', answer?.options.models ?? [])}
      {further.filter(isShown).map((one) => menu(one, worded(one)))}
      <AddFilter
        options={further
          .filter((one) => !isShown(one) && isStated(listOf(one)))
          .map((one) => ({ value: one, label: dimensionNames[one] }))}
        onAdd={(one) => setAdded([...added, one])}
      />
    </FilterBar>
  )
}
