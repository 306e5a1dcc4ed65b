// A budget as the API shows it: its terms, its figures of this moment, and the words for what it is on.
import type { TenantActor } from '../../access/actor.ts'
import { channelsOf, runningOf, thresholdsOf } from '../../budgets/figures.ts'
import { shareSpent } from '../../budgets/judge.ts'
import { lengthOf } from '../../budgets/period.ts'
import { basisOf, scopeOf } from '../../budgets/scope.ts'
import type { Spending } from '../../budgets/spending.ts'
import { teamNames } from '../../db/tenant/budget-scopes.ts'
import type { BudgetRow } from '../../db/tenant/budgets.ts'
import { namesFrom, personIn, personLabel, workspacesQuery } from '../../db/tenant/labels.ts'
import type { Day } from '../../db/tenant/range.ts'
import { vendorWords } from '../../db/tenant/stream-words.ts'
import type { Reading } from '../reading.ts'
import type { BudgetView } from '../schemas/budgets.ts'

/** What a budget is on, in words; `value` as this actor may see it. */
export type Labels = (row: BudgetRow) => { label: string; value: string | null }

/** Names that these budgets need, read once. A person's name and subject are for those who see people. */
export async function labelsFor(
  actor: TenantActor,
  { db, tenant, directory, stitched }: Reading,
  rows: readonly BudgetRow[],
): Promise<Labels> {
  const people = actor.permissions.has('read:people')
  const [workspaces, teams, found] = await Promise.all([
    db.rows(workspacesQuery(db, tenant)),
    teamNames(db, tenant),
    people && rows.some(({ scope }) => scope === 'person') ? stitched() : undefined,
  ])
  const names = namesFrom(workspaces, directory)
  return (row) => {
    const { scope, vendor, value } = scopeOf(row)
    const id = value ?? ''
    if (scope === 'tenant') return { label: actor.tenant.name, value }
    if (scope === 'vendor') return { label: vendorWords(vendor ?? ''), value }
    if (scope === 'workspace') {
      return { label: names.workspace(vendor ?? '', id === 'default' || id === '' ? null : id), value }
    }
    if (scope === 'key') return { label: names.key(id), value }
    if (scope === 'team') return { label: teams.get(id) ?? id, value }
    if (scope === 'model') return { label: id, value }
    return found === undefined
      ? { label: 'One person', value: null }
      : { label: personLabel(personIn(names, found, id)), value }
  }
}

const DAY_MS = 86_400_000

export function viewBudget(row: BudgetRow, spending: Spending, today: Day, labels: Labels): BudgetView {
  const { period, projection, spent, estimated, unpriced, standing } = runningOf(row, spending, today)
  const scope = scopeOf(row)
  const end = typeof projection === 'string' ? null : projection
  return {
    id: row.id,
    name: row.name,
    scope: scope.scope,
    vendor: scope.vendor,
    ...labels(row),
    period: lengthOf(row),
    amount: row.amount,
    thresholds: thresholdsOf(row),
    forecast: row.forecast === 1,
    channels: channelsOf(row),
    paused: row.paused === 1,
    running: {
      from: period.from,
      to: period.to,
      days: period.days,
      left: Math.round((Date.parse(period.to) - Date.parse(today)) / DAY_MS),
    },
    spent: String(spent),
    estimated: String(estimated),
    rows_without_price: unpriced,
    percent: shareSpent(spent, BigInt(row.amount)) / 100,
    basis: basisOf(scope),
    forecast_end: end && {
      mean: String(end.mean),
      lower: String(end.lower),
      upper: String(end.upper),
      missed: end.missed,
      unreliable: end.unreliable,
    },
    forecast_why: typeof projection === 'string' ? projection : null,
    state: standing,
    created_at: row.createdAt,
    changed_at: row.changedAt,
  }
}
