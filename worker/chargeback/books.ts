// What a chargeback is computed from: teams, rules and split of this moment, and bill and use in portions of days.
import { controlDatabase } from '../db/control/database.ts'
import { selectTenant } from '../db/control/tenants.ts'
import {
  type BillCell,
  behindQuery,
  billQuery,
  type ChargeFilter,
  sizeQuery,
  type UseCell,
} from '../db/tenant/chargeback.ts'
import { type TenantDatabase, tenantDatabase } from '../db/tenant/database.ts'
import { workspaceValue } from '../db/tenant/labels.ts'
import { addDays, type Day, type DayRange } from '../db/tenant/range.ts'
import { readStitched } from '../db/tenant/stitched.ts'
import { listRules, type RuleRow } from '../db/tenant/team-rules.ts'
import { findSplit, listTeams, type SplitRow, type TeamRow } from '../db/tenant/teams.ts'
import type { TenantId } from '../ids.ts'
import { SPLITS, type SplitRule } from '../insights/chargeback.ts'
import type { BillRow, UseRow } from '../insights/chargeback-direct.ts'
import type { TeamRule } from '../insights/chargeback-rules.ts'
import { unverified } from '../people/claimed.ts'
import type { Stitched } from '../people/stitch.ts'
import { type Home, homeOf, type Region, rootKeys } from '../region.ts'
import { readDirectory } from '../vault/directory.ts'
import { openVault } from '../vault/keys.ts'

/** A tenant's books, open. `stitched` is asked for when a rule or a split needs to know who is one person. */
export type Desk = { home: Home; db: TenantDatabase; tenant: TenantId; stitched: () => Promise<Stitched> }

/** A desk outside of a request. */
export function openDesk(env: Env, region: Region, tenant: TenantId): Desk {
  const home = homeOf(env, region)
  const db = tenantDatabase(home.db)
  const stitched = async (): Promise<Stitched> => {
    const directory = unverified(await readDirectory(openVault({ bucket: home.vault, roots: rootKeys(env), tenant })))
    const row = await selectTenant(controlDatabase(env), tenant)
    return readStitched(db, tenant, directory, row?.domainAliases ?? [])
  }
  return { home, db, tenant, stitched }
}

export type Books = { teams: TeamRow[]; rules: TeamRule[]; split: SplitRule; stitched: Stitched }

export async function openBooks({ home, tenant, stitched: ask }: Desk): Promise<Books> {
  const [teams, rules, split, stitched] = await Promise.all([
    listTeams(home.db, tenant),
    listRules(home.db, tenant),
    findSplit(home.db, tenant),
    ask(),
  ])
  return { teams, rules: rules.map((row) => ruleOf(row, stitched)), split: splitOf(split), stitched }
}

/** A rule speaks of a person by any of their subjects; it means the person of this moment. */
function ruleOf({ id, team, kind, vendor, value, fromDay: from, toDay: to }: RuleRow, stitched: Stitched): TeamRule {
  const rule = { id, team, vendor, from, to }
  if (kind === 'person') return { ...rule, kind, value: stitched.personOf(value) }
  return { ...rule, kind: kind === 'key' ? 'key' : 'workspace', value } // the only other kinds that are written
}

export function splitOf(row: SplitRow | undefined): SplitRule {
  const by = SPLITS.find((one) => one === row?.split) ?? 'direct'
  // Our own JSON, written from a checked body.
  return { by, weights: row === undefined ? {} : (JSON.parse(row.weights) as Record<string, number>) }
}

/** Teams that carry the shared pool of a range: all that were there on one of its days or later. */
export const sharingIn = (teams: readonly TeamRow[], from: Day): string[] =>
  teams.flatMap(({ id, removedAt }) => (removedAt === null || removedAt.slice(0, 10) >= from ? [id] : []))

/** A month comes in one portion and so from one moment; longer ranges do not fit into memory at once. */
const PORTION_DAYS = 31

export type Portion = { bills: BillRow[]; uses: UseRow[]; size: number }

/** Bill and use of a range, oldest days first. `size`: records that the read models had taken in at that moment. */
export async function* portionsOf(
  { db, tenant }: Desk,
  stitched: Stitched,
  range: DayRange,
  filter: ChargeFilter,
): AsyncGenerator<Portion> {
  for (let from = range.from; from <= range.to; from = addDays(from, PORTION_DAYS)) {
    // Days compare as text.
    const [to = range.to] = [addDays(from, PORTION_DAYS - 1), range.to].sort()
    const days: DayRange = { from, to, days: PORTION_DAYS }
    const [bills, uses, sizes] = await db.batch([
      billQuery(db, tenant, days, filter),
      behindQuery(db, tenant, days, filter),
      sizeQuery(db, tenant),
    ])
    yield { bills: bills.map(billOf), uses: uses.map((use) => useOf(use, stitched)), size: sizes[0]?.watermark ?? 0 }
  }
}

const billOf = ({ vendor, day, workspace, model, amount }: BillCell): BillRow => ({
  vendor,
  day,
  workspace: workspaceValue(vendor, workspace ?? ''),
  model,
  amount: BigInt(amount),
})

function useOf({ vendor, day, workspace, model, key, subject, estimate, tokens }: UseCell, stitched: Stitched): UseRow {
  const holder = key === null ? null : stitched.personOfKey(vendor, key)
  return {
    vendor,
    day,
    workspace: workspaceValue(vendor, workspace ?? ''),
    model,
    key,
    person: subject === null ? holder : stitched.personOf(subject),
    estimate: estimate === null ? null : BigInt(estimate),
    tokens: BigInt(tokens),
  }
}
