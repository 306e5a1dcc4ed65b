// What a budget can be on, from what was used: each with its vendor, because two vendors may call two things the same.
import type { BudgetView } from '../../../../worker/http/schemas/budgets.ts'
import type { TeamList } from '../../../../worker/http/schemas/teams.ts'
import type { UsageAnswer } from '../../../../worker/http/schemas/usage.ts'

/** `label`: its name, from which a new budget takes its own. */
export interface ChosenScope {
  readonly scope: BudgetView['scope']
  readonly vendor: string | null
  readonly value: string | null
  readonly label: string | null
}
export interface ScopeOption extends Pick<ChosenScope, 'vendor' | 'value'> {
  readonly label: string
  /** With the vendor, where it has one. */
  readonly words: string
}

type Group = Pick<UsageAnswer['groups'][number], 'key' | 'label' | 'vendor'>

/** Sorted by name. Groups without an id are left out, but for the workspace of what stands in none. */
export function optionsFrom(
  scope: BudgetView['scope'],
  groups: readonly Group[] | undefined,
  teams: readonly Pick<TeamList['teams'][number], 'id' | 'name'>[] | undefined,
  vendors: Readonly<Record<string, string>>,
): ScopeOption[] {
  if (scope === 'vendor') {
    return ['anthropic', 'openai'].map((vendor) => {
      const label = vendors[vendor] ?? vendor
      return { vendor, value: null, label, words: label }
    })
  }
  if (scope === 'team') {
    return sorted((teams ?? []).map(({ id, name }) => ({ vendor: null, value: id, label: name, words: name })))
  }
  const found = (groups ?? []).flatMap(({ key, label, vendor }): ScopeOption[] => {
    if (scope === 'person') return key === '' ? [] : [{ vendor: null, value: key, label, words: label }]
    const value = scope === 'workspace' && key === '' && vendor === 'anthropic' ? 'default' : key
    if (value === '' && scope !== 'workspace') return []
    return [{ vendor, value, label, words: `${label} · ${vendors[vendor] ?? vendor}` }]
  })
  const once = new Map(found.map((option) => [`${option.vendor} ${option.value}`, option]))
  return sorted([...once.values()])
}

const sorted = (options: ScopeOption[]): ScopeOption[] => options.sort((a, b) => a.words.localeCompare(b.words))
