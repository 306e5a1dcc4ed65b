// Words of the Costs page: dimensions, kinds of bill lines, and what the open records are called.
import type { CostsAnswer } from '../../../../worker/http/schemas/costs.ts'
import type { DayRange } from '../../date-range.ts'
import { barWords, stepOf } from '../../figures/days.ts'
import { groupId } from '../../figures/groups.ts'
import type { CostSearch, Dimension } from './ask.ts'

export const dimensionNames: Record<Dimension, string> = {
  workspace: 'Workspace',
  model: 'Model',
  cost_type: 'Kind of line',
  token_type: 'Kind of token',
}

const many: Record<Dimension, string> = {
  workspace: 'workspaces',
  model: 'models',
  cost_type: 'kinds of lines',
  token_type: 'kinds of tokens',
}

/** `7 workspaces`, `1 model`. */
export function groupCount(by: Dimension, groups: number): string {
  return `${groups} ${groups === 1 ? dimensionNames[by].toLowerCase() : many[by]}`
}

/** What a group is called. The vendor's own words stay recognizable: `cache_read_input_tokens`, with spaces. */
export function groupLabel(by: Dimension, label: string): string {
  if (by === 'workspace' || by === 'model') return label
  return kindWords(label)
}

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
