// From a tenant's checkpoint to the root log and back: what is handed over, what is found again, and what an audit with the blinding key sees.
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { newTenantId, type TenantId } from '../../worker/ids.ts'
import { b64, fromHex, hex } from '../../worker/ledger/bytes.ts'
import { parseNote } from '../../worker/ledger/note.ts'
import { auditTenant, blindedLabel, leavesOf, type Opening, rootLeafData } from '../../worker/ledger/rootlog.ts'
import { formatTlogProof, verifyTlogProof } from '../../worker/ledger/tlog-proof.ts'
import { parseVkey, type VerifierKey } from '../../worker/ledger/vkey.ts'
import { logIdentity, rootHome, rootLogOf } from '../../worker/region.ts'
import { tenantVkey } from '../../worker/tenant/checkpoint.ts'
import type { RootLeaf } from '../../worker/tenant/root-found.ts'
import { isHandedOver, type RootPort, type Taken } from '../../worker/tenant/root-leaf.ts'
import type { TenantLedger } from '../../worker/tenant/tenant-ledger.ts'
import { referenceLeaf } from '../ledger/reference-tree.ts'
import { judgeRoot, origin, rootKey, rootLog } from '../root/judge.ts'
import { ledger, makeTenant, vault } from '../support/tenants.ts'
import { page, usage, usages } from './drafts.ts'
import { bytesOf, judgeAll } from './judge.ts'

const ALL = [0, 10_000] as const
let bucket = 0

/** One more record under a checkpoint of its own. Returns the size. */
async function grow(tenant: TenantId): Promise<number> {
  await ledger(tenant).append(page([usage(`more-${bucket++}`)]))
  return (await ledger(tenant).settle()).checkpoint
}

/** Another root log between the tenant and the real one, for as long as `work` takes. */
async function through(tenant: TenantId, port: Partial<RootPort>, work: (instance: TenantLedger) => Promise<unknown>) {
  await runInDurableObject(ledger(tenant), async (instance) => {
    const opened = instance as unknown as { env: Env } // env is protected; only tests reach in
    const { env: real } = opened
    const stub = { submit: rootLogOf(env).submit, find: rootLogOf(env).find, ...port }
    const none = { getByName: () => stub } as unknown as Env['ROOT_LOG'] // the ledger asks for nothing else
    opened.env = { ...real, ROOT_LOG: none }
    try {
      await work(instance)
    } finally {
      opened.env = real
    }
  })
}

const submit = (data: Uint8Array, after: Uint8Array | null) => rootLog().submit(data, after) as Promise<Taken>
const rowsOf = (tenant: TenantId) =>
  runInDurableObject(ledger(tenant), (_, { storage }) =>
    storage.sql.exec<{ size: number; idx: number | null }>('SELECT size, idx FROM root_leaf ORDER BY size').toArray(),
  )
const handedOver = (tenant: TenantId) =>
  runInDurableObject(ledger(tenant), (_, { storage }) => isHandedOver(storage.sql))

async function keyOf(tenant: TenantId): Promise<VerifierKey> {
  const key = parseVkey(await tenantVkey(logIdentity(env), tenant))
  if (key === undefined) throw new Error('no key')
  return key
}

/** What the tenant shows an auditor, one opening a leaf, each with its path from the one before. */
async function openingsOf(tenant: TenantId): Promise<Opening[]> {
  const { leaves } = await ledger(tenant).rootLeaves(...ALL)
  const openings: Opening[] = []
  for (const [at, { index, size, salt }] of leaves.entries()) {
    const before = leaves[at - 1]
    const note = (await ledger(tenant).checkpointAt(size))?.note ?? ''
    const consistency = before && bytesOf(await ledger(tenant).consistency(before.size, size))
    openings.push({ index, note, salt: fromHex(salt), consistency })
  }
  return openings
}

async function audit(tenant: TenantId, openings: Opening[]) {
  const { leaves } = await judgeRoot()
  const { origin: name } = await ledger(tenant).state()
  return auditTenant(leaves, await vault(tenant).blindingKey(), openings, name, [await keyOf(tenant)])
}

