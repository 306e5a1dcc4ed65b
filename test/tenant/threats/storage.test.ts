import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { TenantId } from '../../../worker/ids.ts'
import { hex, utf8 } from '../../../worker/ledger/bytes.ts'
import { signCheckpoint, tenantOrigin } from '../../../worker/ledger/checkpoint.ts'
import { leafHash } from '../../../worker/ledger/hash.ts'
import { rootOf } from '../../../worker/ledger/tree.ts'
import { logIdentity } from '../../../worker/region.ts'
import { readSpans } from '../../../worker/tenant/spans.ts'
import { readHead } from '../../../worker/tenant/storage.ts'
import { ledger } from '../../support/tenants.ts'
import { page, usage } from '../drafts.ts'
import { cheaper, codesOf, editSpan, findings, inStorage, rewrite, standingLedger } from './attack.ts'

/** The rewriter has the signing key too, and signs its own checkpoint over its own records. */
async function signAgain(tenant: TenantId): Promise<void> {
  const { origin, seed } = logIdentity(env)
  const [size, root] = await runInDurableObject(ledger(tenant), (_, { storage }) => {
    const head = readHead(storage.sql)
    return [head.size, rootOf(head.range)] as const
  })
  const note = await signCheckpoint({ origin: tenantOrigin(origin, tenant), size, root }, seed)
  await inStorage(tenant, (sql) => {
    sql.exec('UPDATE checkpoint SET root = ?, note = ? WHERE size = ?', hex(root), note, size)
  })
}

