// The operator's health: counts and ages of one region after the other, anchors against their alarm, and what is worth a sentence.
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { anchorsOf } from '../../worker/operator/anchors.ts'
import { buildOf } from '../../worker/operator/build.ts'
import { concernsOf } from '../../worker/operator/concerns.ts'
import { readHealth } from '../../worker/operator/health.ts'
import type { Health, RegionHealth } from '../../worker/operator/shape.ts'
import { at, newTenant, withHeader } from './harness.ts'

const NOW = new Date('2026-11-10T12:00:00.000Z')
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000).toISOString()
const TENANT = `tn_${'b'.repeat(26)}`

/** Puts rows in by name; columns that are not named take what a column of their kind takes. */
async function put(table: string, row: Record<string, string | number | null>, db = env.TENANTS_US) {
  const { results } = await db
    .prepare(`SELECT name, type, "notnull" AS needed, dflt_value AS usual FROM pragma_table_info(?)`)
    .bind(table)
    .all<{ name: string; type: string; needed: number; usual: string | null }>()
  const needed = results.filter((column) => column.needed === 1 && column.usual === null)
  const whole = { ...Object.fromEntries(needed.map(({ name, type }) => [name, type === 'text' ? 'x' : 0])), ...row }
  const names = Object.keys(whole)
  const marks = names.map(() => '?').join(', ')
  await db
    .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`)
    .bind(...Object.values(whole))
    .run()
}

const TABLES =
  'stream connection export erasure receipt_delivery alert_delivery watch schedule projection self_check dead_letter message'
beforeEach(async () => {
  for (const db of [env.TENANTS_US, env.TENANTS_EU])
    await db.batch(TABLES.split(' ').map((table) => db.prepare(`DELETE FROM ${table}`)))
})

async function region(): Promise<RegionHealth> {
  const { us } = (await readHealth(env, NOW)).regions
  if (!us.ok) throw new Error(us.error)
  return us.value
}

describe('a region', () => {
  it('counts streams by state and says how late the oldest is, without what is paused or disconnected', async () => {
    await put('connection', { tenant: TENANT, id: 'c1', state: 'working' })
    await put('connection', { tenant: TENANT, id: 'c2', state: 'removed' })
    const stream = (connection: string, name: string, state: string, due: string) =>
      put('stream', { tenant: TENANT, connection, stream: name, state, next_due: due })
    await stream('c1', 'a', 'reading', hoursAgo(1))
    await stream('c1', 'b', 'reading', hoursAgo(-1))
    await stream('c1', 'c', 'paused', hoursAgo(50))
    await stream('c2', 'd', 'reading', hoursAgo(90))
    const rows = await region()
    expect(rows.streams).toEqual([
      { state: 'paused', streams: 1 },
      { state: 'reading', streams: 2 },
    ])
    expect([rows.due, rows.late_seconds]).toEqual([{ streams: 1, oldest: hoursAgo(1) }, 3600])
  })

  it('names unfinished work by kind with its oldest, and nothing that has ended', async () => {
    for (const [id, state] of ['queued', 'running', 'ready', 'failed'].entries())
      await put('export', { tenant: TENANT, id: `e${id}`, state, created_at: hoursAgo(id + 1) })
    for (const [id, state] of ['waiting', 'running', 'done'].entries())
      await put('erasure', { tenant: TENANT, id: `r${id}`, state, created_at: hoursAgo(id + 1) })
    for (const [id, state] of ['retrying', 'sent'].entries()) {
      await put('receipt_delivery', { tenant: TENANT, receipt: `${id}`, state, at: hoursAgo(3) })
      await put('alert_delivery', { tenant: TENANT, alert: `${id}`, state, at: hoursAgo(4) })
    }
    await put('watch', { tenant: TENANT, asked_at: hoursAgo(5) })
    await put('watch', { tenant: 'other' })
    await put('schedule', { tenant: TENANT, id: 's1', paused: 0, next_due: hoursAgo(6) })
    await put('schedule', { tenant: TENANT, id: 's2', paused: 1, next_due: hoursAgo(60) })
    await put('connection', { tenant: TENANT, id: 'c3', kind: 'anthropic_compliance', state: 'working' })
    await put('message', { tenant: TENANT, id: 'm', seq: 4 })
    expect((await region()).work).toEqual([
      { kind: 'backfills', waiting: 0, oldest: null },
      { kind: 'exports', waiting: 2, oldest: hoursAgo(2) },
      { kind: 'erasures', waiting: 1, oldest: hoursAgo(2) },
      { kind: 'receipts', waiting: 1, oldest: hoursAgo(3) },
      { kind: 'alerts', waiting: 1, oldest: hoursAgo(4) },
      { kind: 'budgets', waiting: 1, oldest: hoursAgo(5) },
      { kind: 'reports', waiting: 1, oldest: hoursAgo(6) },
      { kind: 'words', waiting: 1, oldest: null },
    ])
  })

  it('names projections behind, the worst first, and self-checks that differ', async () => {
    for (const [tenant, watermark] of [
      ['a', 10],
      ['b', 4],
      ['c', 9],
    ] as const)
      await put('projection', { tenant, watermark, size: 10, at: hoursAgo(1) })
    await put('self_check', { tenant: 'a', state: 'differs', at: hoursAgo(2) })
    await put('self_check', { tenant: 'b', state: 'whole' })
    const rows = await region()
    expect([rows.tenantsBehind, rows.projections, rows.behind.map(({ tenant, behind }) => [tenant, behind])]).toEqual([
      2,
      3,
      [
        ['b', 6],
        ['c', 1],
      ],
    ])
    expect([rows.tenantsDiffer, rows.checks, rows.differs]).toEqual([1, 2, [{ tenant: 'a', at: hoursAgo(2) }]])
  })
})

describe('GET /api/operator/health', () => {
  it('answers every part, with tenants by region, what wrangler noted of migrations, and no name', async () => {
    await newTenant('Northwind Hidden')
    // As wrangler makes it; the tests' own databases are migrated without.
    const noted = 'CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY, name TEXT, applied_at TEXT)'
    const rows = `INSERT INTO d1_migrations (name, applied_at) VALUES ('0000_a.sql', '2026-11-01'), ('0001_b.sql', '2026-11-02')`
    await env.TENANTS_US.batch([env.TENANTS_US.prepare(noted), env.TENANTS_US.prepare(rows)])
    const { status, body } = await withHeader({ 'x-operator-token': env.OPERATOR_TOKEN }, 'GET', '/api/operator/health')
    await env.TENANTS_US.prepare('DROP TABLE d1_migrations').run()
    expect(status).toBe(200)
    for (const path of [['control'], ['regions', 'us'], ['regions', 'eu'], ['anchors']])
      expect([path, at(body, ...path, 'ok')]).toEqual([path, true])
    expect(at(body, 'control', 'value', 'tenants', 0, 'region')).toBe('us')
    expect(Number(at(body, 'control', 'value', 'tenants', 0, 'tenants'))).toBeGreaterThan(0)
    const migrations = { count: 2, newest: '0001_b.sql', at: '2026-11-02' }
    expect(at(body, 'regions', 'us', 'value', 'migrations')).toEqual(migrations)
    expect(at(body, 'regions', 'eu', 'value', 'migrations')).toBeNull()
    expect(JSON.stringify(body)).not.toMatch(/Northwind|@/)
  })

  it('is not there for anybody else', async () => {
    for (const token of ['', `${env.OPERATOR_TOKEN}x`])
      expect((await withHeader({ 'x-operator-token': token }, 'GET', '/api/operator/health')).status).toBe(404)
  })

  it('answers when a store is down, and says which', async () => {
    const down = {
      ...env.TENANTS_EU,
      prepare: () => {
        throw new TypeError('secret detail')
      },
    } as unknown as D1Database // only prepare is asked for
    const health = await readHealth({ ...env, TENANTS_EU: down }, NOW)
    expect(health.regions.eu).toEqual({ ok: false, error: 'TypeError' })
    expect(health.regions.us.ok).toBe(true)
    expect(health.concerns[0]).toMatchObject({ level: 'alarm', place: 'eu' })
    expect(JSON.stringify(health)).not.toContain('secret detail')
  })
})

describe('anchors', () => {
  const cut = (size: number, hours: number, state: string | null) => ({
    size,
    at: hoursAgo(hours),
    anchor: state === null ? null : { state },
  })
  const log = (
    cuts: ReturnType<typeof cut>[],
    attested: number | null,
    journal: { at: string; size: number; detail: string }[] = [],
  ) => anchorsOf({ state: { size: 9, published: 9, words: null }, cuts, attested, journal }, true, NOW)

  it('wait from the first cut behind the newest attested one, and alarm at 48 hours', () => {
    const cuts = [cut(9, 1, 'submitted'), cut(7, 47, 'pending'), cut(5, 90, 'pending'), cut(4, 91, 'buried')]
    expect(log(cuts, 5)).toMatchObject({ waiting: 2, oldest_waiting_hours: 47, overdue: false, attested: 5 })
    expect(log(cuts, 4)).toMatchObject({ waiting: 3, oldest_waiting_hours: 90, overdue: true })
    expect(log([], null)).toMatchObject({ waiting: 0, oldest_waiting_hours: null, overdue: false, last_cut: null })
    expect(log([cut(3, 48, null)], null)).toMatchObject({ overdue: true, last_cut: { size: 3, anchor: null } })
  })

  it('shows the journal’s warnings of a week and nothing else of it', () => {
    const line = (hours: number, detail: object) => ({ at: hoursAgo(hours), size: 3, detail: JSON.stringify(detail) })
    const journal = [line(1, { state: 'pending' }), line(2, { alert: 'overdue' }), line(24 * 8, { alert: 'reorg' })]
    expect(log([], null, journal).warnings).toEqual([{ at: hoursAgo(2), size: 3, alert: 'overdue' }])
  })
})

describe('what wants somebody’s eyes', () => {
  const quiet = async (): Promise<Health> => readHealth(env, NOW)
  const words = (health: Health) => concernsOf(health, NOW).map(({ level, place }) => `${level} ${place}`)

  it('is nothing in an installation at rest', async () => {
    expect((await quiet()).concerns).toEqual([])
  })

  it('puts alarms before the rest', async () => {
    const health = await quiet()
    const { us, eu } = health.regions
    if (!us.ok || !eu.ok) throw new Error('a region cannot be read')
    us.value.letters = [{ queue: 'jobs-dead', letters: 2, oldest: hoursAgo(1) }]
    us.value.work = [
      { kind: 'erasures', waiting: 1, oldest: hoursAgo(7) },
      { kind: 'exports', waiting: 1, oldest: hoursAgo(1) },
    ]
    eu.value.tenantsDiffer = 1
    eu.value.late_seconds = 3600
    expect(words(health)).toEqual(['alarm eu', 'alarm eu', 'look us', 'look us'])
    eu.value.migrations = { count: 1, newest: '0000_old.sql', at: null }
    expect(words(health)).toContain('alarm versions')
  })
})

describe('the build', () => {
  it('is what the deployment says, and local without one', () => {
    expect(buildOf({})).toEqual({ version: 'local', commit: null, deployed_at: null })
    const VERSION = { id: 'v1', tag: 'abc1234', timestamp: '2026-11-10T00:00:00Z' }
    expect(buildOf({ VERSION })).toEqual({ version: 'v1', commit: 'abc1234', deployed_at: '2026-11-10T00:00:00Z' })
  })
})
