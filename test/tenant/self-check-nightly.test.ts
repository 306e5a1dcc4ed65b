import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { controlDatabase } from '../../worker/db/control/database.ts'
import { tenant as tenants } from '../../worker/db/control/schema.ts'
import { tenantDatabase } from '../../worker/db/tenant/database.ts'
import { needsFrom, needsQuery } from '../../worker/db/tenant/needs.ts'
import { readSelfCheck } from '../../worker/db/tenant/self-check.ts'
import { healthRoutes } from '../../worker/http/routes/health.ts'
import { LedgerHealth } from '../../worker/http/schemas/health.ts'
import type { TenantId } from '../../worker/ids.ts'
import { spreadOf } from '../../worker/pull/schedule.ts'
import { checkDueLedgers, firstOf, type Nightly } from '../../worker/tenant/self-check-nightly.ts'
import { actorOf, get } from '../http/read-app.ts'
import { connect, home, ledger, makeTenant } from '../support/tenants.ts'
import { page, usages } from './drafts.ts'
import { flip, inScreens } from './threats/attack.ts'

const NOON = new Date('2026-03-02T12:00:00.000Z')
const TOMORROW = new Date('2026-03-03T12:00:00.000Z')
const atOnce: Nightly = { spread: () => 0 }

/** A tenant that the control plane knows, as sign-up leaves it. */
async function listed(): Promise<TenantId> {
  const tenant = await makeTenant()
  await controlDatabase(env)
    .insert(tenants)
    .values({ id: tenant, name: 'Tarnwick Instruments', region: 'us', createdAt: NOON } as typeof tenants.$inferInsert) // the rest has defaults
  await ledger(tenant).append(page(usages(0, 300)))
  await ledger(tenant).settle()
  return tenant
}

async function clear(): Promise<void> {
  await controlDatabase(env).delete(tenants)
}

const healthOf = async (tenant: TenantId) =>
  LedgerHealth.parse((await get(healthRoutes, actorOf(tenant), '/api/ledger/health')).json())
const needsOf = async (tenant: TenantId) => {
  const db = tenantDatabase(home.db)
  return needsFrom(await db.rows(needsQuery(db, tenant, { from: '2026-03-01', to: '2026-03-02', days: 2 })))
}

