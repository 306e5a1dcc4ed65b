// What the filters of the usage screen can be set to in a range, whatever is filtered now: the lists of its days made one.
import { type Names, productLabel } from './labels.ts'
import { namedOptions, type Option, plainOptions, workspaceOptions } from './options.ts'
import { OPTION_LISTS, type OptionCell, type OptionName } from './usage-cells.ts'
import type { Defaults } from './usage-plan.ts'

export type UsageOptions = Record<OptionName, Option[]>

/** `vendor` is asked for use by actors where it has such rows in the range, when the question is about people. */
function ownViews(cells: readonly OptionCell[], people: boolean): (cell: OptionCell) => boolean {
  const byActors = new Set(people ? cells.flatMap(([view, vendor]) => (view === 'actors' ? vendor : [])) : [])
  return ([view, vendor]) => view === (byActors.has(vendor) ? 'actors' : 'dimensions')
}

/** The options of days whose sums by `options` these are. `people`: the question is about people. */
export function usageOptionsFrom(
  days: readonly string[],
  people: boolean,
  names: Names,
  defaults: Defaults,
): UsageOptions {
  // Our own JSON, made by sumsOfDay.
  const cells = days.flatMap((day) => JSON.parse(day) as OptionCell[])
  const own = cells.filter(ownViews(cells, people))
  const listOf = (name: OptionName, of = (value: string | null, _vendor: string): string | null => value): string => {
    const at = OPTION_LISTS.indexOf(name)
    const values = new Set<string | null>()
    for (const [, vendor, ...lists] of own) for (const value of lists[at] ?? []) values.add(of(value, vendor))
    return JSON.stringify([...values])
  }
  const workspaces = listOf('workspaces', (id, vendor) => {
    const pair = `${vendor} ${id ?? ''}`
    return defaults.has(pair) ? `${vendor} ` : pair
  })
  return {
    models: plainOptions(listOf('models')),
    workspaces: workspaceOptions(workspaces, names),
    keys: namedOptions(listOf('keys'), names.key),
    tiers: plainOptions(listOf('tiers')),
    context_windows: plainOptions(listOf('context_windows')),
    inference_geos: plainOptions(listOf('inference_geos')),
    speeds: plainOptions(listOf('speeds')),
    products: namedOptions(listOf('products'), productLabel),
  }
}
