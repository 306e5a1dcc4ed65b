// Dead letters under an operator's hands: sent again, put away, and never shown beyond their ids.
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { addDeadLetter } from '../../worker/db/tenant/dead-letters.ts'
import { discardLetter, replayLetter, replayQueue, viewLetters } from '../../worker/operator/letters.ts'
import { at, code, withHeader } from './harness.ts'

const TENANT = `tn_${'a'.repeat(26)}`
const PULL = { v: 1, lane: 'live', region: 'us', tenant: TENANT, connection: 'cn_1', streams: ['anthropic.usage'] }
const WORDS = { v: 1, job: 'words', region: 'eu', tenant: TENANT }

/** The installation with queues that write down what they are sent. */
function noted() {
  const sent: [string, unknown][] = []
  const queue = (name: string) => ({ send: async (body: unknown) => void sent.push([name, body]) }) as unknown as Queue // only send is used
  return { env: { ...env, PULLS: queue('pulls'), BACKFILLS: queue('backfills'), JOBS: queue('jobs') }, sent }
}

const letter = (id: string, queue: string, body: unknown, time = '2026-11-01T00:00:00.000Z') => ({
  id,
  queue,
  at: time,
  body: JSON.stringify(body),
})
const operator = (method: string, path: string, json?: unknown) =>
  withHeader({ 'x-operator-token': env.OPERATOR_TOKEN }, method, path, json)
const stateOf = async (id: string) => (await viewLetters(env)).find((view) => view.id === id)

beforeEach(async () => {
  for (const db of [env.TENANTS_US, env.TENANTS_EU]) await db.prepare('DELETE FROM dead_letter').run()
})

describe('a letter that is replayed', () => {
  it('goes to its own queue as it was, and is marked', async () => {
    const { env: with_, sent } = noted()
    await addDeadLetter(env.TENANTS_US, letter('m1', 'pulls-dead', PULL))
    await addDeadLetter(env.TENANTS_EU, letter('m2', 'jobs-dead', WORDS))
    expect(await replayLetter(with_, 'us', 'm1')).toEqual({ ok: true, state: 'replayed' })
    expect(await replayLetter(with_, 'eu', 'm2')).toEqual({ ok: true, state: 'replayed' })
    expect(sent).toEqual([
      ['pulls', PULL],
      ['jobs', WORDS],
    ])
    expect((await stateOf('m1'))?.state).toBe('replayed')
    expect((await stateOf('m1'))?.decided_at).not.toBeNull()
  })

  it('is sent once, however often somebody presses', async () => {
    const { env: with_, sent } = noted()
    await addDeadLetter(env.TENANTS_US, letter('m1', 'backfills-dead', { ...PULL, lane: 'backfill' }))
    for (let time = 0; time < 3; time++)
      expect(await replayLetter(with_, 'us', 'm1')).toEqual({ ok: true, state: 'replayed' })
    expect(sent.length).toBe(1)
  })

  it('waits on when the queue did not take it', async () => {
    await addDeadLetter(env.TENANTS_US, letter('m1', 'pulls-dead', PULL))
    const refuses = { send: () => Promise.reject(new Error('no')) } as unknown as Queue // only send is used
    await expect(replayLetter({ ...env, PULLS: refuses }, 'us', 'm1')).rejects.toThrow()
    expect((await stateOf('m1'))?.state).toBe('waiting')
  })

  it('is refused where nothing would come of it: an export that was given up, or a message of nobody’s', async () => {
    const { env: with_, sent } = noted()
    await addDeadLetter(
      env.TENANTS_US,
      letter('m1', 'jobs-dead', { v: 1, job: 'export', region: 'us', tenant: TENANT, id: 'ex_1' }),
    )
    await addDeadLetter(env.TENANTS_US, letter('m2', 'pulls', { something: 'else' }))
    await addDeadLetter(env.TENANTS_US, letter('m3', 'elsewhere-dead', PULL))
    for (const id of ['m1', 'm2', 'm3'])
      expect(await replayLetter(with_, 'us', id)).toEqual({ ok: false, code: 'not_replayable' })
    expect(sent).toEqual([])
    expect((await viewLetters(env)).map(({ replayable }) => replayable)).toEqual([false, false, false])
  })
})

describe('a queue that is replayed', () => {
  it('sends what waits of it in both regions, the oldest first, and counts what stays', async () => {
    const { env: with_, sent } = noted()
    await addDeadLetter(
      env.TENANTS_US,
      letter('new', 'jobs-dead', { ...WORDS, region: 'us' }, '2026-11-02T00:00:00.000Z'),
    )
    await addDeadLetter(
      env.TENANTS_US,
      letter('old', 'jobs-dead', { v: 1, job: 'erasure', region: 'us', tenant: TENANT, id: 'er_1' }),
    )
    await addDeadLetter(env.TENANTS_EU, letter('eu', 'jobs-dead', WORDS))
    await addDeadLetter(env.TENANTS_EU, letter('export', 'jobs-dead', { ...WORDS, job: 'export', id: 'ex_1' }))
    await addDeadLetter(env.TENANTS_EU, letter('other', 'pulls-dead', PULL))
    expect(await replayQueue(with_, 'jobs')).toEqual({ replayed: 3, left: 1 })
    expect(sent.map(([name, body]) => [name, at(body, 'job')])).toEqual([
      ['jobs', 'erasure'],
      ['jobs', 'words'],
      ['jobs', 'words'],
    ])
    expect(await replayQueue(with_, 'jobs')).toEqual({ replayed: 0, left: 1 })
  })
})

