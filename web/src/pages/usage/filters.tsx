// The filter bar of the Usage page.
import type { UsageAnswer } from '../../../../worker/http/schemas/usage.ts'
import { dimensionName } from '../../figures/dimension-words.ts'
import { FigureFilters, type FilterPart } from '../../figures/filters.tsx'
import { type Dimension, dimensions, furtherLists, isFurther, type UsageFilterAsk, type UsageSearch } from './ask.ts'

interface UsageFiltersProps {
  search: UsageSearch
  /** Undefined until the first answer. */
  answer: UsageAnswer | undefined
  csv: UsageFilterAsk
  set: (next: Partial<UsageSearch>) => void
}

export function UsageFilters({ search, answer, csv, set }: UsageFiltersProps) {
  const { vendor } = search
  const part = (id: Dimension, options: FilterPart<Dimension>['options']): FilterPart<Dimension> => ({
    id,
    label: dimensionName(id, vendor),
    value: search[id],
    options,
    always: id === 'workspace' || id === 'model',
    quiet: id === 'person',
  })
  const people = answer?.by === 'person' ? answer.groups.map(({ key, label }) => ({ value: key, label })) : []
  const listOf = (id: Dimension): FilterPart<Dimension>['options'] => {
    if (id === 'person') return people
    return answer?.options[id === 'model' ? 'models' : isFurther(id) ? furtherLists[id] : 'workspaces']
  }
  const order: readonly Dimension[] = ['workspace', ...dimensions.filter((one) => one !== 'workspace')]
  return (
    <FigureFilters
      r={search.r}
      vendor={vendor}
      parts={order.map((id) => part(id, listOf(id)))}
      set={set}
      freshness={answer?.freshness}
      csv={{ path: '/api/usage.csv', query: csv }}
    />
  )
}
