import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { readAnchored } from '../../worker/http/routes/anchored.ts'
import { Anchored } from '../../worker/http/schemas/rootlog.ts'
import type { AnchorEvent } from '../../worker/root/anchor/state.ts'
import { appendJournal } from '../../worker/root/journal.ts'
import { rootLog } from '../root/judge.ts'
import { home, ledger, makeTenant } from '../support/tenants.ts'
import { page, usage } from '../tenant/drafts.ts'

const say = (size: number, event: AnchorEvent) =>
  runInDurableObject(rootLog(), (_, { storage }) => appendJournal(storage.sql, size, event))

describe('a record’s proof outside', async () => {
  const tenant = await makeTenant()
  const read = async (seq = 0) => {
    const anchored = await readAnchored(env, home, tenant, seq)
    return anchored === null ? null : Anchored.parse(anchored)
  }

  it('is nothing until a root checkpoint covers the record’s, then that place', async () => {
    expect(await read()).toBeNull()
    await ledger(tenant).settle()
    expect(await read()).toBeNull()
    const { published } = await rootLog().cut()
    const cut = await rootLog().cutAt(published)
    expect(await read()).toEqual({
      checkpoint_size: 1,
      checkpoint_at: (await ledger(tenant).checkpointAt(1))?.at,
      root_index: published - 1,
      root_size: published,
      state: 'included',
      since: cut?.at,
      network: 'regtest',
      calendars: null,
      tokens: 0,
      witnesses: 0,
    })
  })

  it('follows the anchor of that cut, and an alert is no state of it', async () => {
    const { published } = await rootLog().state()
    const at = Date.parse('2031-01-01T00:00:00Z')
    await say(published, { at, state: 'pending' })
    expect((await read())?.state).toBe('pending')
    const block = { height: 921_337, hash: 'ab'.repeat(32), time: at / 1000, above: 6 }
    await say(published, { at, state: 'buried', block })
    await say(published, { at, state: 'buried', alert: 'token_missing', detail: 'none came' })
    expect(await read()).toMatchObject({ state: 'buried', block: 921_337, time: '2031-01-01T00:00:00.000Z' })
    expect(await read()).toMatchObject({ block_hash: block.hash, above: 6, since: '2031-01-01T00:00:00.000Z' })
    // Back on a shorter chain: what is not so any more is not shown.
    await say(published, { at, state: 'pending' })
    expect(Object.keys((await read()) ?? {})).not.toContain('block')
  })

  it('of a later record is that of the cut that covers it', async () => {
    await ledger(tenant).append(page([usage('later')]))
    await ledger(tenant).settle()
    expect(await read(1)).toBeNull()
    await rootLog().cut()
    expect(await read(1)).toMatchObject({ state: 'included', checkpoint_size: 3 })
    expect((await read(0))?.state).toBe('pending')
    expect(await read(3)).toBeNull()
  })
})
