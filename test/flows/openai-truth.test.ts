// Both vendors to the screens' tables: what the read models hold of each day and stream is what happened, beside each other and through corrections.
import { beforeAll, describe, expect, it } from 'vitest'
import type { ConnectionId, TenantId } from '../../worker/ids.ts'
import {
  connectKey,
  DAY,
  deliver,
  drain,
  HOUR,
  headOf,
  later,
  message,
  recordsIn,
  rowsOf,
  type Stage,
  stage,
  turn,
} from '../pull/stage.ts'
import { dayNumber } from '../simulator/days.ts'
import type { Product } from '../simulator/openai/company/usage.ts'
import { type DayTruth, truthOf } from '../simulator/truth.ts'
import { ledger, makeTenant } from '../support/tenants.ts'
import { expectAllRead, expectRebuilt, expectTraced, rowAt, rowsAt } from './read-models.ts'

const DAYS = ['2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20']
let on: Stage
let tenant: TenantId
let openai: ConnectionId

beforeAll(async () => {
  on = stage({ BACKFILL_DAYS: String(DAYS.length) })
  tenant = await makeTenant()
  await connectKey(on, tenant, 'admin')
  openai = await connectKey(on, tenant, 'openaiAdmin')
  await drain(on)
  await ledger(tenant).settle()
}, 240_000)

const truth = (day: string): DayTruth => truthOf(on.simulator.world, dayNumber(day))
const openaiStreams = async () =>
  (await rowsOf(tenant)).filter(({ connection }) => connection === openai).map(({ stream }) => stream)
const read = async (...streams: string[]) => {
  await deliver(on, 'pulls', [message(tenant, openai, 'live', ...streams)])
  await ledger(tenant).settle()
}
const rows = (query: string, ...values: unknown[]) => rowsAt(tenant, query, ...values)
const one = (query: string, ...values: unknown[]) => rowAt(tenant, query, ...values)

/** The vendor's names of what an endpoint counts, beside the columns that hold it. */
const COLUMNS: Readonly<Record<Product, Readonly<Record<string, string>>>> = {
  completions: {
    input_uncached_tokens: 'uncached_input',
    input_cached_tokens: 'cache_read',
    input_cache_write_30m_tokens: 'cache_write_30m',
    input_cache_write_12h_tokens: 'cache_write_12h',
    output_tokens: 'output',
    num_model_requests: 'requests',
  },
  embeddings: { input_tokens: 'uncached_input', num_model_requests: 'requests' },
  moderations: { input_tokens: 'uncached_input', num_model_requests: 'requests' },
  images: { images: 'quantity', num_model_requests: 'requests' },
  audio_speeches: { characters: 'quantity', num_model_requests: 'requests' },
  audio_transcriptions: { seconds: 'quantity', num_model_requests: 'requests' },
  vector_stores: { usage_bytes: 'quantity' },
  code_interpreter_sessions: { num_sessions: 'quantity' },
  file_search_calls: { num_requests: 'quantity' },
  web_search_calls: { num_requests: 'web_searches', num_model_requests: 'requests' },
}
const PRODUCTS = Object.keys(COLUMNS) as Product[] // the keys of the table
const CASES = DAYS.flatMap((day) => PRODUCTS.map((product): [string, Product] => [day, product]))

/** What the table holds of a day and endpoint, in the vendor's words; and what it should. */
async function usageOf(day: string, product: Product) {
  const columns = Object.entries(COLUMNS[product])
  const sums = columns.map(([name, column]) => `COALESCE(SUM(${column}), 0) AS ${name}`)
  const asked = `SELECT COUNT(*) AS rows, ${sums.join(', ')} FROM usage
    WHERE tenant = ? AND stream = ? AND vendor = 'openai' AND product = ? AND view = 'dimensions' AND day = ?`
  const held = await one(asked, `openai.usage.${product}`, product, day)
  const said = truth(day).openai.usage[product]
  return {
    held,
    true: Object.fromEntries(['rows', ...columns.map(([name]) => name)].map((name) => [name, said[name]])),
  }
}

const billedOn = (day: string) =>
  one(
    `SELECT COUNT(*) AS lines, COALESCE(CAST(SUM(amount) AS TEXT), '0') AS nano
     FROM cost WHERE tenant = ? AND vendor = 'openai' AND day = ?`,
    day,
  )
const trueBill = (day: string) => {
  const { lines, nano } = truth(day).openai.costs
  return { lines, nano: String(nano) }
}
const eventsOn = async (day: string) => {
  const asked = `SELECT type, COUNT(*) AS n FROM activity
    WHERE tenant = ? AND vendor = 'openai' AND substr(at, 1, 10) = ? GROUP BY type`
  return Object.fromEntries((await rows(asked, day)).map(({ type, n }) => [type, n]))
}