async function expectWhole(tenant: TenantId): Promise<RootLeaf[]> {
  const openings = await openingsOf(tenant)
  expect(await audit(tenant, openings)).toMatchObject({ ok: true, checkpoints: { length: openings.length } })
  const { leaves, unopened } = await ledger(tenant).rootLeaves(...ALL)
  expect(unopened).toEqual([])
  return leaves
}

describe('a checkpoint that was published', () => {
  it('is handed over blinded: label, and a digest of note text and salt', async () => {
    const tenant = await makeTenant()
    const size = await grow(tenant)
    expect(await handedOver(tenant)).toBe(true)
    expect((await ledger(tenant).rootLeaves(...ALL)).leaves).toEqual([])
    const { published } = await rootLog().cut()
    const [leaf] = (await ledger(tenant).rootLeaves(...ALL)).leaves
    expect(leaf).toMatchObject({ size, rootSize: published })
    const label = blindedLabel(await vault(tenant).blindingKey())
    expect(leaf?.label).toBe(hex(label))
    const note = parseNote((await ledger(tenant).checkpointAt(size))?.note ?? '')
    const data = rootLeafData(label, note?.text ?? '', fromHex(leaf?.salt ?? ''))
    expect(hex((await judgeRoot()).leaves[leaf?.index ?? -1] ?? data.subarray(1))).toBe(hex(data))
  })

  it('is proven to stand in the root log by one file that needs nothing of us', async () => {
    const tenant = await makeTenant()
    const size = await grow(tenant)
    await rootLog().cut()
    const leaf = await ledger(tenant).rootLeafCovering(size)
    if (leaf === null) throw new Error('not included')
    const proof = await rootLog().proof(leaf.index)
    const file = formatTlogProof({
      index: leaf.index,
      hashes: bytesOf(proof?.hashes ?? []),
      checkpoint: proof?.note ?? '',
    })
    const text = parseNote((await ledger(tenant).checkpointAt(size))?.note ?? '')?.text ?? ''
    const keys = [await rootKey()]
    const proves = async (note: string) =>
      (
        await verifyTlogProof(
          file,
          referenceLeaf(rootLeafData(fromHex(leaf.label), note, fromHex(leaf.salt))),
          origin,
          keys,
        )
      ).ok
    expect(await proves(text)).toBe(true)
    expect(await proves(text.replace(`\n${size}\n`, `\n${size + 1}\n`))).toBe(false)
  })

  it('is the only one of its cut: those between are never seen, and their salts are not kept', async () => {
    const tenant = await makeTenant()
    const sizes: number[] = []
    for (let n = 0; n < 5; n++) sizes.push(await grow(tenant))
    expect((await rowsOf(tenant)).map(({ size }) => size)).toEqual([sizes[4]])
    await rootLog().cut()
    expect((await expectWhole(tenant)).map(({ size }) => size)).toEqual([sizes[4]])
    const covering = await ledger(tenant).rootLeafCovering(sizes[0] ?? 0)
    expect(covering?.size).toBe(sizes[4])
    expect(await ledger(tenant).rootLeafCovering((sizes[4] ?? 0) + 1)).toBeNull()
  })

  it('is handed over once, however often the ledger settles or starts', async () => {
    const tenant = await makeTenant()
    await grow(tenant)
    const before = (await rootLog().cut()).published
    for (let n = 0; n < 3; n++) {
      await evictDurableObject(ledger(tenant))
      await runInDurableObject(ledger(tenant), (instance) => instance.alarm())
      await ledger(tenant).settle()
    }
    expect((await rootLog().cut()).published).toBe(before)
  })
})

