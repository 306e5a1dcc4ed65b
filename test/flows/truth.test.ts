// From the vendor to the screens' tables: what the read models hold is what happened at the company, and every row leads to its record.
import { beforeAll, describe, expect, it } from 'vitest'
import type { ConnectionId, TenantId } from '../../worker/ids.ts'
import { scaled } from '../../worker/vendors/counts.ts'
import {
  connectKey,
  DAY,
  deliver,
  drain,
  HOUR,
  headOf,
  keyOf,
  later,
  message,
  recordsIn,
  recordsOf,
  rowsOf,
  type Stage,
  stage,
  turn,
} from '../pull/stage.ts'
import { dayNumber } from '../simulator/days.ts'
import { type DayTruth, truthOf } from '../simulator/truth.ts'
import { ledger, makeTenant } from '../support/tenants.ts'
import { expectAllRead, expectRebuilt, expectTraced, rowAt, rowsAt } from './read-models.ts'

const TABLES = ['usage', 'cost', 'code_day', 'activity', 'member', 'workspace', 'vendor_key', 'invite', 'organization']
const DAYS = ['2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20']
let on: Stage
let tenant: TenantId
let connection: ConnectionId

beforeAll(async () => {
  on = stage({ BACKFILL_DAYS: String(DAYS.length) })
  tenant = await makeTenant()
  // The classic generation: its cost lines are the ones that the truth counts.
  await turn(on, { analytics: 'off' })
  connection = await connectKey(on, tenant)
  await turn(on, { analytics: 'on' })
  await drain(on)
  await ledger(tenant).settle()
}, 120_000)

const truth = (day: string): DayTruth => truthOf(on.simulator.world, dayNumber(day))
const read = async (...streams: string[]) => {
  await deliver(on, 'pulls', [message(tenant, connection, 'live', ...streams)])
  await ledger(tenant).settle()
}

const rows = (query: string, ...values: unknown[]) => rowsAt(tenant, query, ...values)
const one = (query: string, ...values: unknown[]) => rowAt(tenant, query, ...values)

describe('after a backfill', () => {
  it('every stream is read and says so', async () => {
    await expectAllRead(tenant)
  })

  it.each(DAYS)('the read models of %s are what happened', async (day) => {
    const { usage, costs, code, activity } = truth(day)
    const used = await one(
      `SELECT COUNT(*) AS n, SUM(output) AS output, SUM(uncached_input) AS uncached, SUM(cache_read) AS cached,
         SUM(cache_write_5m) AS w5, SUM(cache_write_1h) AS w1, SUM(web_searches) AS searches
       FROM usage WHERE tenant = ? AND view = 'dimensions' AND day = ?`,
      day,
    )
    const counts = { output: usage.output, uncached: usage.uncached, cached: usage.cacheRead }
    const more = { w5: usage.write5m, w1: usage.write1h, searches: usage.webSearches }
    expect(used).toEqual({ n: usage.rows, ...counts, ...more })
    const people = "SELECT SUM(output) AS output FROM usage WHERE tenant = ? AND view = 'actors' AND day = ?"
    expect(await one(people, day)).toEqual({ output: usage.output })
    const billed = await one(
      'SELECT COUNT(*) AS n, CAST(SUM(amount) AS TEXT) AS nano FROM cost WHERE tenant = ? AND day = ?',
      day,
    )
    expect(billed.n).toBe(costs.lines)
    // A line is rounded to a nanodollar once; the truth is exact.
    const off = BigInt(String(billed.nano)) - (scaled(costs.cents, 7) ?? 0n)
    expect(off < 0n ? -off : off).toBeLessThanOrEqual(BigInt(costs.lines))
    const coded = await one(
      'SELECT COUNT(*) AS n, SUM(sessions) AS sessions FROM code_day WHERE tenant = ? AND day = ?',
      day,
    )
    expect(coded).toEqual({ n: code.rows, sessions: code.sessions })
    const done = await rows(
      "SELECT type, COUNT(*) AS n FROM activity WHERE tenant = ? AND vendor = 'anthropic' AND substr(at, 1, 10) = ? GROUP BY type",
      day,
    )
    expect(Object.fromEntries(done.map(({ type, n }) => [type, n]))).toEqual(activity.byType)
  })

  it('the lists are the company’s', async () => {
    const { workspaces, keys, name } = on.simulator.world.company
    const headers = { 'x-api-key': keyOf(on, 'admin'), 'anthropic-version': '2023-06-01' }
    const asked = new Request('http://anthropic.sim/v1/organizations/users?limit=1000', { headers })
    const { data: people } = await (await on.simulator.fetch(asked)).json<{ data: unknown[] }>()
    const count = async (table: string) => (await one(`SELECT COUNT(*) AS n FROM ${table} WHERE tenant = ?`)).n
    expect(await count('workspace')).toBe(workspaces.length)
    expect(await count('vendor_key')).toBe(keys.length)
    expect(people.length).toBeGreaterThan(20)
    expect(await count('member')).toBe(people.length)
    expect(await one('SELECT name FROM organization WHERE tenant = ?')).toEqual({ name })
  })

  it.each(TABLES)('every row of %s leads to its record, and the record to the page it came from', async (table) =>
    expectTraced(tenant, await rows(`SELECT * FROM ${table} WHERE tenant = ?`)),
  )

  it('read again, with nothing new at the vendor, changes nothing', async () => {
    const before = await headOf(tenant)
    await read(...(await rowsOf(tenant)).map(({ stream }) => stream))
    expect(await headOf(tenant)).toEqual(before)
  })
})

