// From the URL of the Costs page to what is asked of the API: the screen, and the bill lines behind one number of it.
import type { DayRange } from '../../date-range.ts'
import { type FigureFields, type FilterAsk, filterOver, openRows } from '../../figures/ask.ts'
import { type Step, stepOf, type Versus } from '../../figures/days.ts'
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

/** What a bar is made of: vendors, or the groups of the tab. */
export const stacks = ['vendor', 'group'] as const
export type Stack = (typeof stacks)[number]

/** The fields of the URL (route.ts); all may be missing. */
export interface CostSearch extends FigureFields<Dimension>, Partial<Record<Dimension, string[] | undefined>> {
  readonly vs?: Versus | undefined
  readonly stack?: Stack | undefined
}

export type CostFilterAsk = FilterAsk<Dimension>
export type CostAsk = CostFilterAsk & { readonly by: Dimension; readonly step: Step }

/** What takes away the filters that only bill lines know, so that usage can be compared again. */
export const noKinds = { token_type: undefined, cost_type: undefined, description: undefined }

/** The same filter on the Usage page, as far as usage knows the dimensions. */
export function inUsage({ r, vendor, workspace, model, tier, context_window, inference_geo }: CostSearch) {
  const shared = { r, vendor, workspace, model, tier, context_window, inference_geo }
  return Object.fromEntries(Object.entries(shared).filter(([, value]) => value !== undefined)) as Partial<typeof shared>
}

/** The filter over some days. */
export const filterOf = (search: CostSearch, days: DayRange): CostFilterAsk => filterOver(dimensions, search, days)

/** The screen over some days: those of the URL, or those it is compared with. */
export function askOf(search: CostSearch, days: DayRange): CostAsk {
  return { ...filterOf(search, days), by: search.by ?? 'workspace', step: stepOf(search.step, days) }
}

/** The bill lines that are open; null while none are. */
export const rowsAskOf = (search: CostSearch, today: Day): CostFilterAsk | null =>
  openRows(dimensions, 'workspace', search, today)
