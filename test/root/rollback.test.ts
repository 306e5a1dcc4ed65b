import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../worker/ledger/bytes.ts'
import { signCheckpoint } from '../../worker/ledger/checkpoint.ts'
import { logIdentity, rootHome } from '../../worker/region.ts'
import { judgeRoot, origin, rootFile, rootLog } from './judge.ts'
import { Source, sources } from './leaves.ts'

type Dump = Record<string, Record<string, SqlStorageValue>[]>
const TABLES = 'meta node checkpoint pending leaf anchor journal'.split(' ')
const { archive } = rootHome(env)

/** The whole storage of the object, as point-in-time recovery would bring it back. */
const save = (): Promise<Dump> =>
  runInDurableObject(rootLog(), (_, { storage }) =>
    Object.fromEntries(TABLES.map((table) => [table, storage.sql.exec(`SELECT * FROM ${table}`).toArray()])),
  )

/** Puts an older storage in place of the present one and starts the object anew. */
async function restore(dump: Dump): Promise<void> {
  await runInDurableObject(rootLog(), (_, { storage }) => {
    for (const table of TABLES) {
      storage.sql.exec(`DELETE FROM ${table}`)
      for (const row of dump[table] ?? []) {
        const values = Object.values(row)
        storage.sql.exec(`INSERT INTO ${table} VALUES (${values.map(() => '?').join()})`, ...values)
      }
    }
  })
  await evictDurableObject(rootLog())
}

const cut = () => runInDurableObject(rootLog(), (instance) => instance.cut().catch((error: Error) => error.message))

async function grow(count: number): Promise<void> {
  for (const source of sources(count)) await source.next()
  await rootLog().cut()
}

const files = async () => (await archive.list({ prefix: 'root/' })).objects.map(({ key, etag }) => key + etag).sort()

describe('a root log that was rolled back behind its published checkpoint', () => {
  it('takes no leaf and makes no cut, and leaves every file as it is, until it is whole again', async () => {
    await grow(5)
    const waits = new Source()
    await waits.next()
    const old = await save()
    await grow(4)
    const whole = await save()
    const before = await files()

    await restore(old)
    expect(await new Source().next().catch(({ message }) => message)).toBe('stopped')
    expect((await rootLog().state()).words).toContain('rolled back')
    expect(await cut()).toContain('rolled back')
    await rootLog().tick()
    expect(await files()).toEqual(before)

    await restore(whole)
    expect((await rootLog().state()).words).toBeNull()
    await grow(1)
    expect((await judgeRoot()).leaves).toHaveLength(11)
  })

  it('is found before every cut, not only when the object starts', async () => {
    const old = await save()
    await grow(3)
    const whole = await save()
    // No restart: the object still thinks of itself as whole.
    await runInDurableObject(rootLog(), (_, { storage }) => {
      for (const row of old.meta ?? []) {
        storage.sql.exec('UPDATE meta SET value = ? WHERE name = ?', row.value ?? '', row.name ?? '')
      }
    })
    expect(await cut()).toContain('rolled back')
    await restore(whole)
    await grow(1)
    await judgeRoot()
  })
})

describe('a root log whose leaves were changed', () => {
  it('is stopped, because the published tree is not its beginning', async () => {
    const whole = await save()
    await runInDurableObject(rootLog(), (_, { storage }) => {
      storage.sql.exec('UPDATE leaf SET digest = ? WHERE idx = 3', new Uint8Array(32))
    })
    await evictDurableObject(rootLog())
    expect((await rootLog().state()).words).toContain('are not those of the published checkpoint')
    expect(await cut()).toContain('are not those')
    await restore(whole)
    await judgeRoot()
  })
})

describe('an archive that somebody else wrote to', () => {
  it('stops the log when its checkpoint was signed by somebody else', async () => {
    const mine = await rootFile('checkpoint')
    const foreign = await signCheckpoint({ origin, size: 1, root: new Uint8Array(32) }, new Uint8Array(32).fill(5))
    for (const note of ['nonsense', foreign]) {
      await archive.put('root/checkpoint', utf8(note))
      await evictDurableObject(rootLog())
      expect((await rootLog().state()).words).toContain('cannot be read')
    }
    await archive.put('root/checkpoint', mine ?? '')
    await evictDurableObject(rootLog())
    expect((await rootLog().state()).words).toBeNull()
  })

  it('stops the log when a frozen checkpoint has other bytes, and the cut goes through once it is gone', async () => {
    const { published } = await rootLog().state()
    const key = `root/cuts/${published + 1}/checkpoint`
    await archive.put(key, 'other bytes', { sha256: await crypto.subtle.digest('SHA-256', utf8('other bytes')) })
    await new Source().next()
    expect(await cut()).toContain(key)
    expect((await rootLog().state()).words).toContain(key)
    expect(await new Source().next().catch(({ message }) => message)).toBe('stopped')
    await archive.delete(key)
    await rootLog().cut()
    expect((await rootLog().state()).words).toBeNull()
    await judgeRoot()
  })

  it('never has a larger checkpoint written over', async () => {
    const { published } = await rootLog().state()
    const { seed } = logIdentity(env)
    const larger = await signCheckpoint({ origin, size: published + 50, root: new Uint8Array(32) }, seed)
    await new Source().next()
    await archive.put('root/checkpoint', utf8(larger))
    expect(await cut()).toContain('rolled back')
    expect(await rootFile('checkpoint')).toEqual(utf8(larger))
  })
})