describe('a root log that does not answer', () => {
  const down: Partial<RootPort> = { submit: () => Promise.reject(new Error('network')) }

  it('holds up neither checkpoints nor screens, and the alarm hands over as soon as it does', async () => {
    const tenant = await makeTenant()
    await through(tenant, down, async (instance) => {
      await instance.append(page(usages(0, 20)))
      const { size, checkpoint, projected } = await instance.settle()
      expect([checkpoint, projected]).toEqual([size, size])
      await instance.alarm()
    })
    expect(await handedOver(tenant)).toBe(false)
    const retry = await runInDurableObject(ledger(tenant), (_, { storage }) => storage.getAlarm())
    expect(retry).not.toBeNull()
    await runInDurableObject(ledger(tenant), (instance) => instance.alarm())
    expect(await handedOver(tenant)).toBe(true)
    await rootLog().cut()
    await expectWhole(tenant)
    await judgeAll(tenant)
  })

  it('is asked again by a ledger that starts with something to hand over', async () => {
    const tenant = await makeTenant()
    await through(tenant, down, (instance) => instance.settle())
    await runInDurableObject(ledger(tenant), (_, { storage }) => storage.deleteAlarm())
    await evictDurableObject(ledger(tenant))
    await ledger(tenant).state()
    expect(await runInDurableObject(ledger(tenant), (_, { storage }) => storage.getAlarm())).not.toBeNull()
  })

  it('or is stopped, takes the leaf later', async () => {
    const tenant = await makeTenant()
    await through(tenant, { submit: async () => ({ ok: false, code: 'stopped' }) }, (instance) => instance.settle())
    expect(await handedOver(tenant)).toBe(false)
    await runInDurableObject(ledger(tenant), (instance) => instance.alarm())
    expect(await handedOver(tenant)).toBe(true)
  })

  it('after it took the leaf, goes on from what it has: nothing is lost and nothing twice', async () => {
    const tenant = await makeTenant()
    const lost: Partial<RootPort> = {
      async submit(data, after) {
        await submit(data, after)
        throw new Error('network')
      },
    }
    for (const cut of [false, true]) {
      for (let n = 0; n < 3; n++) {
        await through(tenant, lost, async (instance) => {
          await instance.append(page([usage(`lost-${bucket++}`)]))
          await instance.settle()
        })
        if (cut) await rootLog().cut()
      }
      await grow(tenant)
      expect(await handedOver(tenant)).toBe(true)
      await rootLog().cut()
      await expectWhole(tenant)
    }
    // Salts of what was passed over are gone; those of what was included are all here.
    const rows = await rowsOf(tenant)
    expect(rows.every(({ idx }) => idx !== null)).toBe(true)
  })

  it('and lost what waited there, is given the newest checkpoint with the next one', async () => {
    const tenant = await makeTenant()
    await grow(tenant)
    await runInDurableObject(rootLog(), (_, { storage }) => storage.sql.exec('DELETE FROM pending'))
    const size = await grow(tenant)
    await rootLog().cut()
    expect((await expectWhole(tenant)).map((leaf) => leaf.size)).toEqual([size])
  })
})

describe('an audit with the blinding key', async () => {
  const [first, second] = [await makeTenant('First'), await makeTenant('Second')]
  for (let round = 0; round < 12; round++) {
    for (let n = 0; n <= round % 3; n++) await grow(first)
    if (round % 2 === 0) await grow(second)
    await rootLog().cut()
  }

  it('finds every leaf of a tenant, and their checkpoints extend one another', async () => {
    expect(await expectWhole(first)).toHaveLength(12)
    expect(await expectWhole(second)).toHaveLength(6)
  })

  it('finds nothing of anybody else', async () => {
    const { leaves } = await judgeRoot()
    const stranger = blindedLabel(await vault(newTenantId()).blindingKey())
    expect(leavesOf(stranger, leaves)).toEqual([])
    const openings = await openingsOf(first)
    expect(await audit(second, openings)).toMatchObject({ ok: false, code: 'unknown_leaf' })
  })

  it('notices a leaf that is not shown, one with another salt, and a checkpoint out of place', async () => {
    const openings = await openingsOf(first)
    expect(await audit(first, openings.slice(1))).toMatchObject({ ok: false, code: 'unopened' })
    const salted = openings.map((one, at) => (at === 3 ? { ...one, salt: new Uint8Array(32) } : one))
    expect(await audit(first, salted)).toMatchObject({ ok: false, code: 'opening' })
    const pathless = openings.map((one) => ({ ...one, consistency: [] }))
    expect(await audit(first, pathless)).toMatchObject({ ok: false, code: 'forked' })
  })

  it('goes page by page where there is much', async () => {
    const whole = (await ledger(first).rootLeaves(...ALL)).leaves
    const paged: RootLeaf[] = []
    for (let from = 0; ; from = (paged.at(-1)?.index ?? 0) + 1) {
      const { leaves } = await ledger(first).rootLeaves(from, 5)
      paged.push(...leaves)
      if (leaves.length < 5) break
    }
    expect(paged).toEqual(whole)
  })
})

