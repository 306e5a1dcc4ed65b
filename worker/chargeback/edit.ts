// What somebody changes about teams, their rules and the split: each change is a record, and none takes effect without it.
import type { ActiveTenant } from '../access/actor.ts'
import { deliverActs, newAct } from '../access/acts.ts'
import { newId } from '../access/ids.ts'
import type { UserRow } from '../access/rows.ts'
import { deleteAct, insertAct } from '../db/control/acts.ts'
import { controlDatabase } from '../db/control/database.ts'
import { addRule, findRule, listRules, moveRule, type RuleRow, removeRule } from '../db/tenant/team-rules.ts'
import { addTeam, changeTeam, findTeam, listTeams, removeTeam, type TeamRow, writeSplit } from '../db/tenant/teams.ts'
import type { SplitRule } from '../insights/chargeback.ts'
import { overlaps, type RuleKind, type TeamRule } from '../insights/chargeback-rules.ts'
import type { JsonObject } from '../ledger/jcs.ts'
import type { Stitched } from '../people/stitch.ts'
import { homeOf } from '../region.ts'
import type { RecordAct } from '../tenant/acts.ts'

export const MOST_TEAMS = 200
export const MOST_RULES = 5_000

export type Editing = { env: Env; tenant: ActiveTenant; user: UserRow; recordAct: RecordAct; now: Date }
export type TeamWish = { name: string; costCenter: string | null }
export type RuleWish = {
  team: string
  kind: RuleKind
  vendor: string | null
  value: string
  from: string | null
  to: string | null
}

type Refused = { ok: false; code: 'not_found' | 'too_many' | 'days' } | { ok: false; code: 'overlap'; other: RuleRow }
export type TeamEdited = { ok: true; team: TeamRow } | { ok: false; code: 'not_found' | 'too_many' | 'name_taken' }
export type RuleEdited = { ok: true; rule: RuleRow } | Refused

const dbOf = ({ env, tenant }: Editing): D1Database => homeOf(env, tenant.region).db

/** The act waits first; an effect that is refused takes it back. */
async function withAct(editing: Editing, data: JsonObject, effect: () => Promise<boolean>): Promise<boolean> {
  const { env, tenant, user, recordAct, now } = editing
  const control = controlDatabase(env)
  const act = newAct(tenant.id, user, { kind: 'tenant', stream: 'tallystick.teams', data }, now)
  await insertAct(control, act, now)
  if (!(await effect())) {
    await deleteAct(control, act.id)
    return false
  }
  await deliverActs(env, recordAct, [act.id])
  return true
}

const always = (effect: Promise<void>): Promise<boolean> => effect.then(() => true)

/** Names are told apart without regard to case; that of a team that was removed is free again. */
const nameTaken = (teams: readonly TeamRow[], name: string, self?: string): boolean =>
  teams.some((one) => one.removedAt === null && one.id !== self && one.name.toLowerCase() === name.toLowerCase())

export async function makeTeam(editing: Editing, { name, costCenter }: TeamWish): Promise<TeamEdited> {
  const db = dbOf(editing)
  const teams = await listTeams(db, editing.tenant.id)
  if (teams.length >= MOST_TEAMS) return { ok: false, code: 'too_many' }
  if (nameTaken(teams, name)) return { ok: false, code: 'name_taken' }
  const changedAt = editing.now.toISOString()
  const team = { tenant: editing.tenant.id, id: newId('team'), name, costCenter, changedAt, removedAt: null }
  const data = { action: 'team_added', team: team.id, name, cost_center: costCenter }
  await withAct(editing, data, () => always(addTeam(db, team)))
  return { ok: true, team }
}

/** Changes name or cost centre; what is left out stays. Nothing different: nothing is written. */
export async function editTeam(editing: Editing, id: string, wish: Partial<TeamWish>): Promise<TeamEdited> {
  const db = dbOf(editing)
  const teams = await listTeams(db, editing.tenant.id)
  const team = teams.find((one) => one.id === id && one.removedAt === null)
  if (team === undefined) return { ok: false, code: 'not_found' }
  const { name = team.name, costCenter = team.costCenter } = wish
  if (name === team.name && costCenter === team.costCenter) return { ok: true, team }
  if (nameTaken(teams, name, id)) return { ok: false, code: 'name_taken' }
  const change = { name, costCenter, changedAt: editing.now.toISOString() }
  const data = { action: 'team_changed', team: id, name, cost_center: costCenter }
  await withAct(editing, data, () => always(changeTeam(db, editing.tenant.id, id, change)))
  return { ok: true, team: { ...team, ...change } }
}

/** From today on it is no team any more; what it had until today stays its own. */
export async function dropTeam(editing: Editing, id: string): Promise<TeamEdited> {
  const db = dbOf(editing)
  const { id: tenant } = editing.tenant
  const team = await findTeam(db, tenant, id)
  if (team === undefined) return { ok: false, code: 'not_found' }
  const data = { action: 'team_removed', team: id }
  await withAct(editing, data, () => always(removeTeam(db, tenant, id, editing.now)))
  return { ok: true, team }
}

