// From the URL of the Insights page to what each panel asks of the API.
import type { DayRange } from '../../date-range.ts'
import type { Versus } from '../../figures/days.ts'
import { fromUrl } from '../../figures/fields.ts'
import type { VendorChoice } from '../../figures/vendor.ts'
import type { Day } from '../../time.ts'

/** The parts that a month can be projected for, and what spend can be laid to. */
export const scopes = ['vendor', 'workspace', 'key', 'person', 'model'] as const
export type Scope = (typeof scopes)[number]
export const spenders = ['workspace', 'key', 'person', 'team'] as const
export type Spender = (typeof spenders)[number]

/** What the spend can be split by, in the order of the switch. */
export const splits = ['token_type', 'tier', 'context_window', 'speed', 'inference_geo'] as const
export type Split = (typeof splits)[number]

/** Panels that can lay their arithmetic open, one at a time. */
export const workings = ['forecast', 'findings', 'mix', 'movement', 'attribution', 'cache'] as const
export type Working = (typeof workings)[number]

/** The fields of the URL (route.ts); all may be missing. */
export interface InsightsSearch {
  readonly r?: string | undefined
  readonly vs?: Versus | undefined
  readonly vendor?: VendorChoice | undefined
  readonly workspace?: string[] | undefined
  readonly scope?: Scope | undefined
  readonly of?: string | undefined
  readonly who?: Spender | undefined
  readonly split?: Split | undefined
  readonly finding?: string | undefined
  readonly view?: 'chart' | 'table' | undefined
  readonly sort?: string | undefined
  readonly arithmetic?: Working | undefined
}

export type SetSearch = (next: Partial<InsightsSearch>) => void

/** The filter as the API reads it. */
export interface InsightsAsk {
  readonly from: Day
  readonly to: Day
  readonly vendor?: VendorChoice
  readonly workspace?: readonly string[]
}

export function askOf(search: InsightsSearch, { from, to }: DayRange): InsightsAsk {
  const workspace = fromUrl(search.workspace)
  return { from, to, ...(search.vendor ? { vendor: search.vendor } : {}), ...(workspace ? { workspace } : {}) }
}
