import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { ledger, makeTenant } from '../support/tenants.ts'
import { gone, page, pull, usage, usages, workspace } from './drafts.ts'
import { judgeAll, judgeRecords } from './judge.ts'

describe('an append', () => {
  it('puts a page behind its pull record, in order, linked', async () => {
    const tenant = await makeTenant()
    const result = await ledger(tenant).append(page(usages(0, 3)))
    expect(result).toEqual({ ok: true, fresh: 3, restated: 0, skipped: 0, first: 1, size: 5 })
    const { records } = await judgeRecords(tenant)
    expect(records.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'tenant created',
      'pull pull/1',
      'usage bucket-0',
      'usage bucket-1',
      'usage bucket-2',
    ])
    expect(records.slice(2).map(({ source }) => source)).toEqual([{ pull: 1 }, { pull: 1 }, { pull: 1 }])
    expect(records[1]?.data).toEqual({ endpoint: pull.endpoint, has_more: false, new: 3, restated: 0 })
    expect(records[1]?.source).toBeUndefined()
  })

  it('moves the cursor with the records, and refuses whoever expects another one', async () => {
    const tenant = await makeTenant()
    const cursor = { name: 'c/live', expect: null, next: 'two' }
    expect(await ledger(tenant).append(page(usages(0, 1), { cursor }))).toMatchObject({ ok: true, size: 3 })
    expect(await ledger(tenant).cursor('c/live')).toBe('two')
    // The same message delivered again.
    expect(await ledger(tenant).append(page(usages(0, 1), { cursor }))).toEqual({
      ok: false,
      code: 'stale_cursor',
      cursor: 'two',
    })
    expect((await ledger(tenant).state()).size).toBe(3)
    expect(await ledger(tenant).cursor('another')).toBeNull()
    const back = { name: 'c/live', expect: 'two', next: null }
    expect(await ledger(tenant).append(page([], { cursor: back }))).toMatchObject({ ok: true, first: null })
    expect(await ledger(tenant).cursor('c/live')).toBeNull()
  })

  it('leaves out what is known with the same value and appends another value as the next revision', async () => {
    const tenant = await makeTenant()
    await ledger(tenant).append(page([usage('a', 1), usage('b', 1)]))
    expect(await ledger(tenant).append(page([usage('a', 1), usage('b', 2, 1), usage('c', 1)]))).toMatchObject({
      fresh: 1,
      restated: 1,
      skipped: 1,
    })
    const { records } = await judgeRecords(tenant)
    expect(records.slice(4).map(({ id, rev }) => [id, rev])).toEqual([
      ['pull/4', 0],
      ['b', 1],
      ['c', 0],
    ])
    const view = await ledger(tenant).record(5)
    expect(view?.revisions.map(({ seq }) => seq)).toEqual([3])
  })

  it('appends a value that comes back after another one', async () => {
    const tenant = await makeTenant()
    for (const [value, rev] of [
      [1, 0],
      [2, 1],
      [1, 2],
    ] as const)
      await ledger(tenant).append(page([usage('a', value, rev)]))
    const view = await ledger(tenant).record(6)
    expect(view?.revisions.map(({ seq }) => seq)).toEqual([4, 2])
  })

  it('refuses a draft that was sealed for a revision which is taken by now, and changes nothing', async () => {
    const tenant = await makeTenant()
    await ledger(tenant).append(page([usage('a', 1)]))
    const batch = page([usage('new', 1), usage('a', 3, 0)], { cursor: { name: 'c', expect: null, next: 'x' } })
    expect(await ledger(tenant).append(batch)).toEqual({ ok: false, code: 'stale_revision', id: 'a' })
    expect((await ledger(tenant).state()).size).toBe(3)
    expect(await ledger(tenant).cursor('c')).toBeNull()
    expect(await ledger(tenant).append(page([usage('b', 1, 2)]))).toMatchObject({ code: 'stale_revision', id: 'b' })
  })

  it('takes the last of several drafts with one id', async () => {
    const tenant = await makeTenant()
    const batch = page([usage('a', 1), usage('b', 1), usage('a', 2)])
    expect(await ledger(tenant).append(batch)).toMatchObject({ fresh: 2, skipped: 1 })
    const { records } = await judgeRecords(tenant)
    expect(records.filter(({ id }) => id === 'a').map(({ data }) => data.output)).toEqual([2])
    // The last one is what is in force already: nothing to append.
    expect(await ledger(tenant).append(page([usage('a', 5, 1), usage('a', 2)]))).toMatchObject({ first: null })
  })

  it('tells a caller what is unknown and with which revision', async () => {
    const tenant = await makeTenant()
    await ledger(tenant).append(page([usage('a', 1), usage('b', 1)]))
    const asked = ['a', 'b', 'c'].map((id) => ({ id, value: id === 'b' ? 'v2' : 'v1' }))
    expect(await ledger(tenant).unknown('anthropic.usage', asked)).toEqual([
      { at: 1, rev: 1 },
      { at: 2, rev: 0 },
    ])
    expect(await ledger(tenant).unknown('anthropic.costs', asked)).toHaveLength(3)
  })

  it('keeps one id of two streams apart', async () => {
    const tenant = await makeTenant()
    await ledger(tenant).append(page([usage('a')]))
    expect(await ledger(tenant).append(page([usage('a')], { stream: 'anthropic.other' }))).toMatchObject({ fresh: 1 })
  })

  it('refuses what only the ledger can know to be wrong', async () => {
    const tenant = await makeTenant()
    const refused = { ok: false, code: 'refused' }
    expect(await ledger(tenant).append(page([usage('pull/7')]))).toMatchObject(refused)
    expect(await ledger(tenant).append(page([usage('polls/2026-03-01')]))).toMatchObject(refused)
    expect(await ledger(tenant).append(page([{ ...usage('a'), refs: [0, 1] }]))).toMatchObject(refused)
    const envelope = new Uint8Array((1 << 20) + 1)
    expect(await ledger(tenant).append(page([{ ...usage('a'), envelope }]))).toMatchObject(refused)
    expect((await ledger(tenant).state()).size).toBe(1)
    expect(await ledger(tenant).append(page([{ ...usage('a'), refs: [0] }]))).toMatchObject({ fresh: 1 })
  })

  it('leaves nothing behind when it throws in the middle', async () => {
    const tenant = await makeTenant()
    const batch = page([usage('a'), { ...usage('b'), dataJson: `{"long":"${'x'.repeat(70_000)}"}` }])
    await runInDurableObject(ledger(tenant), async (instance) => {
      await expect(instance.append({ ...batch, cursor: { name: 'c', expect: null, next: 'x' } })).rejects.toThrow(
        RangeError,
      )
    })
    expect((await ledger(tenant).state()).size).toBe(1)
    expect(await ledger(tenant).unknown('anthropic.usage', [{ id: 'a', value: 'v1' }])).toHaveLength(1)
    expect(await ledger(tenant).cursor('c')).toBeNull()
  })

  it('keeps envelopes beside their records', async () => {
    const tenant = await makeTenant()
    const drafts = Array.from({ length: 120 }, (_, i) => ({ ...usage(`e${i}`), envelope: new Uint8Array(9).fill(i) }))
    await ledger(tenant).append(page([usage('plain'), ...drafts]))
    expect((await ledger(tenant).record(2))?.envelope).toBeNull()
    expect((await ledger(tenant).record(102))?.envelope).toEqual(new Uint8Array(9).fill(99))
  })

  it('names what vanished within one organization only', async () => {
    const tenant = await makeTenant()
    const stream = 'anthropic.workspaces'
    await ledger(tenant).append(page([workspace('w1', 'A'), workspace('w2', 'B')], { stream }))
    await ledger(tenant).append(page([workspace('w3', 'C')], { stream, scope: 'org_b' }))
    expect(await ledger(tenant).missing(stream, 'org_a', ['w1'])).toEqual([{ id: 'w2', rev: 1 }])
    await ledger(tenant).append(page([gone('w2', 1)], { stream }))
    expect(await ledger(tenant).missing(stream, 'org_a', ['w1'])).toEqual([])
    expect(await ledger(tenant).streamCounts([stream, 'anthropic.none'])).toEqual([
      { stream, records: 3, recent: 3 },
      { stream: 'anthropic.none', records: 0, recent: 0 },
    ])
  })

  it('takes 5,000 drafts of long ids at once', async () => {
    const tenant = await makeTenant()
    const drafts = Array.from({ length: 5_000 }, (_, i) => usage(`${'ü'.repeat(200)}-${i}`))
    expect(await ledger(tenant).append(page(drafts))).toMatchObject({ ok: true, fresh: 5_000, size: 5_002 })
    expect(await ledger(tenant).append(page(drafts))).toMatchObject({ skipped: 5_000, first: null })
    await ledger(tenant).settle()
    await judgeAll(tenant)
  })

  it('gives 400 appends at once 400 places', async () => {
    const tenant = await makeTenant()
    const results = await Promise.all(
      Array.from({ length: 400 }, (_, i) =>
        ledger(tenant).append({ stream: 'tallystick.token', drafts: [usage(`t${i}`)] }),
      ),
    )
    const places = results.map((result) => (result.ok ? result.first : null))
    expect(new Set(places).size).toBe(400)
    expect(places).not.toContain(null)
    expect((await judgeRecords(tenant)).records).toHaveLength(401)
  })

  it('lets one of 20 deliveries of the same page through', async () => {
    const tenant = await makeTenant()
    const batch = page(usages(0, 10), { cursor: { name: 'c', expect: null, next: 'x' } })
    const results = await Promise.all(Array.from({ length: 20 }, () => ledger(tenant).append(batch)))
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await judgeRecords(tenant)).records).toHaveLength(12)
  })
})
