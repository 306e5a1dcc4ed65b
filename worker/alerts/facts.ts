// What an alert knows of its moment: figures as decimal strings of nanodollars, ids and codes. No name, no address, no free text.
import type { AlertRow } from '../db/tenant/alerts.ts'
import type { JsonObject } from '../ledger/jcs.ts'

/** Of a budget. `value` is an id, a model's name or a subject; `forecast` stands in alerts that a forecast raised. */
export type BudgetFacts = {
  budget: string
  scope: string
  vendor: string | null
  value: string | null
  length: string
  from: string
  to: string
  amount: string
  spent: string
  basis: string
  forecast?: string
}

/** Of an unusual day. `cause` is a code of the findings; vendor and value say where, null: the organization as a whole. */
export type AnomalyFacts = {
  finding: string
  date: string
  direction: 'up' | 'down'
  scope: string
  vendor: string | null
  value: string | null
  expected: string
  actual: string
  cause: string | null
}

type Kept = { channels: string[] }
export type AlertFacts =
  | ({ of: 'budget' } & BudgetFacts & Kept)
  | ({ of: 'anomaly' } & AnomalyFacts & Kept)
  | ({ of: 'test' } & Kept)

/** Written by raise.ts and test.ts and nobody else. */
export const factsOf = (row: Pick<AlertRow, 'facts'>): AlertFacts => JSON.parse(row.facts) as AlertFacts

/** The open fields of an alert's record: all facts but where it was sent, which is no property of the event. */
export function recordedFacts(facts: AlertFacts): JsonObject {
  const { of: _, channels: __, ...rest } = facts
  return rest
}
