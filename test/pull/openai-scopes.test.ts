// OpenAI's keys with fewer scopes, and its false alarms: what may not be read is skipped in words, and a better key fills the gap.
import { beforeEach, describe, expect, it } from 'vitest'
import { findConnection } from '../../worker/db/tenant/connections.ts'
import type { ConnectionId, TenantId } from '../../worker/ids.ts'
import { streamsOf } from '../../worker/vendors/catalog.ts'
import { connect, home, ledger, makeTenant } from '../support/tenants.ts'
import {
  connectKey,
  DAY,
  deliver,
  drain,
  headOf,
  keyOf,
  later,
  MINUTE,
  message,
  rowOf,
  type Stage,
  stage,
  turn,
} from './stage.ts'
import { expectOpenaiTruth } from './truth.ts'
import { inForce } from './twins.ts'

const IDS = streamsOf('openai_admin').map(({ id }) => id)
const AUDIT = 'openai.audit_logs'
const LISTS = ['openai.projects', 'openai.users', 'openai.project_api_keys', 'openai.service_accounts']

let on: Stage
let tenant: TenantId

beforeEach(async () => {
  on = stage()
  tenant = await makeTenant()
})

const stateOf = async (connection: ConnectionId) => (await findConnection(home.db, tenant, connection))?.state
const live = (of: TenantId, connection: ConnectionId, ...streams: string[]) =>
  deliver(on, 'pulls', [message(of, connection, 'live', ...streams)])
const past = (of: TenantId, connection: ConnectionId, stream: string) =>
  deliver(on, 'backfills', [message(of, connection, 'backfill', stream)])
const cursor = (connection: ConnectionId, stream: string, lane: 'live' | 'backfill') =>
  ledger(tenant).cursor(`${connection}/${stream}/${lane}`)

