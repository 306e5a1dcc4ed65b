// The usage screen in one round trip: days by one dimension, sums, the days before, and what the filters can be set to.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { allOf, equals } from './clause.ts'
import type { TenantDatabase } from './database.ts'
import { type Freshness, readFreshness, streamsQuery } from './freshness.ts'
import { type Directory, namesFrom, workspacesQuery } from './labels.ts'
import { rangeBefore } from './range.ts'
import { usage } from './schema.ts'
import { type UsageSums, UsageTally } from './tokens.ts'
import { daysQuery, readDays, type UsageAsk, usageSumsQuery } from './usage-days.ts'
import { type CellsOfDay, groupUsage, type UsageGroups } from './usage-groups.ts'
import { type UsageOptions, usageOptionsFrom } from './usage-options.ts'
import { type OtherUse, otherFrom, otherQuery } from './usage-other.ts'
import { type AskStitched, selectPeople } from './usage-people.ts'
import { type Defaults, defaultsQuery, type Plan, planOf } from './usage-plan.ts'
import { usageStreams } from './usage-scope.ts'
import { sumsQuery } from './usage-sums.ts'

export type { UsageAsk } from './usage-days.ts'

export type UsageScreen = UsageGroups & {
  freshness: Freshness
  previous: UsageSums
  other: OtherUse[]
  options: UsageOptions
}

/**
 * Everything the usage screen shows for `ask`. Sums count the view `dimensions` only; people are counted as
 * `usage-people.ts` says, one group a vendor and person. `plan`: what of it the sums of the days answer.
 */
export async function readUsage(
  db: TenantDatabase,
  tenant: TenantId,
  ask: UsageAsk,
  directory: Directory,
  askStitched: AskStitched,
  plan: Plan = planOf(ask),
): Promise<UsageScreen> {
  const { range, filter, by } = ask
  const { people } = plan
  const selection = await selectPeople(db, tenant, range, filter.person, askStitched)
  const earlier = rangeBefore(range)
  const asked = db.batch([
    daysQuery(db, tenant, ask, plan.days, selection),
    plan.before === null
      ? usageSumsQuery(db, tenant, earlier, filter, people, selection)
      : sumsQuery(db, tenant, earlier, plan.before.name, plan.before.named),
    otherQuery(db, tenant, { range, filter, people, selection }),
    sumsQuery(db, tenant, range, 'options'),
    workspacesQuery(db, tenant),
    defaultsQuery(db, tenant),
    streamsQuery(db, tenant, usageStreams(filter.vendor, people)),
  ])
  const [answers, stitched] = await Promise.all([asked, by === 'person' ? askStitched() : null])
  const [days, before, others, options, workspaces, defaultOnes, streams] = answers
  const names = namesFrom(workspaces, directory)
  const defaults: Defaults = new Set(defaultOnes.map(({ pair }) => pair))
  const reader = { filter, people, defaults }
  const screen = groupUsage(ask, readDays(days, plan.days, reader), names, stitched)
  const also = allOf(sql`${usage.view} = 'dimensions'`, equals(usage.vendor, filter.vendor))
  const source = { table: usage, tenantColumn: usage.tenant, day: usage.day, also }
  return {
    ...screen,
    previous: sumsOf(readDays(before, plan.before, reader)),
    other: otherFrom(others),
    options: usageOptionsFrom(
      options.map(({ cells }) => cells),
      people,
      names,
      defaults,
    ),
    freshness: await readFreshness(db, tenant, range, screen.totals.records, streams[0], source),
  }
}

function sumsOf(days: readonly CellsOfDay[]): UsageSums {
  const tally = new UsageTally()
  for (const { cells } of days) for (const [, , ...measures] of cells) tally.add(measures)
  return tally.sums()
}
