// What a FOCUS export reads from D1: which records are in force for a filter, the use beside them, and names and teams of the moment.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { between, sumText } from './clause.ts'
import { type CostFilter, costScope, counterpartScope } from './cost-scope.ts'
import type { TenantDatabase } from './database.ts'
import { COST_WORKSPACE, USAGE_WORKSPACE } from './labels.ts'
import { cost, organization, team, teamRule, usage, workspace } from './schema.ts'

/** `days`: positions of the records in force, day by day. `sum`: what they come to, nanodollars, as the Costs screen adds them. */
export type BillSnapshot = { days: { day: string; seqs: number[] }[]; sum: string }

/** The bill lines of a filter as they stand at one moment. */
export async function readBillSnapshot(
  db: TenantDatabase,
  tenant: TenantId,
  range: { from: string; to: string },
  filter: CostFilter,
): Promise<BillSnapshot> {
  const scope = costScope(tenant, range, filter)
  const [days, sums] = await db.batch([
    db.ask<{ day: string; seqs: string }>(sql`
      SELECT day, json_group_array(seq) AS seqs FROM (
        SELECT ${cost.day} AS day, ${cost.seq} AS seq FROM ${cost} WHERE ${scope}
        ORDER BY ${cost.day}, ${cost.stream}, ${cost.id}) GROUP BY day ORDER BY day`),
    db.ask<{ sum: string }>(sql`SELECT ${sumText(cost.amount)} AS sum FROM ${cost} WHERE ${scope}`),
  ])
  // Our own JSON, made by the statement above.
  return { days: days.map(({ day, seqs }) => ({ day, seqs: JSON.parse(seqs) as number[] })), sum: sums[0]?.sum ?? '0' }
}

export type UsageRow = {
  day: string
  workspace: string | null
  model: string | null
  tier: string | null
  context_window: string | null
  geo: string | null
  speed: string | null
  api_key: string | null
  uncached_input: string
  output: string
  cache_read: string
  cache_write_5m: string
  cache_write_1h: string
  web_searches: string
}

/** Anthropic's use over some days, by every dimension that its bill lines have and by key. */
export async function readUsageCells(
  db: TenantDatabase,
  tenant: TenantId,
  range: { from: string; to: string },
): Promise<UsageRow[]> {
  const by = sql`${usage.day}, ${USAGE_WORKSPACE}, ${usage.model}, ${usage.serviceTier}, ${usage.contextWindow},
    NULLIF(${usage.inferenceGeo}, 'not_available'), ${usage.speed}, ${usage.apiKey}`
  return db.rows(
    db.ask<UsageRow>(sql`
      SELECT ${usage.day} AS day, ${USAGE_WORKSPACE} AS workspace, ${usage.model} AS model, ${usage.serviceTier} AS tier,
        ${usage.contextWindow} AS context_window, NULLIF(${usage.inferenceGeo}, 'not_available') AS geo,
        ${usage.speed} AS speed, ${usage.apiKey} AS api_key, ${sumText(usage.uncachedInput)} AS uncached_input,
        ${sumText(usage.output)} AS output, ${sumText(usage.cacheRead)} AS cache_read,
        ${sumText(usage.cacheWrite5m)} AS cache_write_5m, ${sumText(usage.cacheWrite1h)} AS cache_write_1h,
        ${sumText(usage.webSearches)} AS web_searches
      FROM ${usage} WHERE ${usage.tenant} = ${tenant} AND ${usage.view} = 'dimensions'
        AND ${between(usage.day, range)} AND ${usage.vendor} = 'anthropic' GROUP BY ${by}`),
  )
}

export type Places = {
  organizations: { vendor: string; id: string; name: string }[]
  workspaces: { vendor: string; id: string; name: string; is_default: number }[]
  rules: {
    vendor: string | null
    value: string
    from_day: string | null
    to_day: string | null
    team: string
    cost_center: string | null
  }[]
}

/** Names of organizations and workspaces, and the rules by which a workspace is a team's. */
export async function readPlaces(db: TenantDatabase, tenant: TenantId): Promise<Places> {
  const [organizations, workspaces, rules] = await db.batch([
    db.ask<Places['organizations'][number]>(sql`
      SELECT ${organization.vendor} AS vendor, ${organization.id} AS id, ${organization.name} AS name
      FROM ${organization} WHERE ${organization.tenant} = ${tenant}`),
    db.ask<Places['workspaces'][number]>(sql`
      SELECT ${workspace.vendor} AS vendor, ${workspace.id} AS id, ${workspace.name} AS name,
        ${workspace.isDefault} AS is_default FROM ${workspace} WHERE ${workspace.tenant} = ${tenant}`),
    db.ask<Places['rules'][number]>(sql`
      SELECT ${teamRule.vendor} AS vendor, ${teamRule.value} AS value, ${teamRule.fromDay} AS from_day,
        ${teamRule.toDay} AS to_day, ${team.name} AS team, ${team.costCenter} AS cost_center
      FROM ${teamRule} JOIN ${team} ON ${team.tenant} = ${teamRule.tenant} AND ${team.id} = ${teamRule.team}
      WHERE ${teamRule.tenant} = ${tenant} AND ${teamRule.kind} = 'workspace' AND ${team.removedAt} IS NULL`),
  ])
  return { organizations, workspaces, rules }
}

/** Positions of usage records with a list price over whose day, workspace and model no bill line stands, day by day. */
export async function readUncovered(
  db: TenantDatabase,
  tenant: TenantId,
  range: { from: string; to: string },
  filter: CostFilter,
): Promise<BillSnapshot['days']> {
  const rows = await db.rows(
    db.ask<{ day: string; seqs: string }>(sql`
      SELECT day, json_group_array(seq) AS seqs FROM (
        SELECT ${usage.day} AS day, ${usage.seq} AS seq FROM ${usage}
        WHERE ${counterpartScope(tenant, range, filter)} AND ${usage.estimate} > 0 AND NOT EXISTS (
          SELECT 1 FROM ${cost} WHERE ${cost.tenant} = ${tenant} AND ${cost.day} = ${usage.day}
            AND ${cost.vendor} = ${usage.vendor} AND ${COST_WORKSPACE} IS ${USAGE_WORKSPACE}
            AND ${cost.model} IS ${usage.model})
        ORDER BY ${usage.day}, ${usage.stream}, ${usage.id}) GROUP BY day ORDER BY day`),
  )
  return rows.map(({ day, seqs }) => ({ day, seqs: JSON.parse(seqs) as number[] })) // our own JSON
}
