// Budgets as finance changes them: the act waits first, then the row, then a look at the figures. Each change is a record.
import type { ActiveTenant } from '../access/actor.ts'
import { deliverActs, newAct } from '../access/acts.ts'
import { newId } from '../access/ids.ts'
import type { UserRow } from '../access/rows.ts'
import { deleteAct, insertAct } from '../db/control/acts.ts'
import { controlDatabase } from '../db/control/database.ts'
import { addBudget, type BudgetRow, changeBudget, findBudget, listBudgets } from '../db/tenant/budgets.ts'
import { askAnew } from '../db/tenant/watch.ts'
import type { JsonObject } from '../ledger/jcs.ts'
import { homeOf } from '../region.ts'
import type { RecordAct } from '../tenant/acts.ts'
import { channelsOf, thresholdsOf } from './figures.ts'
import type { Period } from './kinds.ts'
import { watchMessage } from './message.ts'
import type { Scope } from './scope.ts'

/** Each is read every quarter of an hour. */
export const MOST_BUDGETS = 100

export type Changing = { env: Env; tenant: ActiveTenant; user: UserRow; recordAct: RecordAct; now: Date }

/** `amount`: nanodollars. `thresholds`: whole percents. `channels`: ids that exist. */
export type BudgetTerms = {
  name: string
  amount: string
  thresholds: readonly number[]
  forecast: boolean
  channels: readonly string[]
  paused: boolean
}
export type BudgetWish = BudgetTerms & { scope: Scope; period: Period }

const STREAM = { kind: 'budget', stream: 'tallystick.budgets' } as const

const stored = (terms: BudgetTerms) => ({
  name: terms.name,
  amount: terms.amount,
  thresholds: JSON.stringify(ordered(terms.thresholds)),
  forecast: terms.forecast ? 1 : 0,
  channels: JSON.stringify([...new Set(terms.channels)]),
  paused: terms.paused ? 1 : 0,
})

/** What a change leaves out stays. */
export type TermsChange = { [Field in keyof BudgetTerms]?: BudgetTerms[Field] | undefined }

const changedTerms = (row: BudgetRow, change: TermsChange): BudgetTerms => ({
  name: change.name ?? row.name,
  amount: change.amount ?? row.amount,
  thresholds: change.thresholds ?? thresholdsOf(row),
  forecast: change.forecast ?? row.forecast === 1,
  channels: change.channels ?? channelsOf(row),
  paused: change.paused ?? row.paused === 1,
})

const ordered = (thresholds: readonly number[]): number[] => [...new Set(thresholds)].sort((a, b) => a - b)

/** The open fields of a record: the name may tell of somebody and is sealed. */
const opened = (row: BudgetRow): JsonObject => ({
  budget: row.id,
  scope: row.scope,
  ...(row.vendor !== null && { vendor: row.vendor }),
  ...(row.value !== null && { value: row.value }),
  period: row.period,
  amount: row.amount,
  thresholds: thresholdsOf(row),
  forecast: row.forecast === 1,
  paused: row.paused === 1,
})

export type Created = { ok: true; row: BudgetRow } | { ok: false; code: 'too_many' }

/** `wish.scope` was checked. */
export async function createBudget(changing: Changing, wish: BudgetWish): Promise<Created> {
  const { tenant, user, now, env } = changing
  const { db } = homeOf(env, tenant.region)
  if ((await listBudgets(db, tenant.id)).length >= MOST_BUDGETS) return { ok: false, code: 'too_many' }
  const at = now.toISOString()
  const { scope, period, ...terms } = wish
  const row: BudgetRow = {
    tenant: tenant.id,
    id: newId('bud'),
    ...scope,
    period,
    ...stored(terms),
    createdBy: user.id,
    createdAt: at,
    changedAt: at,
    removedAt: null,
  }
  await record(changing, { action: 'created', ...opened(row) }, row.name, () => addBudget(db, row).then(() => true))
  return { ok: true, row }
}

/** Nothing different: nothing is written. Undefined where there is no such budget. What fired stays fired in its period. */
export async function reviseBudget(changing: Changing, id: string, terms: TermsChange): Promise<BudgetRow | undefined> {
  const { tenant, now, env } = changing
  const { db } = homeOf(env, tenant.region)
  const before = await findBudget(db, tenant.id, id)
  if (before === undefined || before.removedAt !== null) return undefined
  const change = stored(changedTerms(before, terms))
  const row = { ...before, ...change, changedAt: now.toISOString() }
  const fields = ['name', 'amount', 'thresholds', 'forecast', 'channels', 'paused'] as const
  const changed = fields.filter((field) => before[field] !== row[field])
  if (changed.length === 0) return before
  const data = { action: 'changed', changed, ...opened(row) }
  const done = await record(changing, data, row.name, () =>
    changeBudget(db, tenant.id, id, { ...change, changedAt: row.changedAt }),
  )
  return done ? row : undefined
}

/** The row stays, because alerts speak of it. False where there is no such budget. */
export async function removeBudget(changing: Changing, id: string): Promise<boolean> {
  const { tenant, now, env } = changing
  const { db } = homeOf(env, tenant.region)
  const row = await findBudget(db, tenant.id, id)
  if (row === undefined || row.removedAt !== null) return false
  const at = now.toISOString()
  return record(changing, { action: 'removed', budget: id }, row.name, () =>
    changeBudget(db, tenant.id, id, { removedAt: at, changedAt: at }),
  )
}

/** Whether unusual days raise alerts, and where to. */
export async function changeWatch(
  changing: Changing,
  { anomalies, channels }: { anomalies: boolean; channels: readonly string[] },
): Promise<void> {
  const { env, tenant, now } = changing
  const { db } = homeOf(env, tenant.region)
  const wish = { anomalies: anomalies ? 1 : 0, anomalyChannels: JSON.stringify([...new Set(channels)]) }
  const write = () => askAnew(db, tenant.id, now.toISOString(), wish).then(() => true)
  await record(changing, { action: 'watch_changed', anomalies, channels: channels.length }, null, write)
}

/** The act waits first, so that no change takes effect without its record; a change that finds nothing takes it back. */
async function record(
  { env, tenant, user, recordAct, now }: Changing,
  data: JsonObject,
  name: string | null,
  write: () => Promise<boolean>,
): Promise<boolean> {
  const control = controlDatabase(env)
  const fields = name === null ? {} : { budget_name: name }
  const act = newAct(tenant.id, user, { ...STREAM, data, fields }, now)
  await insertAct(control, act, now)
  if (!(await write())) {
    await deleteAct(control, act.id)
    return false
  }
  const asked = now.toISOString()
  await askAnew(homeOf(env, tenant.region).db, tenant.id, asked)
  await env.JOBS.send(watchMessage(tenant.region, tenant.id, asked))
  await deliverActs(env, recordAct, [act.id])
  return true
}