describe('a letter that is discarded', () => {
  it('keeps its first reason, and is not sent any more', async () => {
    const { env: with_, sent } = noted()
    await addDeadLetter(env.TENANTS_US, letter('m1', 'pulls-dead', PULL))
    expect(await discardLetter(env, 'us', 'm1', 'connection is gone')).toEqual({ ok: true, state: 'discarded' })
    expect(await discardLetter(env, 'us', 'm1', 'another word')).toEqual({ ok: true, state: 'discarded' })
    expect((await stateOf('m1'))?.reason).toBe('connection is gone')
    expect(await replayLetter(with_, 'us', 'm1')).toEqual({ ok: false, code: 'decided_before' })
    expect(await replayQueue(with_, 'pulls')).toEqual({ replayed: 0, left: 0 })
    expect(sent).toEqual([])
  })

  it('is refused after a replay, and where there is none', async () => {
    await addDeadLetter(env.TENANTS_US, letter('m1', 'pulls-dead', PULL))
    await replayLetter(noted().env, 'us', 'm1')
    expect(await discardLetter(env, 'us', 'm1', 'too late')).toEqual({ ok: false, code: 'decided_before' })
    expect(await discardLetter(env, 'eu', 'm1', 'not here')).toEqual({ ok: false, code: 'unknown_letter' })
  })
})

describe('what is shown of a letter', () => {
  it('is its ids and numbers, never a field or a text that no message of ours has', async () => {
    const secret = ['sk-ant-', 'admin01-', 'x'.repeat(24)].join('')
    const odd = {
      ...PULL,
      name: 'Robin Example',
      key: secret,
      tenant: 'two words',
      streams: ['a b'],
      id: { deep: secret },
    }
    await addDeadLetter(env.TENANTS_US, letter('m1', 'pulls', odd))
    await addDeadLetter(env.TENANTS_US, letter('m2', 'pulls', 'Robin Example', '2026-11-02T00:00:00.000Z'))
    const [second, first] = await viewLetters(env)
    expect(first?.body).toEqual({ v: 1, lane: 'live', region: 'us', connection: 'cn_1' })
    expect([second?.body, second?.kind]).toEqual([null, 'unknown'])
    const turn = { v: 1, job: 'turn', region: 'us', tenant: TENANT, id: `turn/${'a'.repeat(64)}` }
    await addDeadLetter(env.TENANTS_US, letter('m3', 'jobs-dead', turn))
    expect(await stateOf('m3')).toMatchObject({ kind: 'turn', body: turn, replayable: true })
    const reply = await operator('GET', '/api/operator/health')
    expect(JSON.stringify(at(reply.body, 'dead_letters'))).not.toMatch(/Robin|sk-ant|two words/)
    expect(JSON.stringify((await operator('GET', '/api/operator/dead-letters')).body)).not.toMatch(/Robin|sk-ant/)
  })
})

describe('the routes', () => {
  it('replay, replay a queue and discard, each said in words where it cannot be', async () => {
    const send = vi.spyOn(env.PULLS, 'send').mockImplementation(async () => ({}) as never) // nobody reads the answer
    await addDeadLetter(env.TENANTS_US, letter('m1', 'pulls-dead', PULL))
    await addDeadLetter(env.TENANTS_US, letter('m2', 'pulls-dead', PULL))
    await addDeadLetter(env.TENANTS_US, letter('m3', 'pulls-dead', { lane: 'x y' }))
    const one = await operator('POST', '/api/operator/dead-letters/replay', { region: 'us', id: 'm1' })
    expect([one.status, one.body]).toEqual([200, { state: 'replayed' }])
    const all = await operator('POST', '/api/operator/dead-letters/replay-queue', { queue: 'pulls' })
    expect([all.status, all.body]).toEqual([200, { replayed: 1, left: 1 }])
    expect(send.mock.calls).toEqual([[PULL], [PULL]])
    send.mockRestore()
    const useless = await operator('POST', '/api/operator/dead-letters/replay', { region: 'us', id: 'm3' })
    expect([useless.status, code(useless)]).toEqual([409, 'conflict'])
    const missing = await operator('POST', '/api/operator/dead-letters/replay', { region: 'eu', id: 'm3' })
    expect([missing.status, code(missing)]).toEqual([404, 'not_found'])
    const put = (reason: string) =>
      operator('POST', '/api/operator/dead-letters/discard', { region: 'us', id: 'm3', reason })
    expect((await put('  ')).status).toBe(400)
    expect((await put('two\nlines')).status).toBe(400)
    expect((await put('not one of ours')).body).toEqual({ state: 'discarded' })
  })
})
