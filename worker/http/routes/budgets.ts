// Budgets: what they are on, how they stand in the running period, and how they change.
import type { TenantActor } from '../../access/actor.ts'
import { vaultOf } from '../../alerts/channels.ts'
import { checkScope } from '../../budgets/check-scope.ts'
import type { Scope } from '../../budgets/scope.ts'
import { createBudget, removeBudget, reviseBudget } from '../../budgets/settings.ts'
import { readSpending, type SpendReading } from '../../budgets/spending.ts'
import { teamDaysOf } from '../../budgets/team-days.ts'
import { type BudgetRow, findBudget, listBudgets } from '../../db/tenant/budgets.ts'
import { homeOf } from '../../region.ts'
import { readAlertChannels } from '../../vault/alert-channels.ts'
import type { Outside } from '../context.ts'
import { type Route, tenantRoute } from '../define.ts'
import { type Failure, failure, isFailure } from '../errors.ts'
import { idParams } from '../fields.ts'
import { openReading, type Reading } from '../reading.ts'
import { BudgetBody, BudgetChange, BudgetList, BudgetView } from '../schemas/budgets.ts'
import { labelsFor, viewBudget } from './budget-views.ts'

const tag = 'Budgets'

const changing = (env: Env, outside: Outside, { tenant, user }: TenantActor) => ({
  env,
  tenant,
  user,
  recordAct: outside.recordAct,
  now: new Date(),
})

const wrong = (path: string, problem: string): Failure =>
  failure('invalid_request', { details: [{ path: `body.${path}`, problem }] })

/** Views of some budgets with their figures of this moment. */
async function viewsOf(env: Env, actor: TenantActor, reading: Reading, rows: readonly BudgetRow[]) {
  const { db, tenant, today, stitched } = reading
  const home = homeOf(env, actor.tenant.region)
  const spend: SpendReading = { db, tenant, today, stitched, teamDays: teamDaysOf({ home, db, tenant, stitched }) }
  const [spending, labels] = await Promise.all([readSpending(spend, rows), labelsFor(actor, reading, rows)])
  return rows.flatMap((row) => {
    const found = spending.get(row.id)
    return found === undefined ? [] : [viewBudget(row, found, today, labels)]
  })
}

async function one(env: Env, actor: TenantActor, row: BudgetRow): Promise<BudgetView | Failure> {
  const [view] = await viewsOf(env, actor, await openReading(env, actor), [row])
  return view ?? failure('not_found')
}

async function unknownChannel(env: Env, actor: TenantActor, wanted: readonly string[] | undefined) {
  if (wanted === undefined || wanted.length === 0) return undefined
  const { channels } = await readAlertChannels(vaultOf({ env, tenant: actor.tenant }))
  const known = new Set(channels.map(({ id }) => id))
  return wanted.every((id) => known.has(id)) ? undefined : wrong('channels', 'names a channel that is not here')
}

const list = tenantRoute({
  method: 'get',
  path: '/api/budgets',
  needs: 'read:insights',
  summary: 'Budgets with what is spent of each in its running period, and where the period will end',
  tag,
  answer: BudgetList,
  async handler({ env, actor }) {
    const reading = await openReading(env, actor)
    const rows = await listBudgets(homeOf(env, actor.tenant.region).db, actor.tenant.id)
    return { today: reading.today, budgets: await viewsOf(env, actor, reading, rows) }
  },
})

/** A scope that takes no value may still be sent with null. A person is for those who see people. */
function scopeIn(actor: TenantActor, { scope, vendor, value }: BudgetBody): Scope | Failure {
  if (scope === 'person' && !actor.permissions.has('read:people')) {
    return failure('forbidden', { message: 'Your role does not see people, so it cannot budget one.' })
  }
  return { scope, vendor: vendor ?? null, value: value ?? null }
}

const create = tenantRoute({
  method: 'post',
  path: '/api/budgets',
  needs: 'write:budgets',
  summary: 'Set a budget; it is looked at at once, then with every change of the figures',
  tag,
  status: 201,
  body: BudgetBody,
  answer: BudgetView,
  async handler({ env, outside, actor, body }) {
    const scope = scopeIn(actor, body)
    if (isFailure(scope)) return scope
    const problem = await checkScope(await openReading(env, actor), scope)
    if (problem !== undefined) return wrong(problem.field, problem.problem)
    const unknown = await unknownChannel(env, actor, body.channels)
    if (unknown !== undefined) return unknown
    const { scope: _, vendor: __, value: ___, ...terms } = body
    const created = await createBudget(changing(env, outside, actor), { ...terms, scope })
    if (!created.ok) return failure('conflict', { message: 'There are 100 budgets already. Remove one first.' })
    return one(env, actor, created.row)
  },
})

const read = tenantRoute({
  method: 'get',
  path: '/api/budgets/{id}',
  needs: 'read:insights',
  summary: 'One budget; its alerts are at /api/alerts?source=<id>',
  tag,
  params: idParams,
  answer: BudgetView,
  async handler({ env, actor, params }) {
    const row = await findBudget(homeOf(env, actor.tenant.region).db, actor.tenant.id, params.id)
    return row === undefined || row.removedAt !== null ? failure('not_found') : one(env, actor, row)
  },
})

const change = tenantRoute({
  method: 'patch',
  path: '/api/budgets/{id}',
  needs: 'write:budgets',
  summary: 'Change a budget; what has fired stays fired in its period',
  tag,
  params: idParams,
  body: BudgetChange,
  answer: BudgetView,
  async handler({ env, outside, actor, params, body }) {
    const unknown = await unknownChannel(env, actor, body.channels)
    if (unknown !== undefined) return unknown
    const row = await reviseBudget(changing(env, outside, actor), params.id, body)
    return row === undefined ? failure('not_found') : one(env, actor, row)
  },
})

const remove = tenantRoute({
  method: 'delete',
  path: '/api/budgets/{id}',
  needs: 'write:budgets',
  summary: 'Remove a budget; its alerts stay',
  tag,
  params: idParams,
  status: 204,
  async handler({ env, outside, actor, params }) {
    return (await removeBudget(changing(env, outside, actor), params.id)) ? null : failure('not_found')
  },
})

export const budgetRoutes: readonly Route[] = [list, create, read, change, remove]
