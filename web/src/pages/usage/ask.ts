// From the URL of the Usage page to what is asked of the API: the screen, and the records behind one number of it.

import { type DayRange, resolveRange } from '../../date-range.ts'
import { lastDayOf, type Step, stepOf } from '../../figures/days.ts'
import { fromUrl, readGroup } from '../../figures/fields.ts'
import type { Day } from '../../time.ts'

/** Dimensions whose groups lead to their records. */
export const dimensions = [
  'model',
  'workspace',
  'key',
  'person',
  'tier',
  'context_window',
  'inference_geo',
  'speed',
] as const
export type Dimension = (typeof dimensions)[number]
/** Those that not every vendor or report states, with the name of their list in the answer. */
export const furtherLists = {
  key: 'keys',
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
export interface UsageSearch extends Partial<Record<Dimension, string[] | undefined>> {
  readonly r?: string | undefined
  readonly by?: Dimension | undefined
  readonly show?: Measure | undefined
  readonly step?: Step | undefined
  readonly view?: 'chart' | 'table' | undefined
  readonly sort?: string | undefined
  readonly rows?: '1' | undefined
  readonly day?: Day | undefined
  readonly of?: string | undefined
}

type Lists = Partial<Record<Dimension, readonly string[] | undefined>>
/**
 * The filter as the API reads it, also for the CSV: days and lists. Sums by person are made of other rows than all other
 * sums, so the rows behind them are asked for with `by`.
 */
export type UsageFilterAsk = Lists & {
  readonly from: Day
  readonly to: Day
  readonly vendor?: string
  readonly by?: 'person'
}
export type UsageAsk = Omit<UsageFilterAsk, 'by'> & { readonly by: Dimension; readonly step: Step }

/** What takes every filter away but leaves days and view. */
export const noFilter = {
  model: undefined,
  workspace: undefined,
  key: undefined,
  person: undefined,
  tier: undefined,
  context_window: undefined,
  inference_geo: undefined,
  speed: undefined,
} satisfies Record<Dimension, undefined>
/** What closes the records. */
export const noRows = { rows: undefined, day: undefined, of: undefined }

/** Whether the question is about people, which not every role may ask. */
export const asksForPeople = ({ by, person }: UsageSearch): boolean => by === 'person' || (person?.length ?? 0) > 0

/** The filter over some days. */
export function filterOf(search: UsageSearch, { from, to }: DayRange): UsageFilterAsk {
  const lists: Lists = {}
  for (const dimension of dimensions) {
    const values = fromUrl(search[dimension])
    if (values) lists[dimension] = values
  }
  return { from, to, ...lists, ...(search.by === 'person' ? { by: 'person' as const } : {}) }
}

/** The screen over some days: those of the URL, or those it is compared with. */
export function askOf(search: UsageSearch, days: DayRange): UsageAsk {
  return { ...filterOf(search, days), by: search.by ?? 'model', step: stepOf(search.step, days) }
}

/** The records that are open: the filter cut down to one bar, one group or both; null while none are. */
export function rowsAskOf(search: UsageSearch, today: Day): UsageFilterAsk | null {
  if (!search.rows && !search.day && !search.of) return null
  const range = resolveRange(search.r ?? '28d', today)
  const step = stepOf(search.step, range)
  const days = search.day ? { from: search.day, to: lastDayOf(search.day, step, range.to) } : range
  const filter = filterOf(search, days)
  const group = readGroup(search.of)
  if (!group) return filter
  return { ...filter, vendor: group.vendor, [search.by ?? 'model']: [group.key] }
}
