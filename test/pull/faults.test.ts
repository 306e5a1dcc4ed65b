// Every way in which a vendor fails: the stream says so in words, nothing is lost, and the next try after it heals everything.
import { describe, expect, it, vi } from 'vitest'
import * as http from '../../worker/vendors/anthropic/client.ts'
import { codeStream, PATH, STREAM } from './code-stream.ts'
import { deliver, headOf, later, MINUTE, message, recordsIn, turn } from './stage.ts'

const at = codeStream()
const { read, row, fault, truthRows, allRows } = at
const waitOf = async () => Date.parse((await row()).nextDue) - Date.now()

describe('a vendor that fails', () => {
  it.each([
    ['429', { retry_after: 90 }, 'retrying', /slow down/, 90_000, 90_000],
    ['429', { retry_after: null }, 'retrying', /slow down/, 15_000, 18_750],
    ['500', {}, 'retrying', /problem of its own \(500\).*Nothing is lost/, 15_000, 18_750],
    ['503', {}, 'retrying', /\(503\)/, 15_000, 18_750],
    ['529', {}, 'retrying', /\(529\)/, 15_000, 18_750],
    ['status', { status: 401 }, 'retrying', /Replace the key/, 15 * MINUTE, 15 * MINUTE],
    ['status', { status: 403 }, 'skipped', /cursor has not moved.*fills the gap/, 60 * MINUTE, 60 * MINUTE],
    ['status', { status: 404 }, 'skipped', /cursor has not moved/, 60 * MINUTE, 60 * MINUTE],
    ['status', { status: 400 }, 'skipped', /Invalid request/, 60 * MINUTE, 60 * MINUTE],
    ['garbage_html', { status: 502 }, 'retrying', /\(502\)/, 15_000, 18_750],
    ['garbage_html', { status: 403 }, 'retrying', /web page came back/, 15_000, 18_750],
    ['garbage_html', {}, 'set_aside', /kept whole/, 60 * MINUTE, 60 * MINUTE],
    ['cut_body', {}, 'set_aside', /kept whole/, 60 * MINUTE, 60 * MINUTE],
    ['empty_body', {}, 'set_aside', /kept whole/, 60 * MINUTE, 60 * MINUTE],
  ] as const)('with %s %j is %s, waits, and heals', async (kind, more, state, words, least, most) => {
    await fault(kind, more)
    const before = await headOf(at.tenant)
    const { explicitAcks, retryMessages } = await read()
    expect([explicitAcks.length, retryMessages.length]).toEqual([1, 0])
    expect(await row()).toMatchObject({ state, words: expect.stringMatching(words), failures: 1, lastSuccess: null })
    expect(await waitOf()).toBeGreaterThanOrEqual(least)
    expect(await waitOf()).toBeLessThanOrEqual(most)
    expect(await headOf(at.tenant)).toEqual(before)
    await read()
    expect(await row()).toMatchObject({ state: 'catching_up', words: null, failures: 0, requestId: null })
    expect(await recordsIn(at.tenant, STREAM)).toHaveLength(allRows())
    const healed = await headOf(at.tenant)
    await read()
    expect(await headOf(at.tenant)).toEqual(healed)
  })

  it('keeps the vendor’s request id beside the words', async () => {
    await fault('500')
    await read()
    expect((await row()).requestId).toBe('req_011fault')
  })

  it('that hangs is left after its time', async () => {
    const real = http.anthropicClient
    const client = vi
      .spyOn(http, 'anthropicClient')
      .mockImplementation((key, more) => real(key, { ...more, timeoutMs: 50 }))
    await fault('hang')
    await read()
    client.mockRestore()
    expect(await row()).toMatchObject({ state: 'retrying', words: expect.stringMatching(/did not answer in time/) })
    await read()
    expect((await row()).failures).toBe(0)
  })

  it('again and again is asked less and less often', async () => {
    await fault('500', { times: 9 })
    const waits: number[] = []
    for (let i = 0; i < 9; i++) {
      await read()
      waits.push(await waitOf())
    }
    expect([...waits].sort((a, b) => a - b)).toEqual(waits)
    expect(waits.at(-1)).toBeGreaterThanOrEqual(60 * MINUTE)
  })

  it('in one stream leaves the other streams of the message alone', async () => {
    await fault('500')
    await deliver(at.on, 'pulls', [message(at.tenant, at.connection, 'live', STREAM, 'anthropic.workspaces')])
    expect((await row()).state).toBe('retrying')
    expect((await row('anthropic.workspaces')).state).toBe('reading')
  })

  it('in the middle of the pages loses nothing of them', async () => {
    await turn(at.on, { faults: [] })
    const asked = at.on.simulator.world.log.list(PATH).length
    const { fetch } = globalThis
    let count = 0
    vi.stubGlobal('fetch', (...what: Parameters<typeof fetch>) =>
      ++count === 2 ? Promise.resolve(new Response('x', { status: 500 })) : fetch(...what),
    )
    await read()
    vi.stubGlobal('fetch', fetch)
    expect((await row()).state).toBe('retrying')
    expect(await recordsIn(at.tenant, STREAM)).toHaveLength(truthRows('2026-11-18'))
    await read()
    // On at the second day, and then all three once more.
    expect(at.on.simulator.world.log.list(PATH).length - asked).toBe(1 + 2 + 3)
    expect(await recordsIn(at.tenant, STREAM)).toHaveLength(allRows())
  })
})

describe('a feed or a plan that is not there', () => {
  it.each([
    [{ activity: 'off' }, 'anthropic.activity', /does not let this key/],
    [{ activity: 'not_enabled' }, 'anthropic.activity', /Compliance API is not enabled/],
    [{ activity: 'old_key' }, 'anthropic.activity', /Missing required scopes/],
    [{ analytics: 'off' }, 'anthropic.usage_actors', /\(404\)/],
    [{ analytics: 'forbidden' }, 'anthropic.usage_actors', /\(403\)/],
    [{ plan: 'individual' }, 'anthropic.usage', /not available for this organization type/],
    [{ missing_scope: 'admin' }, 'anthropic.members', /does not have permission/],
  ] as const)('%j soft-skips %s in words and asks again in an hour', async (knob, stream, words) => {
    await turn(at.on, knob)
    await read('live', stream)
    expect(await row(stream)).toMatchObject({ state: 'skipped', words: expect.stringMatching(words) })
    expect(Date.parse((await row(stream)).nextDue) - Date.now()).toBe(60 * MINUTE)
    expect(await recordsIn(at.tenant, stream)).toEqual([])
    await read('backfill', stream)
    const { backfillState, backfillAsked } = await row(stream)
    expect(backfillState).toBe(backfillAsked === 0 ? 'none' : 'waiting')
  })

  it('never holds up the classic report when the people’s report is refused', async () => {
    await turn(at.on, { analytics: 'forbidden' })
    await read('live', 'anthropic.usage_actors')
    await read('live', 'anthropic.usage')
    await read('backfill', 'anthropic.usage_actors')
    await read('backfill', 'anthropic.usage')
    expect((await row('anthropic.usage')).backfillState).toBe('done')
    expect((await recordsIn(at.tenant, 'anthropic.usage')).length).toBeGreaterThan(0)
    await turn(at.on, { analytics: 'on' })
    later(61 * MINUTE)
    await read('backfill', 'anthropic.usage_actors')
    expect(await row('anthropic.usage_actors')).toMatchObject({ state: 'reading', backfillState: 'done' })
    expect((await recordsIn(at.tenant, 'anthropic.usage_actors')).length).toBeGreaterThan(0)
  })
})
