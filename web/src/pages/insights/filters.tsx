// The filter bar of the Insights page: when, against what, which vendor, which workspaces.
import { useQuery } from '@tanstack/react-query'
import type { DayRange } from '../../date-range.ts'
import { dimensionName } from '../../figures/dimension-words.ts'
import { fromUrl, toUrl } from '../../figures/fields.ts'
import { VendorSwitch } from '../../figures/vendor-switch.tsx'
import { VersusMenu } from '../../figures/versus-menu.tsx'
import { DateRange } from '../../ui/date-range.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { FilterMenu } from '../../ui/filter-menu.tsx'
import { ViewsMenu } from '../../views/menu.tsx'
import type { InsightsSearch, SetSearch } from './ask.ts'
import { workspacesQuery } from './queries.ts'

interface InsightsFiltersProps {
  search: InsightsSearch
  range: DayRange
  set: SetSearch
}

/** Choosing another vendor takes away workspaces and the part whose month is drawn: they may be the other's. */
export function InsightsFilters({ search, range, set }: InsightsFiltersProps) {
  const options = useQuery(workspacesQuery(range, search.vendor)).data ?? []
  return (
    <FilterBar end={<ViewsMenu />}>
      <DateRange value={search.r ?? '28d'} onChange={(r) => set({ r })} />
      <VersusMenu
        value={search.vs ?? 'before'}
        range={range}
        onChange={(vs) => set({ vs: vs === 'before' ? undefined : vs })}
      />
      <VendorSwitch
        value={search.vendor}
        onChange={(vendor) => set({ vendor, workspace: undefined, of: undefined, finding: undefined })}
      />
      <FilterMenu
        label={dimensionName('workspace', search.vendor)}
        value={fromUrl(search.workspace) ?? []}
        options={options}
        onChange={(values) => set({ workspace: toUrl(values), of: undefined, finding: undefined })}
      />
    </FilterBar>
  )
}
