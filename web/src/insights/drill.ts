// From a figure to its records: the API names the query of the Usage or Costs screen, this makes the link.
import type { LinkProps } from '@tanstack/react-router'
import type { Finding } from '../../../worker/http/schemas/insights.ts'
import { toUrl } from '../figures/fields.ts'

type Drill = Finding['evidence']['drill']
type Named = Readonly<Record<string, string>>

const lists = [
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
const costLists = [
  'workspace',
  'model',
  'token_type',
  'cost_type',
  'description',
  'tier',
  'context_window',
  'inference_geo',
] as const

/** To the bill lines where there are some, else to the usage behind the figure; null where neither screen can show it. */
export function drillLink(drill: Drill, prefer: 'usage' | 'costs' = 'usage'): LinkProps | null {
  const [first, second] = prefer === 'costs' ? (['costs', 'usage'] as const) : (['usage', 'costs'] as const)
  const screen = drill[first] ? first : drill[second] ? second : null
  if (screen === null) return null
  const named = drill[screen] ?? {}
  if (screen === 'costs')
    return { to: '/costs', search: { ...whenAndWhose(named), ...listsOf(costLists, named), rows: '1' } }
  const show = prefer === 'costs' ? ({ show: 'cost' } as const) : {}
  return { to: '/usage', search: { ...whenAndWhose(named), ...listsOf(lists, named), ...show, rows: '1' } }
}

function whenAndWhose({ r, from, to, vendor }: Named): { r?: string; vendor: 'anthropic' | 'openai' | undefined } {
  const range = r ?? (from && to ? `${from}..${to}` : undefined)
  return { ...(range ? { r: range } : {}), vendor: vendor === 'anthropic' || vendor === 'openai' ? vendor : undefined }
}

function listsOf<K extends string>(names: readonly K[], named: Named): Partial<Record<K, string[]>> {
  const found: Partial<Record<K, string[]>> = {}
  for (const name of names) {
    const value = named[name]
    const values = value === undefined ? undefined : toUrl([value])
    if (values) Object.assign(found, { [name]: values })
  }
  return found
}
