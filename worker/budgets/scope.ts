// What a budget is on, from its row: one of seven scopes, each with the values it needs, and how its money is known.
import type { BudgetRow } from '../db/tenant/budgets.ts'
import type { ScopeName } from './kinds.ts'

/**
 * `vendor` of a workspace, key or model; `value`: its id or name, a team's id, any subject of a person. A project of OpenAI is a workspace;
 * `default` is a vendor's default workspace, '' what stands in no project.
 */
export type Scope = { readonly scope: ScopeName; readonly vendor: string | null; readonly value: string | null }

/**
 * billed: the vendor's bill, and the estimate of days that have none yet. estimate: the price list times the tokens, because no bill tells
 * keys or people apart. allocated: the chargeback's split of the bill.
 */
export type Basis = 'billed' | 'estimate' | 'allocated'

export const basisOf = ({ scope }: Scope): Basis =>
  scope === 'team' ? 'allocated' : scope === 'key' || scope === 'person' ? 'estimate' : 'billed'

/** The columns were written from a checked wish and from nothing else. */
export const scopeOf = ({ scope, vendor, value }: BudgetRow): Scope => ({ scope: scope as ScopeName, vendor, value })

/** Which of vendor and value a scope takes; what it does not take is null. */
export const TAKES: Readonly<Record<ScopeName, { vendor: boolean; value: boolean }>> = {
  tenant: { vendor: false, value: false },
  vendor: { vendor: true, value: false },
  workspace: { vendor: true, value: true },
  key: { vendor: true, value: true },
  model: { vendor: true, value: true },
  person: { vendor: false, value: true },
  team: { vendor: false, value: true },
}
