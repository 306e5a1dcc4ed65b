// Teams, cost centres and the dated rules that say what is whose. Each change is a record.
import type { z } from '@hono/zod-openapi'
import type { TenantActor } from '../../access/actor.ts'
import { openBooks } from '../../chargeback/books.ts'
import { dropTeam, type Editing, editTeam, makeTeam, type TeamEdited } from '../../chargeback/edit.ts'
import { readUnassigned, type Unassigned } from '../../chargeback/unassigned.ts'
import { readNames } from '../../chargeback/view.ts'
import { listRules } from '../../db/tenant/team-rules.ts'
import { listTeams } from '../../db/tenant/teams.ts'
import { homeOf } from '../../region.ts'
import type { Outside } from '../context.ts'
import { type Route, tenantRoute } from '../define.ts'
import { type Failure, failure, isFailure } from '../errors.ts'
import { DONE, doneShape, idParams } from '../fields.ts'
import { openReading, readRange } from '../reading.ts'
import { RangeQuery } from '../schemas/common.ts'
import { RuleBody, Team, TeamBody, TeamChange, TeamList, UnassignedAnswer } from '../schemas/teams.ts'
import { labelOf } from './team-labels.ts'

const tag = 'Teams'

export const editing = (env: Env, outside: Outside, { tenant, user }: TenantActor): Editing => ({
  env,
  tenant,
  user,
  recordAct: outside.recordAct,
  now: new Date(),
})

function answered(edited: TeamEdited): z.input<typeof Team> | Failure {
  if (edited.ok) {
    const { id, name, costCenter } = edited.team
    return { id, name, cost_center: costCenter, rules: 0 }
  }
  if (edited.code === 'not_found') return failure('not_found')
  if (edited.code === 'too_many') return failure('conflict', { message: 'There are 200 teams already.' })
  const problem = 'is the name of another team already'
  return failure('invalid_request', {
    message: 'Another team has this name. Choose another one.',
    details: [{ path: 'body.name', problem }],
  })
}

const list = tenantRoute({
  method: 'get',
  path: '/api/teams',
  summary: 'The teams with their cost centres',
  tag,
  needs: 'read:costs',
  answer: TeamList,
  handler: async ({ actor, env }) => {
    const { id: tenant, region } = actor.tenant
    const { db } = homeOf(env, region)
    const [teams, rules] = await Promise.all([listTeams(db, tenant), listRules(db, tenant)])
    const today = new Date().toISOString().slice(0, 10)
    const live = rules.filter(({ fromDay, toDay }) => (fromDay ?? '') <= today && (toDay === null || toDay >= today))
    return {
      teams: teams
        .filter(({ removedAt }) => removedAt === null)
        .map(({ id, name, costCenter }) => ({
          id,
          name,
          cost_center: costCenter,
          rules: live.filter(({ team }) => team === id).length,
        })),
    }
  },
})

const make = tenantRoute({
  method: 'post',
  path: '/api/teams',
  summary: 'Make a team; a record',
  tag,
  needs: 'write:budgets',
  body: TeamBody,
  answer: Team,
  status: 201,
  handler: async ({ body, actor, env, outside }) =>
    answered(await makeTeam(editing(env, outside, actor), { name: body.name, costCenter: body.cost_center })),
})

const change = tenantRoute({
  method: 'patch',
  path: '/api/teams/{id}',
  summary: 'Change a team’s name or cost centre; a record',
  tag,
  needs: 'write:budgets',
  params: idParams,
  body: TeamChange,
  answer: Team,
  handler: async ({ params, body, actor, env, outside }) =>
    answered(
      await editTeam(editing(env, outside, actor), params.id, {
        ...(body.name !== undefined && { name: body.name }),
        ...(body.cost_center !== undefined && { costCenter: body.cost_center }),
      }),
    ),
})

const remove = tenantRoute({
  method: 'delete',
  path: '/api/teams/{id}',
  summary: 'Take a team away from today on; its rules end, earlier days stay its own; a record',
  tag,
  needs: 'write:budgets',
  params: idParams,
  answer: doneShape,
  handler: async ({ params, actor, env, outside }) => {
    const dropped = await dropTeam(editing(env, outside, actor), params.id)
    return dropped.ok ? DONE : failure('not_found')
  },
})

/** Entries of one list that are shown; more than these nobody assigns by hand. */
const MOST_SHOWN = 100

const unassigned = tenantRoute({
  method: 'get',
  path: '/api/teams/unassigned',
  summary: 'Workspaces, keys and people with spend that no rule catches, largest first',
  tag,
  needs: 'read:costs',
  query: RangeQuery,
  answer: UnassignedAnswer,
  handler: async ({ query, actor, env }) => {
    const { db, tenant, today, directory, stitched } = await openReading(env, actor)
    const range = readRange(query, today)
    if (isFailure(range)) return range
    const desk = { home: homeOf(env, actor.tenant.region), db, tenant, stitched }
    const [books, names] = await Promise.all([openBooks(desk), readNames(desk, directory)])
    const found = await readUnassigned(desk, books, range)
    const label = labelOf(names, books.stitched, actor.permissions.has('read:people'))
    const shown = (kind: 'workspace' | 'key' | 'person', lists: readonly Unassigned[]) =>
      lists.slice(0, MOST_SHOWN).map(({ vendor: from, value, nano }) => {
        const vendor = RuleBody.shape.vendor.parse(from)
        return { kind, vendor, value, label: label({ kind, vendor, value }), nano: String(nano) }
      })
    return {
      range,
      workspaces: shown('workspace', found.workspaces),
      keys: shown('key', found.keys),
      people: shown('person', found.people),
    }
  },
})

export const teamRoutes: readonly Route[] = [list, make, change, remove, unassigned]
