import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { TenantId } from '../../worker/ids.ts'
import { utf8 } from '../../worker/ledger/bytes.ts'
import { signCheckpoint, tenantOrigin } from '../../worker/ledger/checkpoint.ts'
import { logIdentity } from '../../worker/region.ts'
import { home, ledger, makeTenant } from '../support/tenants.ts'
import { page, usage, usages } from './drafts.ts'
import { dumpReadModels, fileOf, judgeAll } from './judge.ts'

type Dump = Record<string, Record<string, SqlStorageValue>[]>
const TABLES = 'meta record prior identity node envelope cursor subject checkpoint root_leaf poll'.split(' ')

/** The whole storage of an object, as point-in-time recovery would bring it back. */
const save = (tenant: TenantId): Promise<Dump> =>
  runInDurableObject(ledger(tenant), (_, { storage }) =>
    Object.fromEntries(TABLES.map((table) => [table, storage.sql.exec(`SELECT * FROM ${table}`).toArray()])),
  )

/** Puts an older storage in place of the present one and starts the object anew. */
async function restore(tenant: TenantId, dump: Dump): Promise<void> {
  await runInDurableObject(ledger(tenant), (_, { storage }) => {
    for (const table of TABLES) {
      storage.sql.exec(`DELETE FROM ${table}`)
      for (const row of dump[table] ?? []) {
        const values = Object.values(row)
        storage.sql.exec(`INSERT INTO ${table} VALUES (${values.map(() => '?').join()})`, ...values)
      }
    }
  })
  await evictDurableObject(ledger(tenant))
}

async function published(count: number): Promise<TenantId> {
  const tenant = await makeTenant()
  await ledger(tenant).append(page(usages(0, count)))
  await ledger(tenant).settle()
  return tenant
}

describe('a storage that was rolled back behind the published checkpoint', () => {
  it('stops appends in words, and leaves checkpoint, files and screens as they are', async () => {
    const tenant = await published(100)
    const old = await save(tenant)
    await ledger(tenant).append(page(usages(100, 200)))
    await ledger(tenant).settle()
    const [checkpoint, screens] = [await fileOf(tenant, 'checkpoint'), await dumpReadModels(tenant)]

    await restore(tenant, old)
    const refused = await ledger(tenant).append(page([usage('new')]))
    expect(refused).toMatchObject({ ok: false, code: 'stopped' })
    expect(refused.ok === false && refused.code === 'stopped' && refused.words).toContain('rolled back')
    expect(await ledger(tenant).state()).toMatchObject({
      state: 'stopped',
      size: 102,
      words: expect.stringContaining('covers 303 records, this storage has 102'),
    })
    // Whatever settles: the evidence stays.
    await runInDurableObject(ledger(tenant), (instance) => instance.alarm())
    await ledger(tenant).settle()
    expect(await fileOf(tenant, 'checkpoint')).toEqual(checkpoint)
    expect(await dumpReadModels(tenant)).toEqual(screens)
    // What is here can be read.
    expect(await ledger(tenant).records(0, 500)).toHaveLength(102)
    expect((await ledger(tenant).record(50))?.seq).toBe(50)
  })

  it('settles nothing of what was waiting in it: no file, no checkpoint, no row', async () => {
    const tenant = await published(100)
    await ledger(tenant).append(page(usages(100, 5)))
    const old = await save(tenant)
    await ledger(tenant).append(page(usages(105, 200)))
    await ledger(tenant).settle()
    const files = async () =>
      (await home.archive.list({ prefix: `${tenant}/` })).objects.map(({ key, etag }) => key + etag)
    const [before, screens] = [await files(), await dumpReadModels(tenant)]
    await restore(tenant, old)
    await runInDurableObject(ledger(tenant), (instance) => instance.alarm())
    expect(await ledger(tenant).settle()).toEqual({ size: 108, projected: 102, checkpoint: 102 })
    expect(await files()).toEqual(before)
    expect(await dumpReadModels(tenant)).toEqual(screens)
    expect((await ledger(tenant).state()).checkpoint?.size).toBe(102)
  })

  it('refuses to drop screens that it could not build again', async () => {
    const tenant = await published(100)
    const old = await save(tenant)
    await ledger(tenant).append(page([usage('more')]))
    await ledger(tenant).settle()
    const screens = await dumpReadModels(tenant)
    await restore(tenant, old)
    await runInDurableObject(ledger(tenant), async (instance) => {
      await expect(instance.rebuild()).rejects.toThrow('not rebuilt')
    })
    expect(await dumpReadModels(tenant)).toEqual(screens)
  })

  it('runs again as soon as it is whole', async () => {
    const tenant = await published(100)
    const old = await save(tenant)
    await ledger(tenant).append(page([usage('more')]))
    await ledger(tenant).settle()
    const whole = await save(tenant)
    await restore(tenant, old)
    expect((await ledger(tenant).state()).state).toBe('stopped')
    await restore(tenant, whole)
    expect(await ledger(tenant).append(page([usage('new')]))).toMatchObject({ ok: true })
    expect(await ledger(tenant).state()).toMatchObject({ state: 'running', words: null })
    await ledger(tenant).settle()
    await judgeAll(tenant)
  })

  it('is found however many ask at once', async () => {
    const tenant = await published(100)
    const old = await save(tenant)
    await ledger(tenant).append(page([usage('more')]))
    await ledger(tenant).settle()
    await restore(tenant, old)
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, i) => ledger(tenant).append(page([usage(`n${i}`)]))),
    )
    expect(results.every((result) => !result.ok && result.code === 'stopped')).toBe(true)
  })
})