describe('a leaf under a tenant’s label that the tenant never made', () => {
  it('is reported as unopened for ever, and nothing follows it by itself', async () => {
    const tenant = await makeTenant()
    await grow(tenant)
    const { published } = await rootLog().cut()
    const [{ label } = { label: '' }] = (await ledger(tenant).rootLeaves(...ALL)).leaves
    const [mine] = await rootLog().find(fromHex(label), 0)
    const foreign = new Uint8Array([...fromHex(label), ...new Uint8Array(32).fill(9)])
    expect(await rootLog().submit(foreign, mine?.data ?? null)).toMatchObject({ ok: true })
    await rootLog().cut()
    await grow(tenant)
    expect(await handedOver(tenant)).toBe(false)
    for (let n = 0; n < 2; n++) {
      const { leaves, unopened } = await ledger(tenant).rootLeaves(...ALL)
      expect([leaves.length, unopened]).toEqual([1, [published]])
    }
    expect(await audit(tenant, await openingsOf(tenant))).toMatchObject({
      ok: false,
      code: 'unopened',
      index: published,
    })
  })
})

describe('what the root log shows to the public', () => {
  it('names no tenant, no size and no key of anybody', async () => {
    const tenants = [await makeTenant('Northwind'), await makeTenant('Southwind')]
    for (const tenant of tenants) await grow(tenant)
    await rootLog().cut()
    const { archive } = rootHome(env)
    const secrets = await Promise.all(tenants.map((tenant) => vault(tenant).blindingKey()))
    const salts = (await Promise.all(tenants.map((tenant) => ledger(tenant).rootLeaves(...ALL)))).flatMap(
      ({ leaves }) => leaves.map(({ salt }) => salt),
    )
    const words = [...tenants, ...secrets.flatMap((key) => [hex(key), b64(key)]), ...salts, 'Northwind', 'Southwind']
    for (const { key } of (await archive.list({ prefix: 'root/' })).objects) {
      const bytes = new Uint8Array((await (await archive.get(key))?.arrayBuffer()) ?? new ArrayBuffer(0))
      const raw = String.fromCharCode(...bytes)
      for (const word of words) {
        expect(raw.includes(word) || hex(bytes).includes(word) || key.includes(word), key).toBe(false)
      }
    }
  })

  it('looks the same whoever is whose: two leaves differ in random bytes only', async () => {
    const [one, two] = [await makeTenant(), await makeTenant()]
    for (const tenant of [one, two]) await ledger(tenant).settle()
    await rootLog().cut()
    const [a] = (await ledger(one).rootLeaves(...ALL)).leaves
    const [b] = (await ledger(two).rootLeaves(...ALL)).leaves
    // The same size and the same cut: neither place nor anything that is public follows from the tenant.
    expect([a?.size, a?.rootSize]).toEqual([b?.size, b?.rootSize])
    expect(a?.label).not.toBe(b?.label)
    const { leaves, hashes } = await judgeRoot()
    const own = hashes.slice(-2).map(hex)
    expect(own).toEqual([...own].sort())
    for (const leaf of leaves) expect(leaf.length).toBe(64)
  })

  it('gives another leaf for the same checkpoint text under another salt', async () => {
    const tenant = await makeTenant()
    const label = blindedLabel(await vault(tenant).blindingKey())
    const [a, b] = [
      rootLeafData(label, 'x\n', new Uint8Array(32)),
      rootLeafData(label, 'x\n', new Uint8Array(32).fill(1)),
    ]
    expect(hex(a.subarray(32))).not.toBe(hex(b.subarray(32)))
  })
})
