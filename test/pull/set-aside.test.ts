// What stays behind when a read fails: an answer kept whole, a backfill that waits for its time, a ledger that takes nothing.
import { describe, expect, it } from 'vitest'
import { listStreamViews } from '../../worker/db/tenant/connection-views.ts'
import { updateStream } from '../../worker/db/tenant/streams.ts'
import { hex } from '../../worker/ledger/bytes.ts'
import { sha256 } from '../../worker/ledger/hash.ts'
import { readQuarantined } from '../../worker/vault/quarantine.ts'
import { home, vault } from '../support/tenants.ts'
import { codeStream, PATH, STREAM } from './code-stream.ts'
import { deliver, headOf, later, MINUTE, message, recordsIn, type Stage } from './stage.ts'

const at = codeStream()
const { read, row, fault, allRows } = at

describe('an answer that does not parse', () => {
  const views = () => listStreamViews(at.on.env, { id: at.tenant, region: 'us' }, new Date())

  it('is kept whole with its hash and shown, once, and settled by a later success', async () => {
    await fault('garbage_html', { times: 2 })
    await read()
    await read()
    const [kept, ...more] = (await views()).quarantined
    expect(more).toEqual([])
    expect(kept).toMatchObject({ stream: STREAM, endpoint: PATH, why: expect.stringContaining('web page') })
    const body = await readQuarantined(vault(at.tenant), kept?.id ?? '')
    if (body === undefined) throw new Error('nothing was kept')
    expect(new TextDecoder().decode(body)).toMatch(/^<!DOCTYPE html>.*<\/html>$/)
    expect([body.byteLength, hex(sha256(body))]).toEqual([kept?.bytes, kept?.sha256])
    await read()
    expect((await views()).quarantined).toEqual([])
    expect((await row()).state).toBe('catching_up')
    await fault('garbage_html')
    await read()
    expect((await views()).quarantined).toHaveLength(1)
  })

  it('of the backfill is not settled by the live lane', async () => {
    await fault('cut_body')
    await read('backfill')
    await read('live')
    expect(await row()).toMatchObject({ state: 'set_aside', words: expect.stringContaining('kept whole'), failures: 0 })
    expect((await views()).quarantined).toHaveLength(1)
    later(61 * MINUTE)
    await read('backfill')
    expect(await row()).toMatchObject({ state: 'reading', words: null, backfillState: 'done' })
    expect((await views()).quarantined).toEqual([])
  })

  it('of the live lane is not settled by the backfill', async () => {
    await fault('cut_body')
    await read('live')
    await read('backfill')
    expect(await row()).toMatchObject({ state: 'set_aside', backfillState: 'done' })
    expect((await views()).quarantined).toHaveLength(1)
  })
})

describe('a backfill that waits', () => {
  it('is sent again for the time the vendor named, and a message before that time does nothing', async () => {
    await fault('429', { retry_after: 600 })
    await read('backfill')
    expect(at.on.backfills).toEqual([
      { body: message(at.tenant, at.connection, 'backfill', STREAM), delaySeconds: 600 },
    ])
    expect((await row()).backfillState).toBe('waiting')
    const asked = at.on.simulator.world.log.list(PATH).length
    await read('backfill')
    await read('backfill')
    expect(at.on.simulator.world.log.list(PATH)).toHaveLength(asked)
    expect(at.on.backfills).toHaveLength(1)
    later(600_000)
    await read('backfill')
    expect(await row()).toMatchObject({ backfillState: 'done', state: 'reading', words: null, failures: 0 })
    expect(at.on.backfills).toHaveLength(1)
  })

  it('takes back its own words when it gets on, and never those of the live lane', async () => {
    await fault('429', { retry_after: 60 })
    await read('backfill')
    later(60_000)
    await fault('500')
    await read('live')
    await updateStream(home.db, at.tenant, at.connection, STREAM, { backfillState: 'running' })
    await read('backfill')
    expect(await row()).toMatchObject({
      state: 'retrying',
      words: expect.stringContaining('(500)'),
      backfillState: 'done',
    })
  })
})

describe('a ledger that was stopped', () => {
  /** The same bindings, with a ledger that takes nothing. */
  function stopped(): Stage {
    const words = 'The storage of this ledger was rolled back.'
    const ledgers = new Proxy(at.on.env.TENANT_LEDGER, {
      get: (target, name) =>
        name !== 'getByName'
          ? Reflect.get(target, name)
          : (id: string) =>
              new Proxy(target.getByName(id), {
                get: (stub, method) =>
                  method === 'append' ? async () => ({ ok: false, code: 'stopped', words }) : Reflect.get(stub, method),
              }),
    })
    return { ...at.on, env: { ...at.on.env, TENANT_LEDGER: ledgers } }
  }

  it.each(['live', 'backfill'] as const)('is said by the stream, and the %s lane loses nothing', async (lane) => {
    const before = await headOf(at.tenant)
    const one = [message(at.tenant, at.connection, lane, STREAM)]
    await deliver(stopped(), lane === 'live' ? 'pulls' : 'backfills', one)
    expect(await row()).toMatchObject({ state: 'retrying', words: expect.stringContaining('was rolled back') })
    expect(await headOf(at.tenant)).toEqual(before)
    later(61 * MINUTE)
    await read(lane)
    expect((await row()).words).toBeNull()
    expect(await recordsIn(at.tenant, STREAM)).toHaveLength(allRows())
  })
})