describe('a key that may not read everything', () => {
  it.each([
    ['openaiUsageOnly', 403, [...LISTS, AUDIT]],
    ['openaiUsageOnly', 401, [...LISTS, AUDIT]],
    ['openaiNoAudit', 401, [AUDIT]],
  ] as const)('%s, refused with %i, skips some streams in words and reads all others', async (name, status, closed) => {
    await turn(on, { openai_scope_status: status })
    const connection = await connectKey(on, tenant, name)
    await drain(on)
    for (const id of closed) {
      expect(await rowOf(tenant, connection, id)).toMatchObject({
        state: 'retrying',
        words: expect.stringMatching(/Missing scopes: api\..*once more/),
      })
    }
    later(MINUTE)
    await live(tenant, connection, ...closed)
    await past(tenant, connection, AUDIT)
    for (const id of closed) {
      const words = expect.stringMatching(/Missing scopes: api\..*cursor has not moved.*fills the gap/)
      expect(await rowOf(tenant, connection, id)).toMatchObject({ state: 'skipped', words, lastSuccess: null })
      expect(await cursor(connection, id, 'live')).toBeNull()
      expect(await cursor(connection, id, 'backfill')).toBeNull()
    }
    expect((await rowOf(tenant, connection, AUDIT)).backfillState).toBe('waiting')
    for (const id of IDS.filter((one) => !closed.some((other) => other === one))) {
      expect(await rowOf(tenant, connection, id), id).toMatchObject({ state: 'reading', words: null, failures: 0 })
    }
    expect(await stateOf(connection)).toBe('partial')
  })

  it('is replaced by one that may, and days later nothing is missing from the first day on', async () => {
    const whole = await makeTenant()
    const second = await connectKey(on, whole, 'openaiAdmin')
    const first = await connectKey(on, tenant, 'openaiUsageOnly')
    await drain(on)
    for (let day = 0; day < 2; day++) {
      later(DAY)
      await live(whole, second, ...IDS)
      await live(tenant, first, ...IDS)
    }
    const before = await inForce(tenant)
    for (const id of [...LISTS, AUDIT]) expect(before(id).records).toEqual([])
    expect(await connectKey(on, tenant, 'openaiAdmin')).toBe(first)
    await drain(on)
    expect(await stateOf(first)).toBe('working')
    const [filled, twin] = [await inForce(tenant), await inForce(whole)]
    // The long read of the day before took the twin two days further into the past than anybody asked for.
    const asked = { from: '2026-11-18' }
    const [filledLog, twinLog] = [await inForce(tenant, asked), await inForce(whole, asked)]
    expect(filledLog(AUDIT).lines).toEqual(twinLog(AUDIT).lines)
    for (const id of IDS) {
      expect(twin(id).records.length, id).toBeGreaterThan(0)
      if (id !== AUDIT) expect(filled(id).lines, id).toEqual(twin(id).lines)
      expect(filled(id).vanished, id).toEqual(twin(id).vanished)
      expect(await rowOf(tenant, first, id), id).toMatchObject({ state: 'reading', words: null })
    }
    expectOpenaiTruth(on, ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'], filled)
    const head = await headOf(tenant)
    await live(tenant, first, ...IDS)
    expect(await headOf(tenant)).toEqual(head)
  })
})

describe('a refusal', () => {
  const STREAM = 'openai.usage.completions'
  let connection: ConnectionId
  beforeEach(async () => {
    connection = await connect(tenant, keyOf(on, 'openaiAdmin'), on.simulator.world.openai.id, 2, 'openai_admin')
  })
  const row = () => rowOf(tenant, connection, STREAM)

  it.each([403, 401] as const)(
    'with %i that is false is asked once more in a minute and never skips',
    async (status) => {
      await turn(on, { openai_false_scope: 1, openai_scope_status: status })
      await live(tenant, connection, STREAM)
      expect(await row()).toMatchObject({ state: 'retrying', words: expect.stringContaining('once more'), refusals: 1 })
      expect(Date.parse((await row()).nextDue) - Date.now()).toBe(MINUTE)
      expect(await stateOf(connection)).toBe('working')
      later(MINUTE)
      await live(tenant, connection, STREAM)
      expect(await row()).toMatchObject({ state: 'catching_up', words: null, refusals: 0, failures: 0 })
      await turn(on, { openai_false_scope: 1 })
      later(15 * MINUTE)
      await live(tenant, connection, STREAM)
      expect((await row()).state).toBe('retrying')
    },
  )

  it('that is false in both lanes at once is one refusal', async () => {
    await turn(on, { openai_false_scope: 2 })
    await live(tenant, connection, STREAM)
    await past(tenant, connection, STREAM)
    expect(await row()).toMatchObject({ state: 'retrying', refusals: 1, backfillState: 'waiting' })
    expect(on.backfills.at(-1)?.delaySeconds).toBe(60)
    later(MINUTE)
    await live(tenant, connection, STREAM)
    await past(tenant, connection, STREAM)
    expect(await row()).toMatchObject({ state: 'reading', words: null, refusals: 0, backfillState: 'done' })
  })

  it('that is true is believed at the second time, and once it is mended the next read goes on', async () => {
    await turn(on, { openai_missing_scope: 'api.usage.read' })
    await live(tenant, connection, STREAM)
    later(MINUTE)
    await live(tenant, connection, STREAM)
    expect(await row()).toMatchObject({ state: 'skipped', words: expect.stringContaining('api.usage.read') })
    expect(Date.parse((await row()).nextDue) - Date.now()).toBe(60 * MINUTE)
    expect(await cursor(connection, STREAM, 'live')).toBeNull()
    on.simulator.world.knobs.openai_missing_scope = []
    later(60 * MINUTE)
    await live(tenant, connection, STREAM)
    expect(await row()).toMatchObject({ state: 'catching_up', words: null, refusals: 0 })
  })

  it('with something else between is not the second one', async () => {
    for (const knobs of [
      { openai_false_scope: 1 },
      { faults: [{ path: '/', kind: '500' }] },
      { openai_false_scope: 1 },
    ]) {
      await turn(on, knobs)
      await live(tenant, connection, STREAM)
      expect((await row()).state).toBe('retrying')
      later(MINUTE)
    }
  })

  it('of the key itself breaks the connection, until a key of the same organization takes its place', async () => {
    await turn(on, { revoked: ['openaiAdmin'] })
    await live(tenant, connection, STREAM)
    expect(await stateOf(connection)).toBe('broken')
    expect((await row()).words).toMatch(/OpenAI refuses this key.*Replace the key/)
    expect(await connectKey(on, tenant, 'openaiAdminSecond')).toBe(connection)
    await live(tenant, connection, STREAM)
    expect(await stateOf(connection)).toBe('working')
    expect((await row()).words).toBeNull()
  })
})