describe('what changes at the vendor', () => {
  it('a running day grows: its rows are restated, the days before stay', async () => {
    later(3 * HOUR)
    await read('anthropic.usage')
    const grown = await one(
      "SELECT SUM(output) AS n FROM usage WHERE tenant = ? AND view = 'dimensions' AND day = '2026-11-20'",
    )
    expect(grown.n).toBe(truth('2026-11-20').usage.output)
    const again = (await recordsIn(tenant, 'anthropic.usage')).filter(({ rev }) => rev > 0)
    expect(new Set(again.map(({ occurred_at: at }) => at.slice(0, 10)))).toEqual(new Set(['2026-11-20']))
  })

  it('a restated day is a revision more of each row, and the newest is what screens show', async () => {
    await turn(on, { restate: { day: '2026-11-18', factor: 1.5 } })
    await read('anthropic.usage', 'anthropic.costs')
    const { usage, costs } = truth('2026-11-18')
    const shown = await one(
      "SELECT SUM(output) AS output, MIN(rev) AS rev FROM usage WHERE tenant = ? AND view = 'dimensions' AND day = '2026-11-18'",
    )
    expect(shown).toEqual({ output: usage.output, rev: expect.any(Number) })
    const billed = await one("SELECT COUNT(*) AS n, MAX(rev) AS rev FROM cost WHERE tenant = ? AND day = '2026-11-18'")
    expect(billed).toEqual({ n: costs.lines, rev: 1 })
    const [first] = await rows("SELECT id, seq FROM cost WHERE tenant = ? AND day = '2026-11-18' AND rev = 1")
    const view = await ledger(tenant).record(Number(first?.seq))
    expect(view?.revisions).toHaveLength(1)
    const before = JSON.parse(view?.revisions[0]?.text ?? '{}')
    expect(before).toMatchObject({ id: first?.id, rev: 0 })
    expect(before.data.amount).not.toBe(JSON.parse(view?.text ?? '{}').data.amount)
  })

  it('a member who is gone is a revision, and the list says removed', async () => {
    const { people } = on.simulator.world.company
    const [person] = people.slice(20)
    await turn(on, { vanish_member: person?.email })
    await read('anthropic.members')
    const gone = await rows('SELECT subject, rev, seq FROM member WHERE tenant = ? AND vanished = 1')
    expect(gone).toHaveLength(1)
    const record = (await recordsOf(tenant))[Number(gone[0]?.seq)]
    expect(record).toMatchObject({ kind: 'member', rev: 1, subject: gone[0]?.subject, data: { vanished: true } })
    const before = await headOf(tenant)
    await read('anthropic.members')
    expect(await headOf(tenant)).toEqual(before)
  })

  it('an event that the vendor indexes days late is found by the daily look back, once', async () => {
    const late = { created_at: '2026-11-17T12:34:56Z', type: 'claude_chat_created' }
    await turn(on, { late_event: late })
    const seen = async () =>
      (await recordsIn(tenant, 'anthropic.activity')).filter(({ occurred_at: at }) => at === '2026-11-17T12:34:56.000Z')
    await read('anthropic.activity')
    expect(await seen()).toEqual([])
    later(DAY)
    await read('anthropic.activity')
    expect(await seen()).toHaveLength(1)
    await read('anthropic.activity')
    expect(await seen()).toHaveLength(1)
  })

  it('our own reads come back in the feed and are kept apart from what people did', async () => {
    await turn(on, { own_reads: 'live' })
    await read('anthropic.usage', 'anthropic.costs', 'anthropic.members', 'anthropic.invites', 'anthropic.activity')
    await turn(on, { own_reads: 'generated' })
    const from = new Date().toISOString()
    later(5 * 60_000)
    await read('anthropic.activity')
    const own = await rows(
      "SELECT type, machine, subject FROM activity WHERE tenant = ? AND substr(at, 1, 16) = ? AND type IN ('compliance_api_accessed', 'platform_usage_report_messages_viewed', 'platform_cost_report_viewed', 'org_users_listed', 'org_invites_listed')",
      from.slice(0, 16),
    )
    expect(new Set(own.map(({ type }) => type)).size).toBe(5)
    for (const { machine, subject } of own) expect([machine, subject]).toEqual([1, null])
  })
})

describe('the read models', () => {
  it('are the same after they were dropped and rebuilt from the ledger', async () => {
    await expectRebuilt(tenant, TABLES)
  })
})
