// Words of the Usage page: dimensions, and what the open records are called.

import type { UsageAnswer } from '../../../../worker/http/schemas/usage.ts'
import type { DayRange } from '../../date-range.ts'
import { barWords, stepOf } from '../../figures/days.ts'
import { groupId } from '../../figures/groups.ts'
import type { Dimension, Measure, UsageSearch } from './ask.ts'

export const dimensionNames: Record<Dimension, string> = {
  model: 'Model',
  workspace: 'Workspace',
  key: 'Key',
  person: 'Person',
  tier: 'Tier',
  context_window: 'Context window',
  inference_geo: 'Region',
  speed: 'Speed',
}

const many: Record<Dimension, string> = {
  model: 'models',
  workspace: 'workspaces',
  key: 'keys',
  person: 'people',
  tier: 'tiers',
  context_window: 'context windows',
  inference_geo: 'regions',
  speed: 'speeds',
}

export const measureNames: Record<Measure, string> = { tokens: 'Tokens', output: 'Output', cost: 'Cost' }

/** `7 models`, `1 model`. */
export function groupCount(by: Dimension, groups: number): string {
  return `${groups} ${groups === 1 ? dimensionNames[by].toLowerCase() : many[by]}`
}

/** The vendor's own values are compared letter by letter; names of workspaces, keys and people are words. */
export const isMono = (by: Dimension): boolean => by !== 'workspace' && by !== 'key' && by !== 'person'

/** The title of the open records: what of, and when. */
export function rowsTitle(search: UsageSearch, range: DayRange, groups: UsageAnswer['groups']): string {
  const group = search.of ? (groups.find((one) => groupId(one) === search.of)?.label ?? search.of) : null
  const bar = search.day ? barWords(search.day, stepOf(search.step, range), range).title : null
  const parts = [group, bar].filter((part) => part !== null)
  return parts.length === 0 ? 'Records' : `Records: ${parts.join(', ')}`
}