describe('the night', () => {
  it('checks every ledger once a UTC day, when its second of the day has come', async () => {
    await clear()
    const [early, late] = [await listed(), await listed()]
    const spread = (tenant: string) => (tenant === early ? 3_600 : 80_000)
    expect(await checkDueLedgers(env, NOON, { spread })).toBe(1)
    expect(await readSelfCheck(home.db, early)).toMatchObject({ state: 'whole', day: '2026-03-02', size: 302 })
    expect(await readSelfCheck(home.db, late)).toBeUndefined()
    expect(await checkDueLedgers(env, new Date('2026-03-02T23:00:00.000Z'), { spread })).toBe(1)
    expect(await checkDueLedgers(env, new Date('2026-03-02T23:15:00.000Z'), { spread })).toBe(0)
    expect(await checkDueLedgers(env, TOMORROW, { spread })).toBe(1)
  })

  it('begins each day at another place, so that a day too short for all does not leave out the same ones', () => {
    const days = Array.from({ length: 64 }, (_, at) => new Date(Date.UTC(2026, 2, 2 + at)).toISOString().slice(0, 10))
    const places = days.map(firstOf)
    expect(places.every((place) => /^tn_[0-9a-hjkmnp-tv-z]{2}$/.test(place))).toBe(true)
    // Each of the 32 first letters comes within two months.
    expect(new Set(places.map((place) => place[3])).size).toBe(32)
    expect(firstOf('2026-03-02')).toBe(firstOf('2026-03-02'))
  })

  it('goes round once over all of them, wherever it begins', async () => {
    await clear()
    const made = [await listed(), await listed(), await listed()]
    for (const day of ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05']) {
      expect(await checkDueLedgers(env, new Date(`${day}T12:00:00.000Z`), atOnce)).toBe(made.length)
      expect(await checkDueLedgers(env, new Date(`${day}T12:15:00.000Z`), atOnce)).toBe(0)
    }
  })

  it('gives every tenant a steady second of the day', () => {
    const seconds = Array.from({ length: 2_000 }, (_, i) => spreadOf(`tn_${i.toString(32)}${i % 7}abc`, 86_400))
    expect(seconds.every((second) => second >= 0 && second < 86_400)).toBe(true)
    const hours = new Set(seconds.map((second) => Math.floor(second / 3_600)))
    expect(hours.size).toBeGreaterThan(20)
  })

  it('goes on at the next tick where the pieces of one were not enough', async () => {
    await clear()
    const tenant = await listed()
    for (let first = 1_000; first < 10_000; first += 3_000) await ledger(tenant).append(page(usages(first, 3_000)))
    await ledger(tenant).settle()
    expect(await checkDueLedgers(env, NOON, { ...atOnce, pieces: 1 })).toBe(0)
    expect((await healthOf(tenant)).last_check).toBeNull()
    let ticks = 1
    while ((await checkDueLedgers(env, NOON, { ...atOnce, pieces: 1 })) === 0) ticks++
    expect(ticks).toBeGreaterThan(0)
    expect((await healthOf(tenant)).last_check).toMatchObject({ state: 'whole', size: 9_305 })
  })

  it('says what it found: in the log, on the first screen, in the health of the ledger, and once to whoever is told', async () => {
    await clear()
    const tenant = await listed()
    await flip(tenant, 'tile/entries/000')
    await inScreens('DELETE FROM usage WHERE tenant = ? AND id = ?', tenant, 'bucket-10')
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const alert = vi.fn(async () => undefined)
    await checkDueLedgers(env, NOON, { ...atOnce, alert })
    await checkDueLedgers(env, TOMORROW, { ...atOnce, alert })
    const lines = said.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('self_check'))
    said.mockRestore()
    const codes = ['file_differs', 'row_missing']
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { event: 'self_check_differs', tenant, size: 302, codes },
      { event: 'self_check_differs', tenant, size: 302, codes },
    ])
    expect(alert).toHaveBeenCalledTimes(1)
    const { last_check } = await healthOf(tenant)
    expect(last_check).toMatchObject({ state: 'differs', findings: [{ code: codes[0], seq: 0 }, { code: codes[1] }] })
    expect((await needsOf(tenant))[0]).toMatchObject({ id: 'self_check', level: 'bad', href: '/ledger#health' })
    // No finding repeats what stands in the ledger.
    expect(JSON.stringify(last_check)).not.toContain('bucket-10')
  })

  it('takes the need away when a later night finds nothing', async () => {
    await clear()
    const tenant = await listed()
    await flip(tenant, 'tile/entries/000')
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    await checkDueLedgers(env, NOON, atOnce)
    said.mockRestore()
    await flip(tenant, 'tile/entries/000')
    await checkDueLedgers(env, TOMORROW, atOnce)
    expect((await healthOf(tenant)).last_check).toMatchObject({ state: 'whole', findings: [] })
    expect((await needsOf(tenant)).map(({ id }) => id)).not.toContain('self_check')
  })

  it('lets one ledger that cannot be checked hold up no other', async () => {
    await clear()
    const lost = 'tn_00000000000000000000000000' as TenantId // the form of one; nobody opened its ledger
    await controlDatabase(env)
      .insert(tenants)
      .values({ id: lost, name: 'Lost', region: 'us', createdAt: NOON } as typeof tenants.$inferInsert) // the rest has defaults
    await listed()
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    expect(await checkDueLedgers(env, NOON, atOnce)).toBe(1)
    expect(said.mock.calls.flat().join()).toContain('self_check_failed')
    said.mockRestore()
  })
})

describe('the health of a ledger', () => {
  it('tells which streams have gaps, and says that it runs', async () => {
    const tenant = await makeTenant()
    const connection = await connect(tenant, `sk-ant-${'admin01-'}${'x'.repeat(24)}`, 'org_a', 90)
    const health = await healthOf(tenant)
    expect(health).toMatchObject({ last_check: null, rollback: { state: 'running', words: null } })
    const usage = health.streams.find(({ stream }) => stream === 'anthropic.usage')
    expect(usage?.connection).toBe(connection)
    expect(usage?.gaps.map(({ words }) => words)).toEqual(['0 of 90 days are read back.', 'It was not read yet.'])
  })

  it('is for those who may read the ledger', async () => {
    const tenant = await makeTenant()
    expect((await get(healthRoutes, actorOf(tenant, 'member'), '/api/ledger/health')).status).toBe(403)
  })
})
