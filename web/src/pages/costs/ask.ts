// From the URL of the Costs page to what is asked of the API: the screen, and the bill lines behind one number of it.
import { type DayRange, resolveRange } from '../../date-range.ts'
import { lastDayOf, type Step, stepOf, type Versus } from '../../figures/days.ts'
import { fromUrl, readGroup } from '../../figures/fields.ts'
import type { Day } from '../../time.ts'

/** Dimensions whose groups lead to their bill lines. */
export const dimensions = [
  'workspace',
  'model',
  'token_type',
  'cost_type',
  'description',
  'tier',
  'context_window',
  'inference_geo',
] as const
export type Dimension = (typeof dimensions)[number]

/** Those that not every vendor or report states, with the name of their list in the answer. */
export const furtherLists = {
  token_type: 'token_types',
  cost_type: 'cost_types',
  description: 'descriptions',
  tier: 'tiers',
  context_window: 'context_windows',
  inference_geo: 'inference_geos',
} as const
export type Further = keyof typeof furtherLists
export const isFurther = (one: Dimension): one is Further => one in furtherLists

/** The fields of the URL (route.ts); all may be missing. */
export interface CostSearch extends Partial<Record<Dimension, string[] | undefined>> {
  readonly r?: string | undefined
  readonly vs?: Versus | undefined
  readonly by?: Dimension | undefined
  readonly step?: Step | undefined
  readonly view?: 'chart' | 'table' | undefined
  readonly sort?: string | undefined
  readonly rows?: '1' | undefined
  readonly day?: Day | undefined
  readonly of?: string | undefined
}

type Lists = Partial<Record<Dimension, readonly string[] | undefined>>
/** The filter as the API reads it, also for the CSV: days and lists. */
export type CostFilterAsk = Lists & { readonly from: Day; readonly to: Day; readonly vendor?: string }
export type CostAsk = CostFilterAsk & { readonly by: Dimension; readonly step: Step }

/** What takes every filter away but leaves days and view. */
export const noFilter = {
  workspace: undefined,
  model: undefined,
  token_type: undefined,
  cost_type: undefined,
  description: undefined,
  tier: undefined,
  context_window: undefined,
  inference_geo: undefined,
} satisfies Record<Dimension, undefined>
/** What takes away the filters that only bill lines know, so that usage can be compared again. */
export const noKinds = { token_type: undefined, cost_type: undefined, description: undefined }
/** What closes the records. */
export const noRows = { rows: undefined, day: undefined, of: undefined }

/** The same filter on the Usage page, as far as usage knows the dimensions. */
export function inUsage({ r, workspace, model, tier, context_window, inference_geo }: CostSearch) {
  const shared = { r, workspace, model, tier, context_window, inference_geo }
  return Object.fromEntries(Object.entries(shared).filter(([, value]) => value !== undefined)) as Partial<typeof shared>
}

/** The filter over some days. */
export function filterOf(search: CostSearch, { from, to }: DayRange): CostFilterAsk {
  const lists: Lists = {}
  for (const dimension of dimensions) {
    const values = fromUrl(search[dimension])
    if (values) lists[dimension] = values
  }
  return { from, to, ...lists }
}

/** The screen over some days: those of the URL, or those it is compared with. */
export function askOf(search: CostSearch, days: DayRange): CostAsk {
  return { ...filterOf(search, days), by: search.by ?? 'workspace', step: stepOf(search.step, days) }
}

/** The bill lines that are open: the filter cut down to one bar, one group or both; null while none are. */
export function rowsAskOf(search: CostSearch, today: Day): CostFilterAsk | null {
  if (!search.rows && !search.day && !search.of) return null
  const range = resolveRange(search.r ?? '28d', today)
  const step = stepOf(search.step, range)
  const days = search.day ? { from: search.day, to: lastDayOf(search.day, step, range.to) } : range
  const filter = filterOf(search, days)
  const group = readGroup(search.of)
  if (!group) return filter
  return { ...filter, vendor: group.vendor, [search.by ?? 'workspace']: [group.key] }
}
