// The filter bar of Usage and Costs: when, which vendor, what, more; freshness and CSV at the end. Every choice is in the URL.
import { type ReactNode, useState } from 'react'
import type { UsageAnswer } from '../../../worker/http/schemas/usage.ts'
import type { Query } from '../api/client.ts'
import { CsvLink } from '../ui/csv-link.tsx'
import { DateRange } from '../ui/date-range.tsx'
import { AddFilter, FilterBar, Fresh } from '../ui/filter-bar.tsx'
import { FilterMenu, type FilterOption } from '../ui/filter-menu.tsx'
import { ViewsMenu } from '../views/menu.tsx'
import { noRows } from './ask.ts'
import { fromUrl, toUrl } from './fields.ts'
import { isStated } from './stated.ts'
import type { VendorChoice } from './vendor.ts'
import { VendorSwitch } from './vendor-switch.tsx'

/** One list that the figures can be cut down to. */
export interface FilterPart<D extends string> {
  readonly id: D
  readonly label: string
  /** As the URL has it. */
  readonly value: readonly string[] | undefined
  /** Undefined until the first answer. */
  readonly options: readonly FilterOption[] | undefined
  /** Always in the bar; others are brought in by "Filter" once some row states them. */
  readonly always: boolean
  /** Only shown when set: what it can be set to is not known everywhere. */
  readonly quiet?: boolean
}

type Change<D extends string> = Partial<Record<D, string[] | undefined>> & {
  r?: string
  vendor?: VendorChoice | undefined
}

interface FigureFiltersProps<D extends string> {
  r: string | undefined
  vendor: VendorChoice | undefined
  parts: readonly FilterPart<D>[]
  /** What changes in the URL; the open rows close with it. */
  set: (change: Change<D> & typeof noRows) => void
  /** Absent where the page says itself how far its figures reach. */
  freshness?: UsageAnswer['freshness'] | undefined
  csv: { readonly path: string; readonly query: Query }
  /** After the days: what they are compared with. */
  versus?: ReactNode
}

export function FigureFilters<D extends string>(props: FigureFiltersProps<D>) {
  const { r, vendor, parts, set, freshness, csv, versus } = props
  const [added, setAdded] = useState<readonly string[]>([])
  const isShown = ({ id, always, value = [] }: FilterPart<D>) => always || added.includes(id) || value.length > 0
  // One computed key of D, which the compiler widens to any text.
  const setList = (id: D, values: string[]) => set({ [id]: toUrl(values), ...noRows } as Change<D> & typeof noRows)
  return (
    <FilterBar
      end={
        <>
          {freshness ? <Fresh until={freshness.data_until} /> : null}
          <ViewsMenu />
          <CsvLink {...csv} />
        </>
      }
    >
      <DateRange value={r ?? '28d'} onChange={(next) => set({ r: next, ...noRows } as Change<D> & typeof noRows)} />
      {versus}
      <VendorSwitch value={vendor} onChange={(next) => set({ vendor: next, ...noRows } as Change<D> & typeof noRows)} />
      {parts.filter(isShown).map((part) => (
        <FilterMenu
          key={part.id}
          label={part.label}
          value={fromUrl(part.value) ?? []}
          options={part.options ?? []}
          onChange={(values) => setList(part.id, values)}
        />
      ))}
      <AddFilter
        options={parts
          .filter((part) => !part.quiet && !isShown(part) && isStated(part.options))
          .map(({ id, label }) => ({ value: id, label }))}
        onAdd={(one) => setAdded([...added, one])}
      />
    </FilterBar>
  )
}
