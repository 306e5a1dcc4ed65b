// The stage of the chargeback tests: a tenant with an owner, a ledger, a connection that is read to its end, and rows of the test's choice.
import { env } from 'cloudflare:workers'
import { openDesk } from '../../worker/chargeback/books.ts'
import { periodBefore, periodOf, rangeOf } from '../../worker/chargeback/period.ts'
import { dayOf } from '../../worker/db/tenant/range.ts'
import { cost, usage } from '../../worker/db/tenant/schema.ts'
import { createApp } from '../../worker/http/app.ts'
import { isTenantId, type TenantId } from '../../worker/ids.ts'
import { createLedger, recordAct } from '../../worker/tenant/acts.ts'
import { costSeed, insertRows, usageSeed } from '../db/seed.ts'
import { type app, at, type Browser, newTenant, outside, type Reply } from '../http/harness.ts'
import { connect, home, ledger } from '../support/tenants.ts'

export type Stage = { tenant: TenantId; owner: Browser; env: Env; call: Call }
type Call = (method: string, path: string, json?: unknown, browser?: Browser) => Promise<Reply>

export const TODAY = dayOf(new Date())
/** The last month that is over. */
export const MONTH = periodBefore(periodOf(TODAY))
export const dayIn = (period: string, day: number): string => `${period}-${String(day).padStart(2, '0')}`

export async function stage(): Promise<Stage> {
  const { owner, tenantId } = await newTenant('Tarnwick Instruments')
  if (!isTenantId(tenantId)) throw new Error('no tenant')
  await createLedger(env, { tenant: tenantId, region: 'us', name: 'Tarnwick Instruments' })
  await connect(tenantId, `sk-ant-${'admin01'}-test`, `org ${tenantId}`, 90)
  await readUntil(tenantId, new Date())
  const own: Env = { ...env, API_LIMIT: { limit: async () => ({ success: true }) } }
  const real = createApp({ ...outside, recordAct, createLedger })
  const request = (input: string, init: RequestInit) => real.request(input, init, own)
  const door = { request } as unknown as typeof app // the one method that the harness calls
  const call: Call = (method, path, json, browser = owner.browser) =>
    browser.send(method, path, { app: door, ...(json !== undefined && { json }) })
  return { tenant: tenantId, owner: owner.browser, env: own, call }
}

/** Every report of the tenant reaches this instant and is read back for years. */
export async function readUntil(tenant: TenantId, instant: Date): Promise<void> {
  await home.db
    .prepare(
      `UPDATE stream SET backfill_state = 'done', backfill_from = '2020-01-01', reached_to = ?1 WHERE tenant = ?2`,
    )
    .bind(instant.toISOString(), tenant)
    .run()
}

/** A day on which two keys of one workspace were used 3 : 1, and a bill for it and for a workspace without use. */
export async function seedMonth(tenant: TenantId, period = MONTH, amount = 1000): Promise<void> {
  const day = dayIn(period, 10)
  await insertRows(usage, [
    usageSeed(tenant, day, { workspace: 'wrkspc_1', apiKey: 'key_a', estimate: 300 }),
    usageSeed(tenant, day, { workspace: 'wrkspc_1', apiKey: 'key_b', estimate: 100 }),
  ])
  await insertRows(cost, [
    costSeed(tenant, day, { workspace: 'wrkspc_1', amount }),
    costSeed(tenant, day, { workspace: 'wrkspc_2', model: null, description: 'Credit', amount: 101 }),
  ])
}

export const desk = (on: Stage) => openDesk(on.env, 'us', on.tenant)

/** Makes a team and returns its id. */
export async function team(on: Stage, name: string, cost_center: string | null = null): Promise<string> {
  const reply = await on.call('POST', '/api/teams', { name, cost_center })
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body))
  return String(at(reply.body, 'id'))
}

export async function rule(on: Stage, team: string, kind: string, value: string, more: object = {}): Promise<string> {
  const vendor = kind === 'person' ? null : 'anthropic'
  const reply = await on.call('POST', '/api/teams/rules', { team, kind, vendor, value, ...more })
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body))
  return String(at(reply.body, 'id'))
}

/** Everything was decided long ago, so that months freeze by themselves. */
export async function settle(tenant: TenantId): Promise<void> {
  for (const table of ['team', 'team_rule', 'chargeback_setting'])
    await home.db
      .prepare(`UPDATE ${table} SET changed_at = '2020-01-01T00:00:00.000Z' WHERE tenant = ?`)
      .bind(tenant)
      .run()
}

/** Open parts of the records of a stream, oldest first. */
export async function recorded(tenant: TenantId, stream: string) {
  const { size } = await ledger(tenant).state()
  const all = await ledger(tenant).records(0, size - 1)
  return all
    .map(({ text, seq }) => ({
      seq,
      ...(JSON.parse(text) as { stream: string; id: string; data: Record<string, unknown>; subject?: string }),
    }))
    .filter((record) => record.stream === stream)
}

export { at, home, rangeOf }
