// Whether what a budget is on exists: a workspace, key, model or team of this tenant, and the words for it.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { TenantDatabase } from './database.ts'
import { cost, team, usage, vendorKey, workspace } from './schema.ts'

type Place = { vendor: string; value: string }

/** `default` is Anthropic's default workspace and always there; '' is what stands in no project of OpenAI. */
export async function workspaceExists(
  db: TenantDatabase,
  tenant: TenantId,
  { vendor, value }: Place,
): Promise<boolean> {
  if (value === 'default') return vendor === 'anthropic'
  if (value === '') return vendor === 'openai'
  return exists(
    db,
    sql`SELECT 1 FROM ${workspace} WHERE ${workspace.tenant} = ${tenant} AND ${workspace.vendor} = ${vendor}
      AND ${workspace.id} = ${value}
      UNION ALL SELECT 1 FROM ${usage} WHERE ${usage.tenant} = ${tenant} AND ${usage.view} = 'dimensions'
      AND ${usage.vendor} = ${vendor} AND ${usage.workspace} = ${value}
      UNION ALL SELECT 1 FROM ${cost} WHERE ${cost.tenant} = ${tenant} AND ${cost.vendor} = ${vendor}
      AND ${cost.workspace} = ${value}`,
  )
}

export function keyExists(db: TenantDatabase, tenant: TenantId, { vendor, value }: Place): Promise<boolean> {
  return exists(
    db,
    sql`SELECT 1 FROM ${vendorKey} WHERE ${vendorKey.tenant} = ${tenant} AND ${vendorKey.vendor} = ${vendor}
      AND ${vendorKey.id} = ${value}
      UNION ALL SELECT 1 FROM ${usage} WHERE ${usage.tenant} = ${tenant} AND ${usage.view} = 'dimensions'
      AND ${usage.vendor} = ${vendor} AND ${usage.apiKey} = ${value}`,
  )
}

/** A model is known by its use or by its bill. */
export function modelExists(db: TenantDatabase, tenant: TenantId, { vendor, value }: Place): Promise<boolean> {
  return exists(
    db,
    sql`SELECT 1 FROM ${usage} WHERE ${usage.tenant} = ${tenant} AND ${usage.view} = 'dimensions'
      AND ${usage.vendor} = ${vendor} AND ${usage.model} = ${value}
      UNION ALL SELECT 1 FROM ${cost} WHERE ${cost.tenant} = ${tenant} AND ${cost.vendor} = ${vendor}
      AND ${cost.model} = ${value}`,
  )
}

export function teamExists(db: TenantDatabase, tenant: TenantId, id: string): Promise<boolean> {
  return exists(
    db,
    sql`SELECT 1 FROM ${team} WHERE ${team.tenant} = ${tenant} AND ${team.id} = ${id} AND ${team.removedAt} IS NULL`,
  )
}

async function exists(db: TenantDatabase, query: ReturnType<typeof sql>): Promise<boolean> {
  return (await db.rows(db.ask<unknown>(sql`${query} LIMIT 1`))).length > 0
}

/** Names of teams by id, removed ones too. */
export async function teamNames(db: TenantDatabase, tenant: TenantId): Promise<Map<string, string>> {
  const rows = await db.rows(
    db.ask<{ id: string; name: string }>(sql`
      SELECT ${team.id} AS id, ${team.name} AS name FROM ${team} WHERE ${team.tenant} = ${tenant}`),
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