const daysOf = ({ fromDay, toDay }: RuleRow): string => `${fromDay ?? 'ever'} to ${toDay ?? 'open'}`
const dataOf = (action: string, { id, team, kind, vendor, value, fromDay, toDay }: RuleRow): JsonObject => ({
  ...{ action, rule: id, team, kind, vendor, value, from: fromDay, to: toDay },
})

/** A rule as the pure part knows it: a person is whoever the subject is now. */
const meant = ({ kind, vendor, value, fromDay, toDay, id, team }: RuleRow, stitched: Stitched): TeamRule => ({
  ...{ id, team, kind: kind as RuleKind, vendor, from: fromDay, to: toDay }, // no other kinds are written
  value: kind === 'person' ? stitched.personOf(value) : value,
})

const rival = (rules: readonly RuleRow[], row: RuleRow, stitched: Stitched): RuleRow | undefined =>
  rules.find((one) => one.id !== row.id && overlaps(meant(one, stitched), meant(row, stitched)))

/** `value` exists and `days` are right already; refused where another rule of the same value holds on one of its days. */
export async function makeRule(editing: Editing, wish: RuleWish, stitched: Stitched): Promise<RuleEdited> {
  const db = dbOf(editing)
  const { id: tenant } = editing.tenant
  const { team, kind, vendor, value, from: fromDay, to: toDay } = wish
  if (fromDay !== null && toDay !== null && fromDay > toDay) return { ok: false, code: 'days' }
  if ((await findTeam(db, tenant, team)) === undefined) return { ok: false, code: 'not_found' }
  const rules = await listRules(db, tenant)
  if (rules.length >= MOST_RULES) return { ok: false, code: 'too_many' }
  const changedAt = editing.now.toISOString()
  const row = { tenant, id: newId('rul'), team, kind, vendor, value, fromDay, toDay, changedAt }
  const other = rival(rules, row, stitched)
  if (other !== undefined) return { ok: false, code: 'overlap', other }
  if (await withAct(editing, dataOf('rule_added', row), () => addRule(db, row))) return { ok: true, rule: row }
  return refusedMeanwhile(db, row, stitched)
}

/** Moves the first or last day of a rule. What is left out stays; null opens the end. */
export async function editRule(
  editing: Editing,
  id: string,
  days: { from?: string | null; to?: string | null },
  stitched: Stitched,
): Promise<RuleEdited> {
  const db = dbOf(editing)
  const { id: tenant } = editing.tenant
  const row = await findRule(db, tenant, id)
  if (row === undefined) return { ok: false, code: 'not_found' }
  const { from: fromDay = row.fromDay, to: toDay = row.toDay } = days
  if (fromDay !== null && toDay !== null && fromDay > toDay) return { ok: false, code: 'days' }
  const moved = { ...row, fromDay, toDay, changedAt: editing.now.toISOString() }
  if (daysOf(moved) === daysOf(row)) return { ok: true, rule: row }
  const other = rival(await listRules(db, tenant), moved, stitched)
  if (other !== undefined) return { ok: false, code: 'overlap', other }
  const move = () => moveRule(db, row, { fromDay, toDay }, moved.changedAt)
  if (await withAct(editing, dataOf('rule_changed', moved), move)) return { ok: true, rule: moved }
  return refusedMeanwhile(db, moved, stitched)
}

/** Somebody was quicker between our look and our writing. */
async function refusedMeanwhile(db: D1Database, row: RuleRow, stitched: Stitched): Promise<RuleEdited> {
  const other = rival(await listRules(db, row.tenant), row, stitched)
  return other === undefined ? { ok: false, code: 'not_found' } : { ok: false, code: 'overlap', other }
}

export async function dropRule(editing: Editing, id: string): Promise<{ ok: true } | { ok: false; code: 'not_found' }> {
  const db = dbOf(editing)
  const { id: tenant } = editing.tenant
  const row = await findRule(db, tenant, id)
  if (row === undefined) return { ok: false, code: 'not_found' }
  await withAct(editing, dataOf('rule_removed', row), () => always(removeRule(db, tenant, id)))
  return { ok: true }
}

/** How the shared pool is split from now on, for every month that is not frozen. Weights must name teams that are there. */
export async function setSplit(editing: Editing, { by, weights }: SplitRule): Promise<{ ok: boolean }> {
  const db = dbOf(editing)
  const { id: tenant } = editing.tenant
  const live = new Set((await listTeams(db, tenant)).flatMap(({ id, removedAt }) => (removedAt === null ? [id] : [])))
  const used = by === 'fixed' ? { ...weights } : {}
  const named = Object.entries(used)
  if (named.some(([team]) => !live.has(team)) || (by === 'fixed' && named.every(([, weight]) => weight === 0)))
    return { ok: false }
  const row = { tenant, split: by, weights: JSON.stringify(used), changedAt: editing.now.toISOString() }
  await withAct(editing, { action: 'split_changed', split: by, weights: used }, () => always(writeSplit(db, row)))
  return { ok: true }
}
