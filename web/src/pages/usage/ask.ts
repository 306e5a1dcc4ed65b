// From the URL of the Usage page to what is asked of the API: the screen, and the records behind one number of it.
import type { DayRange } from '../../date-range.ts'
import { type FigureFields, type FilterAsk, filterOver, openRows } from '../../figures/ask.ts'
import { type Step, stepOf } from '../../figures/days.ts'
import type { Day } from '../../time.ts'

/** Dimensions whose groups lead to their records. */
export const dimensions = [
  'model',
  'workspace',
  'key',
  'person',
  'product',
  'tier',
  'context_window',
  'inference_geo',
  'speed',
] as const
export type Dimension = (typeof dimensions)[number]
/** Those that not every vendor or report states, with the name of their list in the answer. */
export const furtherLists = {
  key: 'keys',
  product: 'products',
  tier: 'tiers',
  context_window: 'context_windows',
  inference_geo: 'inference_geos',
  speed: 'speeds',
} as const
export type Further = keyof typeof furtherLists
export const isFurther = (one: Dimension): one is Further => one in furtherLists

/** What the bars measure. */
export const measures = ['tokens', 'output', 'cost'] as const
export type Measure = (typeof measures)[number]

/** The fields of the URL (route.ts); all may be missing. */
export interface UsageSearch extends FigureFields<Dimension>, Partial<Record<Dimension, string[] | undefined>> {
  readonly show?: Measure | undefined
}

/** Sums by person are made of other rows than all other sums, so the rows behind them are asked for with `by`. */
export type UsageFilterAsk = FilterAsk<Dimension> & { readonly by?: 'person' }
export type UsageAsk = FilterAsk<Dimension> & { readonly by: Dimension; readonly step: Step }

/** Whether the question is about people, which not every role may ask. */
export const asksForPeople = ({ by, person }: UsageSearch): boolean => by === 'person' || (person?.length ?? 0) > 0

const byPerson = ({ by }: UsageSearch) => (by === 'person' ? { by: 'person' as const } : {})

/** The filter over some days. */
export function filterOf(search: UsageSearch, days: DayRange): UsageFilterAsk {
  return { ...filterOver(dimensions, search, days), ...byPerson(search) }
}

/** The screen over some days: those of the URL, or those it is compared with. */
export function askOf(search: UsageSearch, days: DayRange): UsageAsk {
  return { ...filterOf(search, days), by: search.by ?? 'model', step: stepOf(search.step, days) }
}

/** The records that are open; null while none are. */
export function rowsAskOf(search: UsageSearch, today: Day): UsageFilterAsk | null {
  const filter = openRows(dimensions, 'model', search, today)
  return filter && { ...filter, ...byPerson(search) }
}