describe('a storage of the right size with other records', () => {
  it('is stopped, because the published tree is not its beginning', async () => {
    const tenant = await published(100)
    await runInDurableObject(ledger(tenant), (_, { storage }) => {
      const [row] = storage.sql.exec<{ leaves: ArrayBuffer }>('SELECT leaves FROM record WHERE first = 1').toArray()
      const leaves = new Uint8Array(row?.leaves ?? new ArrayBuffer(0)).slice()
      leaves[40] = (leaves[40] ?? 0) ^ 1
      storage.sql.exec('UPDATE record SET leaves = ? WHERE first = 1', leaves)
    })
    await evictDurableObject(ledger(tenant))
    expect(await ledger(tenant).append(page([usage('new')]))).toMatchObject({
      code: 'stopped',
      words: expect.stringContaining('are not those of the published checkpoint'),
    })
  })
})

describe('an archive that somebody else wrote to', () => {
  it('stops appends when the checkpoint in it cannot be read or was signed by somebody else', async () => {
    const tenant = await published(10)
    const { origin } = await ledger(tenant).state()
    const foreign = await signCheckpoint({ origin, size: 1, root: new Uint8Array(32) }, new Uint8Array(32).fill(5))
    for (const note of ['nonsense', foreign]) {
      await home.archive.put(`${tenant}/checkpoint`, utf8(note))
      await evictDurableObject(ledger(tenant))
      expect(await ledger(tenant).append(page([usage('new')]))).toMatchObject({
        code: 'stopped',
        words: expect.stringContaining('cannot be read'),
      })
    }
  })

  it('stops appends when a file has other bytes, and goes on when it has the right ones', async () => {
    const tenant = await published(10)
    const key = `${tenant}/tile/0/000.p/13`
    await home.archive.put(key, 'other bytes', { sha256: await crypto.subtle.digest('SHA-256', utf8('other bytes')) })
    await ledger(tenant).append(page([]))
    await ledger(tenant).append({ stream: 'anthropic.usage', drafts: [usage('x')] })
    await runInDurableObject(ledger(tenant), async (instance) => {
      await expect(instance.settle()).rejects.toThrow(key)
    })
    expect(await ledger(tenant).append(page([usage('y')]))).toMatchObject({
      code: 'stopped',
      words: expect.stringContaining(key),
    })
    expect((await ledger(tenant).state()).state).toBe('stopped')
    await home.archive.delete(key)
    await ledger(tenant).settle()
    expect(await ledger(tenant).append(page([usage('y')]))).toMatchObject({ ok: true })
    await ledger(tenant).settle()
    await judgeAll(tenant)
  })

  it('never has a larger checkpoint written over by a smaller one', async () => {
    const tenant = await published(10)
    const { origin, seed } = logIdentity(env)
    const larger = await signCheckpoint(
      { origin: tenantOrigin(origin, tenant), size: 99, root: new Uint8Array(32) },
      seed,
    )
    await home.archive.put(`${tenant}/checkpoint`, utf8(larger))
    await ledger(tenant).append(page([usage('x')]))
    await runInDurableObject(ledger(tenant), async (instance) => {
      await expect(instance.settle()).rejects.toThrow('checkpoint')
    })
    expect(await fileOf(tenant, 'checkpoint')).toEqual(utf8(larger))
    expect((await ledger(tenant).state()).state).toBe('stopped')
  })
})
