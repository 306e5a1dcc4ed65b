// Once a UTC day every ledger is checked, spread over the day: from the cron tick, piece by piece, what is left goes on at the next tick.
import { controlDatabase } from '../db/control/database.ts'
import { listTenantHomes, type TenantHome } from '../db/control/tenant-homes.ts'
import { checkedOn, readSelfCheck, writeSelfCheck } from '../db/tenant/self-check.ts'
import type { TenantId } from '../ids.ts'
import { type Home, homeOf } from '../region.ts'
import { ledgerOf } from './reach.ts'
import type { CheckStep } from './self-check.ts'
import type { Finding } from './self-check-findings.ts'

/** Tenants taken from the control plane at a time. */
const PAGE = 500
/** Ledgers checked at once, each in its own object. */
const PARALLEL = 4
/**
 * Pieces a tick: each is one request to an object, and the last of a ledger takes two queries of D1, of which an invocation has 1,000. In a
 * day's 96 ticks that is enough for 43,200 small ledgers.
 */
export const PIECES = 450
const DAY_SECONDS = 86_400
/** Of the random part of a tenant's id, in the order in which ids are sorted. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** A tenant's second of the day. */
export type Spread = (tenant: string, seconds: number) => number
/** Told of a check that found something. */
export type Alert = (tenant: TenantId, findings: readonly Finding[]) => Promise<void>

/** Done for a ledger whose check has come to its end; what it throws is logged and holds up nothing. */
export type AfterCheck = (tenant: TenantHome) => Promise<void>

export type Nightly = { spread: Spread; alert?: Alert; after?: AfterCheck; pieces?: number }

/** Checks every ledger whose second of the day has come and that was not checked on this day. Returns how many came to their end. */
export async function checkDueLedgers(
  env: Env,
  now: Date,
  { spread, alert, after: done, pieces = PIECES }: Nightly,
): Promise<number> {
  const today = now.toISOString().slice(0, 10)
  const second = Math.floor(now.getTime() / 1000) % DAY_SECONDS
  const budget = { pieces }
  let ended = 0
  for (let after = firstOf(today), turned = false; ; ) {
    const tenants = await listTenantHomes(controlDatabase(env), after, PAGE)
    const due = tenants.filter(({ id }) => spread(id, DAY_SECONDS) <= second)
    const left = await notChecked(env, today, due)
    for (let at = 0; at < left.length; at += PARALLEL) {
      const some = left
        .slice(at, at + PARALLEL)
        .map((tenant) => checkReported(env, tenant, today, budget, { alert, done }))
      ended += (await Promise.all(some)).filter(Boolean).length
    }
    after = tenants.at(-1)?.id ?? ''
    if (budget.pieces <= 0 || (turned && (tenants.length < PAGE || after > firstOf(today)))) return ended
    if (tenants.length === PAGE) continue
    after = ''
    turned = true
  }
}

/**
 * Where a day's round begins: another place each day, the same at every tick of it. Where a day's pieces are not enough for all, it is not
 * always the same ledgers that are left out. Places lie apart by the golden section, so that few days come near every id.
 */
export function firstOf(day: string): string {
  const share = (Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000) * 0.618_033_988_75) % 1
  const letter = (at: number) => ALPHABET[Math.floor(at * 32) % 32] ?? '0'
  return `tn_${letter(share)}${letter((share * 32) % 1)}`
}

async function notChecked(env: Env, today: string, due: readonly TenantHome[]): Promise<TenantHome[]> {
  const left: TenantHome[] = []
  for (const [region, some] of Map.groupBy(due, (tenant) => tenant.region)) {
    const ids = some.map(({ id }) => id)
    const checked = await checkedOn(homeOf(env, region).db, today, ids)
    left.push(...some.filter(({ id }) => !checked.has(id)))
  }
  return left
}

type Budget = { pieces: number }

/** One ledger whose check fails holds up no other; it is tried again at the next tick. */
async function checkReported(
  env: Env,
  tenant: TenantHome,
  today: string,
  budget: Budget,
  { alert, done }: { alert: Alert | undefined; done: AfterCheck | undefined },
): Promise<boolean> {
  try {
    const ended = await checkLedger(homeOf(env, tenant.region), tenant.id, today, budget, alert)
    if (ended) await done?.(tenant)
    return ended
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ event: 'self_check_failed', tenant: tenant.id, error: name }))
    return false
  }
}

async function checkLedger(
  home: Home,
  tenant: TenantId,
  today: string,
  budget: Budget,
  alert?: Alert,
): Promise<boolean> {
  while (budget.pieces-- > 0) {
    const step: CheckStep = await ledgerOf(home, tenant).selfCheck()
    if (!step.done) continue
    await keepOutcome(home, tenant, today, step, alert)
    return true
  }
  return false
}

/** An operator reads of it in the log, the organization on its first screen, and whoever `alert` tells once, when it is new. */
async function keepOutcome(
  home: Home,
  tenant: TenantId,
  today: string,
  { size, findings }: CheckStep & { done: true },
  alert?: Alert,
): Promise<void> {
  const codes = findings.map(({ code }) => code)
  if (codes.length > 0) console.error(JSON.stringify({ event: 'self_check_differs', tenant, size, codes }))
  const before = await readSelfCheck(home.db, tenant)
  const at = new Date().toISOString()
  const state = codes.length === 0 ? 'whole' : 'differs'
  const kept = { tenant, day: today, at, state, size, findings: JSON.stringify(findings) } as const
  if (state === 'differs' && before?.state !== 'differs') await alert?.(tenant, findings)
  await writeSelfCheck(home.db, kept)
}
