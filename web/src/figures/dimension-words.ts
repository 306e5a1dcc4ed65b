// What figures are grouped by, in words: each vendor's own where one is chosen, both where none is.
import type { DayRange } from '../date-range.ts'
import type { Day } from '../time.ts'
import { barWords, type Step, stepOf } from './days.ts'
import { type GroupName, groupId } from './groups.ts'
import type { VendorChoice } from './vendor.ts'

/** In a tab or a column head, and how many of them: `Model`, `7 models`. */
type Words = readonly [one: string, many: string]

const words = {
  model: ['Model', 'models'],
  workspace: ['Workspace / project', 'workspaces and projects'],
  key: ['Key', 'keys'],
  person: ['Person', 'people'],
  product: ['Product', 'products'],
  tier: ['Tier', 'tiers'],
  context_window: ['Context window', 'context windows'],
  inference_geo: ['Region', 'regions'],
  speed: ['Speed', 'speeds'],
  token_type: ['Token type', 'token types'],
  cost_type: ['Kind', 'kinds'],
  description: ['Line item / description', 'line items and descriptions'],
} as const satisfies Record<string, Words>
export type AnyDimension = keyof typeof words

const ofVendor: Record<VendorChoice, Partial<Record<AnyDimension, Words>>> = {
  anthropic: { workspace: ['Workspace', 'workspaces'], description: ['Description', 'descriptions'] },
  openai: { workspace: ['Project', 'projects'], description: ['Line item', 'line items'] },
}

const wordsOf = (by: AnyDimension, vendor: VendorChoice | undefined): Words =>
  (vendor && ofVendor[vendor][by]) ?? words[by]

/** `Workspace / project`, of one vendor `Workspace` or `Project`. */
export const dimensionName = (by: AnyDimension, vendor?: VendorChoice): string => wordsOf(by, vendor)[0]

/** `7 models`, `1 model`. */
export function groupCount(by: AnyDimension, groups: number, vendor?: VendorChoice): string {
  const [one, many] = wordsOf(by, vendor)
  return `${groups} ${groups === 1 ? one.toLowerCase() : many}`
}

interface OpenRows {
  readonly step?: Step | undefined
  readonly day?: Day | undefined
  readonly of?: string | undefined
}

/** The title of the open rows: `what`, of which group, and when. The labels of the groups are already words. */
export function rowsTitle(
  what: string,
  { step, day, of }: OpenRows,
  range: DayRange,
  groups: readonly (GroupName & { readonly label: string })[],
): string {
  const group = of ? (groups.find((one) => groupId(one) === of)?.label ?? of) : null
  const bar = day ? barWords(day, stepOf(step, range), range).title : null
  const parts = [group, bar].filter((part) => part !== null)
  return parts.length === 0 ? what : `${what}: ${parts.join(', ')}`
}