describe('after a backfill of both vendors', () => {
  it('every stream of both is read and says so', async () => {
    const all = await rowsOf(tenant)
    expect(new Set(all.map(({ stream }) => stream.split('.')[0]))).toEqual(new Set(['anthropic', 'openai']))
    await expectAllRead(tenant)
  })

  it.each(CASES)('of %s the usage of %s is what was used', async (day, product) => {
    const found = await usageOf(day, product)
    expect(found.held).toEqual(found.true)
    if (day < '2026-11-20') expect(found.held.rows).toBeGreaterThan(0)
  })

  it.each(DAYS)('the bill of %s is the vendor’s to the nanodollar', async (day) => {
    expect(await billedOn(day)).toEqual(trueBill(day))
  })

  it.each(DAYS)('the audit log of %s is in the activity, event by event', async (day) => {
    expect(await eventsOn(day)).toEqual(truth(day).openai.audit.byType)
    expect(truth(day).openai.audit.events).toBeGreaterThan(0)
  })

  it.each(DAYS)('the other vendor’s numbers of %s are its own', async (day) => {
    const used = `SELECT COUNT(*) AS rows, SUM(output) AS output FROM usage
      WHERE tenant = ? AND vendor = 'anthropic' AND view = 'dimensions' AND day = ?`
    const { usage, activity } = truth(day)
    expect(await one(used, day)).toEqual({ rows: usage.rows, output: usage.output })
    const done = `SELECT COUNT(*) AS events FROM activity WHERE tenant = ? AND vendor = 'anthropic' AND substr(at, 1, 10) = ?`
    expect(await one(done, day)).toEqual({ events: activity.events })
  })

  it('the lists are the organization’s', async () => {
    const { members, projects, keys, serviceAccounts, specials } = on.simulator.world.openai
    const ids = async (table: string) =>
      (await rows(`SELECT id FROM ${table} WHERE tenant = ? AND vendor = 'openai'`)).map(({ id }) => id).sort()
    expect(await ids('workspace')).toEqual(projects.map(({ id }) => id).sort())
    const listed = keys.filter(({ isDeleted, project }) => !isDeleted && project !== specials.archivedProject.id)
    const found = await ids('vendor_key')
    expect(found).toEqual(expect.arrayContaining(listed.map(({ id }) => id)))
    expect(found).toContain(specials.inactiveKey.id)
    expect(found).not.toContain(specials.deletedKey.id)
    const people = members.all.filter(({ isServiceAccount }) => !isServiceAccount)
    const count = `SELECT COUNT(*) AS n FROM member WHERE tenant = ? AND vendor = 'openai'`
    expect(await one(count)).toEqual({ n: people.length })
    const accounts = [
      ...serviceAccounts.map(({ id }) => id),
      ...members.all.flatMap((one) => (one.isServiceAccount ? [one.id] : [])),
    ]
    expect(await ids('service_account')).toEqual(accounts.sort())
  })

  it.each(['usage', 'cost', 'activity', 'member', 'workspace', 'vendor_key', 'service_account'])(
    'every row of %s leads to its record, and the record to the page it came from',
    async (table) => expectTraced(tenant, await rows(`SELECT * FROM ${table} WHERE tenant = ? AND vendor = 'openai'`)),
  )

  it('read again, with nothing new at the vendor, changes nothing', async () => {
    const before = await headOf(tenant)
    await read(...(await openaiStreams()))
    expect(await headOf(tenant)).toEqual(before)
  })
})

describe('what changes at the vendor', () => {
  it('a running day grows, a restated one is restated, and both are what they are', async () => {
    later(3 * HOUR)
    await turn(on, { restate: { day: '2026-11-18', factor: 1.5 } })
    await read(...(await openaiStreams()))
    for (const [day, product] of CASES) {
      const found = await usageOf(day, product)
      expect([day, product, found.held]).toEqual([day, product, found.true])
    }
    for (const day of DAYS) expect([day, await billedOn(day)]).toEqual([day, trueBill(day)])
  })

  it('an amount that moves to another line is billed once', async () => {
    const [line] = await rows(
      `SELECT description, workspace FROM cost WHERE tenant = ? AND vendor = 'openai' AND day = '2026-11-19'
       AND model IS NOT NULL AND cost_type = 'tokens' ORDER BY amount DESC LIMIT 1`,
    )
    const before = await billedOn('2026-11-19')
    await turn(on, { openai_move_line: { day: '2026-11-19', line_item: line?.description } })
    await read('openai.costs')
    const after = await billedOn('2026-11-19')
    expect(after).toEqual(trueBill('2026-11-19'))
    expect(after.nano).toBe(before.nano)
    const places = `SELECT DISTINCT workspace FROM cost WHERE tenant = ? AND day = '2026-11-19' AND description = ?`
    expect(await rows(places, line?.description)).toEqual([{ workspace: on.simulator.world.openai.projects[0]?.id }])
    const gone = (await recordsIn(tenant, 'openai.costs')).filter(({ data }) => data.vanished === true)
    expect(gone.length).toBeGreaterThan(0)
  })

  it('late bills and late usage arrive with the day on which the vendor shows them', async () => {
    const before = BigInt(String((await billedOn('2026-11-19')).nano))
    await turn(on, { openai_late_usage: '2026-11-18' })
    later(DAY)
    await read(...(await openaiStreams()))
    for (const day of DAYS) expect([day, await billedOn(day)]).toEqual([day, trueBill(day)])
    const found = await usageOf('2026-11-18', 'completions')
    expect(found.held).toEqual(found.true)
    expect(BigInt(String((await billedOn('2026-11-19')).nano))).toBeGreaterThan(before)
  })

  it('an event that the vendor writes late, of a type that nobody knows, is in the activity', async () => {
    await turn(on, { openai_unknown_event: 'harbor.opened' })
    later(HOUR)
    await read('openai.audit_logs')
    const found = await rows(`SELECT type FROM activity WHERE tenant = ? AND type = 'harbor.opened'`)
    expect(found).toHaveLength(1)
  })
})

describe('the read models of both vendors', () => {
  it('are the same after they were dropped and rebuilt from the ledger', async () => {
    const tables = ['usage', 'cost', 'activity', 'member', 'workspace', 'vendor_key', 'service_account', 'organization']
    await expectRebuilt(tenant, tables)
  })
})
