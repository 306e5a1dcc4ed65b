// The consumer: each message answered for itself, a batch twice is a batch once, and nothing is dropped in silence.
import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { listDeadLetters } from '../../worker/db/tenant/dead-letters.ts'
import type { ConnectionId, TenantId } from '../../worker/ids.ts'
import { retryDelay } from '../../worker/pull/consume.ts'
import { keepLetters } from '../../worker/tenant/dead-letters.ts'
import { STREAMS } from '../../worker/vendors/catalog.ts'
import { connect, home, makeTenant } from '../support/tenants.ts'
import { deliver, headOf, keyOf, message, recordsIn, rowOf, type Stage, stage } from './stage.ts'

let on: Stage
let tenant: TenantId
let connection: ConnectionId

beforeEach(async () => {
  on = stage()
  tenant = await makeTenant()
  connection = await connect(tenant, keyOf(on, 'admin'), on.simulator.world.company.uuid, 2)
})

const live = (...streams: string[]) => message(tenant, connection, 'live', ...streams)
/** Bindings with one that fails. */
const broken = (name: string, value: unknown): Stage => ({ ...on, env: { ...on.env, [name]: value } })
const away = () => {
  throw new Error('what only the error knows\nparams: only the error, too')
}
const throws = new Proxy({}, { get: () => away })

describe('a batch', () => {
  it.each(STREAMS.map((stream) => [stream.id, stream.connection] as const))(
    'of %s twice leaves the head where it was',
    async (stream, kind) => {
      const { company, openai } = on.simulator.world
      if (kind === 'openai_admin') connection = await connect(tenant, keyOf(on, 'openaiAdmin'), openai.id, 2, kind)
      if (kind === 'anthropic_compliance') {
        connection = await connect(tenant, keyOf(on, 'compliance'), company.uuid, 2, kind)
      }
      const { explicitAcks } = await deliver(on, 'pulls', [live(stream)])
      expect(explicitAcks).toHaveLength(1)
      const once = await headOf(tenant)
      expect((await recordsIn(tenant, stream)).length).toBeGreaterThan(0)
      await deliver(on, 'pulls', [live(stream), live(stream)])
      expect(await headOf(tenant)).toEqual(once)
    },
  )

  it('of a backfill twice leaves the head where it was', async () => {
    const one = message(tenant, connection, 'backfill', 'anthropic.code_analytics')
    await deliver(on, 'backfills', [one])
    const once = await headOf(tenant)
    await deliver(on, 'backfills', [one, one])
    expect(await headOf(tenant)).toEqual(once)
    expect(on.backfills).toEqual([])
  })

  it('with a bad message in it redelivers only that one', async () => {
    const other = await makeTenant()
    const lost = { ...live('anthropic.usage'), tenant: other }
    const { explicitAcks, retryMessages } = await deliver(on, 'pulls', [
      live('anthropic.workspaces'),
      lost,
      { what: 1 },
    ])
    expect([explicitAcks.length, retryMessages.length]).toEqual([3, 0])
    expect((await recordsIn(tenant, 'anthropic.workspaces')).length).toBeGreaterThan(0)
  })

  it('for streams that nobody knows any more is done', async () => {
    const { explicitAcks } = await deliver(on, 'pulls', [live('anthropic.nothing', 'anthropic.workspaces')])
    expect(explicitAcks).toHaveLength(1)
    expect((await rowOf(tenant, connection, 'anthropic.workspaces')).lastSuccess).not.toBeNull()
  })
})

describe('a failure of our own', () => {
  it.each([
    ['TENANTS_US', throws],
    ['VAULT_US', throws],
  ])('in %s comes again and heals', async (name, value) => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { explicitAcks, retryMessages } = await deliver(broken(name, value), 'pulls', [live('anthropic.workspaces')])
    expect([explicitAcks.length, retryMessages.length]).toEqual([0, 1])
    expect(JSON.parse(String(log.mock.calls[0]?.[0]))).toMatchObject({ event: 'pull_failed', tenant, error: 'Error' })
    expect(JSON.stringify(log.mock.calls)).not.toContain('only the error')
    log.mockRestore()
    await deliver(on, 'pulls', [live('anthropic.workspaces')])
    expect((await recordsIn(tenant, 'anthropic.workspaces')).length).toBeGreaterThan(0)
  })

  it('comes again later each time, at most ten minutes', () => {
    expect([1, 2, 3, 9].map(retryDelay)).toEqual([10, 20, 40, 600])
  })

  it('in the queue that takes the next message comes again too', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    vi.stubGlobal('fetch', async () => new Response('no', { status: 500 }))
    const one = message(tenant, connection, 'backfill', 'anthropic.usage')
    const { retryMessages } = await deliver(broken('BACKFILLS', throws), 'backfills', [one])
    expect(retryMessages).toHaveLength(1)
    log.mockRestore()
  })
})

describe('dead letters', () => {
  it('are what no retry can help, each once, for an operator to see', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const sent = [live('anthropic.usage'), { not: 'ours' }]
    const letters = sent.map((body, at) => ({ id: `dead-${tenant}-${at}`, timestamp: new Date(), attempts: 9, body }))
    for (let times = 0; times < 2; times++) {
      const batch = createMessageBatch('pulls-dead', letters)
      await keepLetters(env, batch)
      expect((await getQueueResult(batch, createExecutionContext())).explicitAcks).toHaveLength(2)
    }
    const kept = (await listDeadLetters(home.db)).filter(({ id }) => id.includes(tenant))
    expect(kept.map(({ body }) => body).sort()).toEqual(sent.map((body) => JSON.stringify(body)).sort())
    log.mockRestore()
  })

  it('are kept for as long as the database is away', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const batch = createMessageBatch('pulls-dead', [{ id: 'd', timestamp: new Date(), attempts: 1, body: {} }])
    await keepLetters(broken('TENANTS_US', throws).env, batch)
    expect((await getQueueResult(batch, createExecutionContext())).retryMessages).toMatchObject([{ msgId: 'd' }])
    log.mockRestore()
  })

  it('take in what is no message of ours at once', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const odd = { odd: tenant }
    const { explicitAcks } = await deliver(on, 'pulls', [odd])
    expect(explicitAcks).toHaveLength(1)
    expect((await listDeadLetters(home.db)).map(({ body }) => body)).toContain(JSON.stringify(odd))
    expect((await deliver(broken('TENANTS_US', throws), 'pulls', [odd])).retryMessages).toHaveLength(1)
    log.mockRestore()
  })
})
