// From the URL of a screen of figures to what is asked of the API, for Usage and Costs alike: days, vendor and lists, and the rows
// that one number is made of.
import { type DayRange, resolveRange } from '../date-range.ts'
import type { Day } from '../time.ts'
import { lastDayOf, type Step, stepOf } from './days.ts'
import { fromUrl, readGroup } from './fields.ts'
import type { VendorChoice } from './vendor.ts'

/** What the URLs of both screens may hold; D is what figures can be grouped and filtered by. All may be missing. */
export interface FigureFields<D extends string> {
  readonly r?: string | undefined
  readonly vendor?: VendorChoice | undefined
  readonly by?: D | undefined
  readonly step?: Step | undefined
  readonly view?: 'chart' | 'table' | undefined
  readonly sort?: string | undefined
  readonly rows?: '1' | undefined
  readonly day?: Day | undefined
  readonly of?: string | undefined
}
export type Lists<D extends string> = Partial<Record<D, readonly string[] | undefined>>
/** The filter as the API reads it, also for the CSV. */
export type FilterAsk<D extends string> = Lists<D> & {
  readonly from: Day
  readonly to: Day
  readonly vendor?: VendorChoice
}

type Search<D extends string> = FigureFields<D> & Lists<D>

/** What closes the rows. */
export const noRows = { rows: undefined, day: undefined, of: undefined }

/** What takes vendor and lists away but leaves days and view. */
export function noFilter<D extends string>(dimensions: readonly D[]): Record<D | 'vendor', undefined> {
  // Made of exactly these keys, which the compiler cannot count.
  return Object.fromEntries(['vendor', ...dimensions].map((one) => [one, undefined])) as Record<D | 'vendor', undefined>
}

/** The filter of the URL over some days. */
export function filterOver<D extends string>(
  dimensions: readonly D[],
  search: Search<D>,
  { from, to }: DayRange,
): FilterAsk<D> {
  const lists: Lists<D> = {}
  for (const one of dimensions) {
    const values = fromUrl(search[one])
    if (values) Object.assign(lists, { [one]: values })
  }
  return { from, to, ...(search.vendor ? { vendor: search.vendor } : {}), ...lists }
}

/** The filter cut down to the bar, the group or both that are open; null while no rows are. `usual` is the group without a choice. */
export function openRows<D extends string>(
  dimensions: readonly D[],
  usual: D,
  search: Search<D>,
  today: Day,
): FilterAsk<D> | null {
  if (!search.rows && !search.day && !search.of) return null
  const range = resolveRange(search.r ?? '28d', today)
  const step = stepOf(search.step, range)
  const days = search.day ? { from: search.day, to: lastDayOf(search.day, step, range.to) } : range
  const filter = filterOver(dimensions, search, days)
  const group = readGroup(search.of)
  return group ? { ...filter, vendor: group.vendor, [search.by ?? usual]: [group.key] } : filter
}
