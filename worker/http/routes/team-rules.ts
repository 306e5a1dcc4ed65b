// The rules of teams: workspace, key or person → team, from a day to a day. Of one value no two hold on the same day.
import type { z } from '@hono/zod-openapi'
import type { TenantActor } from '../../access/actor.ts'
import { dropRule, editRule, makeRule, type RuleEdited } from '../../chargeback/edit.ts'
import { readNames } from '../../chargeback/view.ts'
import { whatExists } from '../../db/tenant/links.ts'
import { listRules, type RuleRow } from '../../db/tenant/team-rules.ts'
import { listTeams } from '../../db/tenant/teams.ts'
import { workspaceExists } from '../../db/tenant/workspace-exists.ts'
import { homeOf } from '../../region.ts'
import { type Route, tenantRoute } from '../define.ts'
import { type Failure, failure } from '../errors.ts'
import { DONE, doneShape, idParams } from '../fields.ts'
import { openReading, type Reading } from '../reading.ts'
import { RuleBody, RuleChange, RuleList, TeamRule } from '../schemas/teams.ts'
import { labelOf } from './team-labels.ts'
import { editing } from './teams.ts'

const tag = 'Teams'
const deskOf = (env: Env, actor: TenantActor, reading: Reading) => ({
  ...reading,
  home: homeOf(env, actor.tenant.region),
})

type Viewed = z.input<typeof TeamRule>

/** How rules are shown to this actor. */
async function viewer(env: Env, actor: TenantActor, reading: Reading): Promise<(row: RuleRow) => Viewed> {
  const [names, stitched] = await Promise.all([
    readNames(deskOf(env, actor, reading), reading.directory),
    reading.stitched(),
  ])
  const label = labelOf(names, stitched, actor.permissions.has('read:people'))
  return (row) => {
    const kind = TeamRule.shape.kind.parse(row.kind)
    const vendor = TeamRule.shape.vendor.parse(row.vendor)
    const { id, team, value, fromDay: from, toDay: to } = row
    return { id, team, kind, vendor, value, label: label({ kind, vendor, value }), from, to }
  }
}

const list = tenantRoute({
  method: 'get',
  path: '/api/teams/rules',
  summary: 'All rules: what belongs to which team, from which day to which',
  tag,
  needs: 'read:costs',
  answer: RuleList,
  handler: async ({ actor, env }) => {
    const reading = await openReading(env, actor)
    const view = await viewer(env, actor, reading)
    return { rules: (await listRules(homeOf(env, actor.tenant.region).db, reading.tenant)).map(view) }
  },
})

const make = tenantRoute({
  method: 'post',
  path: '/api/teams/rules',
  summary: 'Make a rule; refused where another one of the same value holds on one of its days; a record',
  tag,
  needs: 'write:budgets',
  body: RuleBody,
  answer: TeamRule,
  status: 201,
  handler: async ({ body, actor, env, outside }) => {
    const reading = await openReading(env, actor)
    if (!(await exists(reading, body))) {
      const problem = 'is nothing that is known here'
      return failure('not_found', {
        message: 'There is no such workspace, key or person here. Take one from the list.',
        details: [{ path: 'body.value', problem }],
      })
    }
    const edited = await makeRule(editing(env, outside, actor), body, await reading.stitched())
    return answered(env, actor, reading, edited)
  },
})

/** Whether this tenant has such a workspace, key or person. */
async function exists(
  { db, tenant, directory }: Reading,
  { kind, vendor, value }: z.output<typeof RuleBody>,
): Promise<boolean> {
  if (kind === 'person') return (await whatExists(db, tenant, value, directory)) === 'subject'
  if (vendor === null) return false
  if (kind === 'key') return (await whatExists(db, tenant, `${vendor}:${value}`, directory)) === 'key'
  if (vendor === 'openai' ? value === '' : value === 'default') return true
  return workspaceExists(db, tenant, vendor, value)
}

const change = tenantRoute({
  method: 'patch',
  path: '/api/teams/rules/{id}',
  summary: 'Move the first or the last day of a rule; a record',
  tag,
  needs: 'write:budgets',
  params: idParams,
  body: RuleChange,
  answer: TeamRule,
  handler: async ({ params, body, actor, env, outside }) => {
    const reading = await openReading(env, actor)
    const days = {
      ...(body.from !== undefined && { from: body.from }),
      ...(body.to !== undefined && { to: body.to }),
    }
    const edited = await editRule(editing(env, outside, actor), params.id, days, await reading.stitched())
    return answered(env, actor, reading, edited)
  },
})

async function answered(env: Env, actor: TenantActor, reading: Reading, edited: RuleEdited): Promise<Viewed | Failure> {
  if (edited.ok) return (await viewer(env, actor, reading))(edited.rule)
  switch (edited.code) {
    case 'not_found':
      return failure('not_found')
    case 'too_many':
      return failure('conflict', { message: 'There are 5,000 rules already. Remove some that have ended.' })
    case 'days': {
      const problem = 'must not be before the first day'
      return failure('invalid_request', {
        message: 'The rule ends before it begins.',
        details: [{ path: 'body.to', problem }],
      })
    }
    case 'overlap': {
      const other = (await viewer(env, actor, reading))(edited.other)
      const teams = await listTeams(homeOf(env, actor.tenant.region).db, reading.tenant)
      const whose = teams.find(({ id }) => id === other.team)?.name ?? other.team
      const days = `from ${other.from ?? 'ever'} to ${other.to ?? 'open'}`
      return failure('conflict', {
        message: `${other.label} belongs to ${whose} already, ${days}. End that rule first, or choose other days.`,
        details: { rule: other.id, team: other.team, from: other.from, to: other.to },
      })
    }
  }
}

const remove = tenantRoute({
  method: 'delete',
  path: '/api/teams/rules/{id}',
  summary: 'Remove a rule for all days, as if it had never been; months that are frozen stay; a record',
  tag,
  needs: 'write:budgets',
  params: idParams,
  answer: doneShape,
  handler: async ({ params, actor, env, outside }) => {
    const dropped = await dropRule(editing(env, outside, actor), params.id)
    return dropped.ok ? DONE : failure('not_found')
  },
})

export const teamRuleRoutes: readonly Route[] = [list, make, change, remove]
