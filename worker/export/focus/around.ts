// What the rows of a FOCUS file say beside their records: names of accounts and workspaces, tags of teams, Anthropic's use by day.
import { controlDatabase } from '../../db/control/database.ts'
import { selectTenant } from '../../db/control/tenants.ts'
import { tenantDatabase } from '../../db/tenant/database.ts'
import { type Places, readPlaces, readUsageCells, type UsageRow } from '../../db/tenant/focus.ts'
import { namesFrom } from '../../db/tenant/labels.ts'
import type { TenantId } from '../../ids.ts'
import { unverified } from '../../people/claimed.ts'
import { type Home, rootKeys } from '../../region.ts'
import { readDirectory } from '../../vault/directory.ts'
import { openVault } from '../../vault/keys.ts'
import type { BillLine } from './line.ts'
import type { UsageCell } from './quantity.ts'
import type { Around } from './row.ts'

/** `placed`: a line whose workspace is null where it is the vendor's default one, which the newer reports give its real id. */
export type Surroundings = Around & { placed: (line: BillLine) => BillLine }

export async function readSurroundings(env: Env, home: Home, tenant: TenantId): Promise<Surroundings> {
  const vault = openVault({ bucket: home.vault, roots: rootKeys(env), tenant })
  const [row, places, directory] = await Promise.all([
    selectTenant(controlDatabase(env), tenant),
    readPlaces(tenantDatabase(home.db), tenant),
    readDirectory(vault),
  ])
  return surroundings(places, {
    tenant,
    name: row?.name ?? tenant,
    workspaceName: namesFrom(places.workspaces, unverified(directory)).workspace,
  })
}

type Own = { tenant: string; name: string; workspaceName: Around['workspaceName'] }

export function surroundings({ organizations, workspaces, rules }: Places, own: Own): Surroundings {
  const named = new Map(organizations.map(({ vendor, id, name }) => [`${vendor} ${id}`, name]))
  const defaults = new Set(workspaces.filter((one) => one.is_default === 1).map(({ vendor, id }) => `${vendor} ${id}`))
  return {
    accountName: (vendor, id) => named.get(`${vendor} ${id}`) ?? own.name,
    fallbackAccount: own.tenant,
    workspaceName: own.workspaceName,
    tagsOf: ({ vendor, workspace, day }) => {
      const value = workspace ?? (vendor === 'anthropic' ? 'default' : null)
      const rule = rules.find(
        (one) =>
          one.value === value &&
          (one.vendor === null || one.vendor === vendor) &&
          (one.from_day === null || one.from_day <= day) &&
          (one.to_day === null || one.to_day >= day),
      )
      if (rule === undefined) return {}
      return { ...(rule.cost_center !== null && { cost_center: rule.cost_center }), team: rule.team }
    },
    placed: (line) => (defaults.has(`${line.vendor} ${line.workspace}`) ? { ...line, workspace: null } : line),
  }
}

/** Anthropic's use over some days. */
export async function readCells(
  home: Home,
  tenant: TenantId,
  range: { from: string; to: string },
): Promise<UsageCell[]> {
  return (await readUsageCells(tenantDatabase(home.db), tenant, range)).map(cellOf)
}

const cellOf = (row: UsageRow): UsageCell => ({
  day: row.day,
  workspace: row.workspace,
  model: row.model,
  tier: row.tier,
  contextWindow: row.context_window,
  geo: row.geo,
  speed: row.speed,
  apiKey: row.api_key,
  counts: {
    uncached_input: BigInt(row.uncached_input),
    output: BigInt(row.output),
    cache_read: BigInt(row.cache_read),
    cache_write_5m: BigInt(row.cache_write_5m),
    cache_write_1h: BigInt(row.cache_write_1h),
    web_searches: BigInt(row.web_searches),
  },
})
