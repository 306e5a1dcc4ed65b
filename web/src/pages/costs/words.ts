// Words of the Costs page: dimensions, kinds of bill lines, and what the open records are called.
import type { CostsAnswer } from '../../../../worker/http/schemas/costs.ts'
import type { DayRange } from '../../date-range.ts'
import { barWords, stepOf } from '../../figures/days.ts'
import { groupId } from '../../figures/groups.ts'
import type { CostSearch, Dimension } from './ask.ts'

export const dimensionNames: Record<Dimension, string> = {
  workspace: 'Workspace',
  model: 'Model',
  token_type: 'Token type',
  cost_type: 'Kind',
  description: 'Description',
  tier: 'Tier',
  context_window: 'Context window',
  inference_geo: 'Region',
}

const many: Record<Dimension, string> = {
  workspace: 'workspaces',
  model: 'models',
  token_type: 'token types',
  cost_type: 'kinds',
  description: 'descriptions',
  tier: 'tiers',
  context_window: 'context windows',
  inference_geo: 'regions',
}

/** `7 workspaces`, `1 model`. */
export function groupCount(by: Dimension, groups: number): string {
  return `${groups} ${groups === 1 ? dimensionNames[by].toLowerCase() : many[by]}`
}

/** What a group is called. The vendor's own words stay recognizable: `cache_read_input_tokens`, with spaces. */
export function groupLabel(by: Dimension, label: string): string {
  return by === 'token_type' || by === 'cost_type' ? kindWords(label) : label
}

/** The vendor's own values are compared letter by letter. */
export const isMono = (by: Dimension): boolean =>
  by === 'model' || by === 'tier' || by === 'context_window' || by === 'inference_geo'

/** `cache_creation.ephemeral_1h_input_tokens` as words. */
export function kindWords(kind: string): string {
  const words = kind.replaceAll('_', ' ').replaceAll('.', ', ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** The title of the open records: what of, and when. */
export function rowsTitle(search: CostSearch, range: DayRange, groups: CostsAnswer['groups']): string {
  const by = search.by ?? 'workspace'
  const group = search.of ? (groups.find((one) => groupId(one) === search.of)?.label ?? search.of) : null
  const bar = search.day ? barWords(search.day, stepOf(search.step, range), range).title : null
  const parts = [group === null ? null : groupLabel(by, group), bar].filter((part) => part !== null)
  return parts.length === 0 ? 'Bill lines' : `Bill lines: ${parts.join(', ')}`
}
