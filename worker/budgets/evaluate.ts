// One look at a tenant's figures: which thresholds and forecasts were crossed, which days were unusual, and an alert for each that is new.
import type { AlertFacts } from '../alerts/facts.ts'
import { type Raiser, type Raising, raiseAlerts } from '../alerts/raise.ts'
import { controlDatabase } from '../db/control/database.ts'
import { selectTenant } from '../db/control/tenants.ts'
import { type BudgetRow, listBudgets } from '../db/tenant/budgets.ts'
import { tenantDatabase } from '../db/tenant/database.ts'
import { addDays, type Day, dayOf } from '../db/tenant/range.ts'
import { readStitched } from '../db/tenant/stitched.ts'
import { findWatch, finishWatch, readWatermark, type WatchRow } from '../db/tenant/watch.ts'
import type { TenantId } from '../ids.ts'
import { unverified } from '../people/claimed.ts'
import { type Home, homeOf, rootKeys } from '../region.ts'
import type { recordNow } from '../tenant/acts.ts'
import { readAlertChannels } from '../vault/alert-channels.ts'
import { readDirectory } from '../vault/directory.ts'
import { openVault, type Vault } from '../vault/keys.ts'
import { channelsOf, figuresOf, limitsOf } from './figures.ts'
import { judge } from './judge.ts'
import type { WatchMessage } from './message.ts'
import { judgedPeriods, lengthOf } from './period.ts'
import { project } from './project.ts'
import { basisOf, scopeOf } from './scope.ts'
import { readSpending, type Spending, type SpendReading, spentIn, type TeamDays } from './spending.ts'

/** An unusual day as the insights find it; `key` stays the same however often it is found. Amounts in nanodollars. */
export type UnusualDay = {
  readonly key: string
  readonly date: Day
  readonly direction: 'up' | 'down'
  readonly scope: string
  readonly vendor: string | null
  readonly value: string | null
  readonly expected: string
  readonly actual: string
  readonly cause: string | null
}

/** What a look needs from elsewhere: unusual days of a tenant up to today, and what a team caused by day. */
export type WatchPorts = {
  readonly unusual: (env: Env, home: Home, tenant: TenantId, today: Day) => Promise<readonly UnusualDay[]>
  readonly teamDays: (env: Env, home: Home, tenant: TenantId) => TeamDays
  readonly record: typeof recordNow
  readonly now: () => Date
}

/** Older findings are history: whoever switches alerts on is not told of last month. */
const FRESH_DAYS = 7

/** Safe to repeat and to run beside itself: what an alert is unique by, its record's id and its deliveries are the same each time. */
export async function evaluate(env: Env, { region, tenant, asked }: WatchMessage, ports: WatchPorts): Promise<void> {
  const home = homeOf(env, region)
  const now = ports.now()
  const watch = await findWatch(home.db, tenant)
  if (watch === undefined) return
  // Read first: what comes in while we look is looked at again.
  const watermark = await readWatermark(home.db, tenant)
  const vault = openVault({ bucket: home.vault, roots: rootKeys(env), tenant })
  const today = dayOf(now)
  const raisings = [
    ...(await ofBudgets(env, home, vault, tenant, today, ports)),
    ...(await ofDays(env, home, tenant, today, watch, ports)),
  ]
  const { channels } = await readAlertChannels(vault)
  const raiser: Raiser = { env, home, tenant, channels, now, record: (act) => ports.record(home, vault, act) }
  await raiseAlerts(raiser, raisings)
  await finishWatch(home.db, tenant, { asked, watermark, at: now.toISOString() })
}

async function ofBudgets(
  env: Env,
  home: Home,
  vault: Vault,
  tenant: TenantId,
  today: Day,
  ports: WatchPorts,
): Promise<Raising[]> {
  const budgets = (await listBudgets(home.db, tenant)).filter(({ paused }) => paused === 0)
  if (budgets.length === 0) return []
  const reading = watchReading(env, home, vault, tenant, today, ports)
  const spending = await readSpending(reading, budgets)
  return budgets.flatMap((row) => {
    const found = spending.get(row.id)
    return found === undefined ? [] : raisingsOf(row, found, today)
  })
}

function watchReading(
  env: Env,
  home: Home,
  vault: Vault,
  tenant: TenantId,
  today: Day,
  ports: WatchPorts,
): SpendReading {
  const db = tenantDatabase(home.db)
  const stitched = async () => {
    const [directory, row] = await Promise.all([readDirectory(vault), selectTenant(controlDatabase(env), tenant)])
    return readStitched(db, tenant, unverified(directory), row?.domainAliases ?? [])
  }
  return { db, tenant, today, stitched, teamDays: ports.teamDays(env, home, tenant) }
}

/** Pure: what a budget's spending calls for today, over its running period and those that may still be restated. */
export function raisingsOf(row: BudgetRow, spending: Spending, today: Day): Raising[] {
  const limits = limitsOf(row)
  return judgedPeriods(lengthOf(row), today, row.createdAt.slice(0, 10)).flatMap((period, at) => {
    const { spent } = spentIn(spending, period)
    const projection = at === 0 ? project(spending, period, today) : 'over'
    const figures = { ...figuresOf(spent, projection), running: at === 0 }
    return judge(figures, limits).map(({ kind, level }): Raising => {
      const { scope, vendor, value } = scopeOf(row)
      const facts: AlertFacts = {
        of: 'budget',
        ...{ budget: row.id, scope, vendor, value, length: row.period, from: period.from, to: period.to },
        ...{ amount: row.amount, spent: String(spent), basis: basisOf(scopeOf(row)) },
        ...(kind === 'forecast' && typeof projection !== 'string' && { forecast: String(projection.mean) }),
        channels: channelsOf(row),
      }
      return { source: row.id, kind, period: period.from, level: String(level), facts }
    })
  })
}

async function ofDays(
  env: Env,
  home: Home,
  tenant: TenantId,
  today: Day,
  watch: WatchRow,
  { unusual }: WatchPorts,
): Promise<Raising[]> {
  if (watch.anomalies === 0) return []
  const from = addDays(today, -FRESH_DAYS)
  // Written by changeWatch and nobody else.
  const channels = JSON.parse(watch.anomalyChannels) as string[]
  const days = (await unusual(env, home, tenant, today)).filter(({ date }) => date >= from)
  return days.map(({ key, ...day }): Raising => {
    const facts: AlertFacts = { of: 'anomaly', finding: key, ...day, channels }
    return { source: 'anomaly', kind: 'anomaly', period: day.date, level: key, facts }
  })
}
