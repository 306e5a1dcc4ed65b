import { evictDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../../worker/ledger/bytes.ts'
import { signCheckpoint } from '../../../worker/ledger/checkpoint.ts'
import { home, ledger } from '../../support/tenants.ts'
import { page, usage } from '../drafts.ts'
import { fileOf } from '../judge.ts'
import { codesOf, findings, flip, standingLedger } from './attack.ts'

describe('a hand in the archive', () => {
  it('that flips one bit of any file that the published checkpoint promises is found under its first record', async () => {
    const tenant = await standingLedger()
    const { size } = await ledger(tenant).state()
    const last = size - 1_024
    const paths = [
      ['tile/0/001', 256],
      ['tile/entries/002', 512],
      [`tile/0/004.p/${last}`, 1_024],
      [`tile/entries/004.p/${last}`, 1_024],
      ['tile/1/000.p/4', 0],
    ] as const
    for (const [path, seq] of paths) {
      await flip(tenant, path)
      expect(await findings(tenant), path).toMatchObject([{ code: 'file_differs', seq, count: 1 }])
      await flip(tenant, path)
    }
    expect(await findings(tenant)).toEqual([])
  })

  it('that cuts a file short or takes it away is found', async () => {
    const tenant = await standingLedger()
    const bytes = await fileOf(tenant, 'tile/entries/000')
    await home.archive.put(`${tenant}/tile/entries/000`, (bytes ?? new Uint8Array()).slice(0, -1))
    await home.archive.delete(`${tenant}/tile/0/003`)
    expect(await findings(tenant)).toMatchObject([
      { code: 'file_missing', seq: 768, count: 1 },
      { code: 'file_differs', seq: 0, count: 1 },
    ])
  })

  it('that swaps the files of two ledgers is found in both', async () => {
    const [one, other] = [await standingLedger(), await standingLedger()]
    const files = [await fileOf(one, 'tile/entries/001'), await fileOf(other, 'tile/entries/001')]
    await home.archive.put(`${one}/tile/entries/001`, files[1] ?? '')
    await home.archive.put(`${other}/tile/entries/001`, files[0] ?? '')
    expect(await codesOf(one)).toEqual(['file_differs'])
    expect(await codesOf(other)).toEqual(['file_differs'])
  })

  it('that puts another ledger’s checkpoint in place of the published one is found', async () => {
    const [one, other] = [await standingLedger(), await standingLedger()]
    await home.archive.put(`${one}/checkpoint`, (await fileOf(other, 'checkpoint')) ?? '')
    expect(await codesOf(one)).toEqual(['published_unreadable'])
  })

  it('that puts an older checkpoint in place of the published one is found, though its signature is good', async () => {
    const tenant = await standingLedger()
    const [, before] = await ledger(tenant).checkpoints(1e9, 2)
    await home.archive.put(`${tenant}/checkpoint`, utf8(before?.note ?? ''))
    expect(await findings(tenant)).toMatchObject([{ code: 'published_older', seq: before?.size ?? 0 }])
  })

  it('that forges a checkpoint with another key is found, and stops appends at once', async () => {
    const tenant = await standingLedger()
    const { origin, size } = await ledger(tenant).state()
    const note = await signCheckpoint({ origin, size, root: new Uint8Array(32) }, new Uint8Array(32).fill(5))
    await home.archive.put(`${tenant}/checkpoint`, utf8(note))
    expect(await codesOf(tenant)).toEqual(['published_unreadable'])
    await evictDurableObject(ledger(tenant))
    expect(await ledger(tenant).append(page([usage('new')]))).toMatchObject({ ok: false, code: 'stopped' })
  })

  it('that takes the published checkpoint away is found', async () => {
    const tenant = await standingLedger()
    await home.archive.delete(`${tenant}/checkpoint`)
    expect(await codesOf(tenant)).toEqual(['published_missing'])
  })
})
