// The filter bar of the Costs page.
import type { CostsAnswer } from '../../../../worker/http/schemas/costs.ts'
import type { DayRange } from '../../date-range.ts'
import { dimensionName } from '../../figures/dimension-words.ts'
import { FigureFilters } from '../../figures/filters.tsx'
import { VersusMenu } from '../../figures/versus-menu.tsx'
import { type CostFilterAsk, type CostSearch, type Dimension, dimensions, furtherLists, isFurther } from './ask.ts'
import { withWords } from './words.ts'

interface CostFiltersProps {
  search: CostSearch
  range: DayRange
  /** Undefined until the first answer. */
  answer: CostsAnswer | undefined
  csv: CostFilterAsk
  set: (next: Partial<CostSearch>) => void
}

export function CostFilters({ search, range, answer, csv, set }: CostFiltersProps) {
  const listOf = (id: Dimension) => {
    const list = answer?.options[id === 'model' ? 'models' : isFurther(id) ? furtherLists[id] : 'workspaces']
    return list && withWords(id, list)
  }
  return (
    <FigureFilters
      r={search.r}
      vendor={search.vendor}
      parts={dimensions.map((id) => ({
        id,
        label: dimensionName(id, search.vendor),
        value: search[id],
        options: listOf(id),
        always: id === 'workspace',
      }))}
      set={set}
      csv={{ path: '/api/costs.csv', query: csv }}
      versus={
        <VersusMenu
          value={search.vs ?? 'before'}
          range={range}
          onChange={(vs) => set({ vs: vs === 'before' ? undefined : vs })}
        />
      }
    />
  )
}
