import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import type { TenantId } from '../../worker/ids.ts'
import { prune } from '../../worker/tenant/prune.ts'
import { home, ledger, makeTenant } from '../support/tenants.ts'
import { page, usage, usages } from './drafts.ts'
import { judgeAll, judgePublished } from './judge.ts'

const KEEP = 100

/** 1,500 records in pages that do not end where bundles do. */
async function large(): Promise<TenantId> {
  const tenant = await makeTenant()
  for (let first = 0; first < 1_400; first += 70) await ledger(tenant).append(page(usages(first, 70)))
  return tenant
}

const pruneIn = (tenant: TenantId, keep = KEEP) =>
  runInDurableObject(ledger(tenant), (_, { storage }) => prune(storage.sql, home.archive, tenant, keep))

async function pruneAll(tenant: TenantId): Promise<number> {
  let rounds = 1
  while (await pruneIn(tenant)) rounds++
  return rounds
}

/** Records whose text is in SQLite no more. */
const missing = (tenant: TenantId): Promise<number> =>
  runInDurableObject(
    ledger(tenant),
    (_, { storage }) =>
      storage.sql.exec<{ n: number }>('SELECT SUM(count) AS n FROM record WHERE texts IS NULL').one().n ?? 0,
  )

describe('pruning', () => {
  it('drops nothing that was not paged out', async () => {
    const tenant = await large()
    expect(await pruneIn(tenant)).toBe(false)
    expect(await missing(tenant)).toBe(0)
  })

  it('drops full bundles behind the records that stay, a few at a time', async () => {
    const tenant = await large()
    await ledger(tenant).settle()
    const before = await judgePublished(tenant)
    expect(await pruneAll(tenant)).toBe(2)
    const gone = await missing(tenant)
    // 1,421 records, 100 stay, 1,280 are in full bundles, and the page that reaches beyond them stays whole.
    expect(gone).toBeGreaterThan(1_200)
    expect(gone).toBeLessThanOrEqual(1_280)
    const after = await judgePublished(tenant)
    expect(after.texts).toEqual(before.texts)
  })

  it('changes nothing for whoever reads, proves, lists or rebuilds', async () => {
    const tenant = await large()
    await ledger(tenant).append(page([usage('bucket-3', 2, 1)]))
    await ledger(tenant).settle()
    const [restated] = (await ledger(tenant).records(1_422, 1_422)).map(({ seq }) => seq)
    const view = await ledger(tenant).record(restated ?? 0)
    const state = await ledger(tenant).state()
    await pruneAll(tenant)
    expect(await ledger(tenant).record(restated ?? 0)).toEqual(view)
    expect(view?.revisions.map(({ seq }) => seq)).toEqual([5])
    expect(await ledger(tenant).state()).toEqual(state)
    expect((await ledger(tenant).records(1_100, 1_400)).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 301 }, (_, i) => 1_100 + i),
    )
    await judgeAll(tenant)
  })

  it('lets a pruned ledger start again, grow and be pruned again', async () => {
    const tenant = await large()
    await ledger(tenant).settle()
    await pruneAll(tenant)
    await evictDurableObject(ledger(tenant))
    await ledger(tenant).append(page([...usages(2_000, 600), usage('bucket-9', 2, 1)]))
    await ledger(tenant).settle()
    await pruneAll(tenant)
    expect(await missing(tenant)).toBeGreaterThan(1_400)
    await judgeAll(tenant)
  })

  it('keeps everything when a bundle in R2 is not the one that was written', async () => {
    const tenant = await large()
    await ledger(tenant).settle()
    const key = `${tenant}/tile/entries/000`
    const object = await home.archive.get(key)
    const bytes = new Uint8Array((await object?.arrayBuffer()) ?? new ArrayBuffer(0))
    await home.archive.put(key, 'other', {
      sha256: await crypto.subtle.digest('SHA-256', new TextEncoder().encode('other')),
    })
    await expect(pruneIn(tenant)).rejects.toThrow(key)
    await home.archive.put(key, bytes)
    // Right bytes without a checksum prove nothing: R2 did not check them.
    await expect(pruneIn(tenant)).rejects.toThrow(key)
    expect(await missing(tenant)).toBe(0)
  })

  it('shows a text in R2 that was changed after pruning, instead of passing it on', async () => {
    const tenant = await large()
    await ledger(tenant).settle()
    await pruneAll(tenant)
    const key = `${tenant}/tile/entries/000`
    const bytes = new Uint8Array((await (await home.archive.get(key))?.arrayBuffer()) ?? new ArrayBuffer(0))
    const at = new TextDecoder('latin1').decode(bytes).indexOf('bucket-30')
    bytes[at] = 'B'.charCodeAt(0)
    await home.archive.put(key, bytes)
    await runInDurableObject(ledger(tenant), async (instance) => {
      await expect(instance.records(0, 255)).rejects.toThrow('differs in R2')
      await home.archive.delete(key)
      await expect(instance.record(3)).rejects.toThrow('cannot be read')
    })
  })
})
