// The filter bar of the Costs page. Every choice is in the URL.
import { useState } from 'react'
import type { CostsAnswer } from '../../../../worker/http/schemas/costs.ts'
import type { DayRange } from '../../date-range.ts'
import { fromUrl, toUrl } from '../../figures/fields.ts'
import { VersusMenu } from '../../figures/versus-menu.tsx'
import { CsvLink } from '../../ui/csv-link.tsx'
import { DateRange } from '../../ui/date-range.tsx'
import { AddFilter, FilterBar, Fresh } from '../../ui/filter-bar.tsx'
import { FilterMenu, type FilterOption } from '../../ui/filter-menu.tsx'
import { type CostFilterAsk, type CostSearch, type Dimension, noRows } from './ask.ts'
import { dimensionNames, kindWords } from './words.ts'

interface CostFiltersProps {
  search: CostSearch
  range: DayRange
  /** Undefined until the first answer. */
  answer: CostsAnswer | undefined
  csv: CostFilterAsk
  set: (next: Partial<CostSearch>) => void
}

/** The kinds of lines the vendor's report knows; the API filters by its words. */
const costTypes = ['tokens', 'web_search', 'code_execution', 'session_usage'].map(asOption)
const tokenTypes = [
  'uncached_input_tokens',
  'output_tokens',
  'cache_read_input_tokens',
  'cache_creation.ephemeral_5m_input_tokens',
  'cache_creation.ephemeral_1h_input_tokens',
].map(asOption)
/** Brought in by "Filter" when they are not set. */
const further = ['cost_type', 'token_type'] as const

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
      {isShown('cost_type') ? menu('cost_type', costTypes) : null}
      {isShown('token_type') ? menu('token_type', tokenTypes) : null}
      <AddFilter
        options={further.filter((one) => !isShown(one)).map((one) => ({ value: one, label: dimensionNames[one] }))}
        onAdd={(one) => setAdded([...added, one])}
      />
    </FilterBar>
  )
}

function asOption(value: string): FilterOption {
  return { value, label: kindWords(value) }
}