describe('a hand in the object’s storage', () => {
  it('that changes one byte of a record is found at that record', async () => {
    const tenant = await standingLedger()
    await inStorage(tenant, (sql) => editSpan(sql, 500, (texts) => cheaper(texts)))
    const [first, ...rest] = await findings(tenant)
    expect(first).toMatchObject({ code: 'record_differs', count: 1 })
    expect(first?.seq).toBeGreaterThan(450)
    expect(rest.map(({ code }) => code)).toEqual(['file_differs'])
  })

  it('that changes a record and its leaf breaks the link of the next one', async () => {
    const tenant = await standingLedger()
    await inStorage(tenant, (sql) => {
      const [one] = readSpans(sql, 300, 300)
      const text = cheaper(one?.text ?? '')
      editSpan(sql, 300, (texts) => texts.replace(one?.text ?? '', text))
      const [span] = sql
        .exec<{ first: number; leaves: ArrayBuffer }>(
          'SELECT first, leaves FROM record WHERE first <= 300 ORDER BY first DESC LIMIT 1',
        )
        .toArray()
      const leaves = new Uint8Array(span?.leaves ?? new ArrayBuffer(0)).slice()
      leaves.set(leafHash(utf8(text)), (300 - (span?.first ?? 0)) * 32)
      sql.exec('UPDATE record SET leaves = ? WHERE first = ?', leaves, span?.first ?? 0)
    })
    const found = await findings(tenant)
    expect(found.find(({ code }) => code === 'link_broken')).toMatchObject({ seq: 301, count: 1 })
    expect(found.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['head_differs', 'tree_differs', 'checkpoint_differs', 'file_differs', 'row_differs']),
    )
  })

  it('that rewrites and re-hashes everything from a record on is found by what was signed and published', async () => {
    const tenant = await standingLedger()
    await inStorage(tenant, (sql) => rewrite(sql, 700, cheaper))
    const codes = await codesOf(tenant)
    expect(codes).toEqual(['checkpoint_differs', 'file_differs', 'row_differs'])
    expect(await ledger(tenant).append(page([usage('new')]))).toMatchObject({ ok: false, code: 'stopped' })
  })

  it('and on the signing key is found by the published checkpoint and files', async () => {
    const tenant = await standingLedger()
    await inStorage(tenant, (sql) => rewrite(sql, 1_020, cheaper))
    await signAgain(tenant)
    expect(await codesOf(tenant)).toEqual(expect.arrayContaining(['published_differs', 'file_differs']))
  })

  it('that cuts off the tail is found where it ends now', async () => {
    const tenant = await standingLedger()
    const { size } = await ledger(tenant).state()
    await inStorage(tenant, (sql) => sql.exec('DELETE FROM record WHERE first > ?', size - 20))
    const [first] = await findings(tenant)
    expect(first).toMatchObject({ code: 'sequence_broken' })
    expect(first?.seq).toBeGreaterThan(size - 25)
  })

  it('that cuts off the tail and moves the head back is found by what was published, and stops appends', async () => {
    const tenant = await standingLedger()
    const { size } = await ledger(tenant).state()
    await inStorage(tenant, (sql) => {
      sql.exec('DELETE FROM record WHERE first > ?', size - 20)
      rewrite(sql, size, (text) => text)
      sql.exec('DELETE FROM identity WHERE seq >= ?', readHead(sql).size)
    })
    expect(await codesOf(tenant)).toEqual(expect.arrayContaining(['published_beyond', 'row_extra']))
    expect(await ledger(tenant).append(page([usage('new')]))).toMatchObject({ ok: false, code: 'stopped' })
  })

  it('that takes a record out of the middle is found where it was', async () => {
    const tenant = await standingLedger()
    await inStorage(tenant, (sql) => sql.exec('DELETE FROM record WHERE first BETWEEN 400 AND 460'))
    const [first] = await findings(tenant)
    expect(first?.code).toBe('sequence_broken')
    expect(first?.seq).toBeGreaterThanOrEqual(400)
    expect(first?.seq).toBeLessThan(460)
  })

  it('that adds a span behind the last record is found', async () => {
    const tenant = await standingLedger()
    const { size } = await ledger(tenant).state()
    await inStorage(tenant, (sql) => {
      const values = [size + 5, 1, '2026-03-01T00:00:00.000Z', new Uint8Array(32), '{}']
      sql.exec('INSERT INTO record SELECT ?, ?, ?, ?, ?', ...values)
    })
    expect((await findings(tenant))[0]).toMatchObject({ code: 'sequence_broken', seq: size })
  })

  it('that swaps two records is found by bytes that have another place’s hash', async () => {
    const tenant = await standingLedger()
    await inStorage(tenant, (sql) => {
      const [a, b] = readSpans(sql, 600, 601).map(({ text }) => text ?? '')
      editSpan(sql, 600, (texts) => texts.replace(`${a}\n${b}`, `${b}\n${a}`))
    })
    expect((await findings(tenant))[0]).toMatchObject({ code: 'record_differs', seq: 600, count: 2 })
  })

  it('that forgets or moves a revision, so that a value could come in twice, is found', async () => {
    const tenant = await standingLedger()
    await inStorage(tenant, (sql) => sql.exec(`DELETE FROM identity WHERE id = 'bucket-12'`))
    expect(await codesOf(tenant)).toEqual(['identity_differs'])
    const other = await standingLedger()
    await inStorage(other, (sql) => sql.exec(`UPDATE identity SET rev = 4 WHERE id = 'bucket-12'`))
    expect(await codesOf(other)).toEqual(['identity_differs'])
  })

  it('that changes a node of the tree is found under the right records', async () => {
    const tenant = await standingLedger()
    await inStorage(tenant, (sql) => sql.exec('UPDATE node SET hash = zeroblob(32) WHERE level = 1 AND idx = 2'))
    expect(await findings(tenant)).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'tree_differs', seq: 512 })]),
    )
  })

  it('that removes a signed checkpoint, or puts another signature under one, is found', async () => {
    const tenant = await standingLedger()
    await inStorage(tenant, (sql) => sql.exec('DELETE FROM checkpoint WHERE number = 2'))
    expect(await codesOf(tenant)).toEqual(expect.arrayContaining(['checkpoint_missing']))
    const other = await standingLedger()
    const { origin } = await ledger(other).state()
    const [row] = await ledger(other).checkpoints(1e9, 1)
    const root = new Uint8Array(32)
    const note = await signCheckpoint({ origin, size: row?.size ?? 0, root }, new Uint8Array(32).fill(5))
    await inStorage(other, (sql) => sql.exec('UPDATE checkpoint SET note = ? WHERE size = ?', note, row?.size ?? 0))
    expect(await codesOf(other)).toEqual(expect.arrayContaining(['checkpoint_unsigned']))
  })
})
