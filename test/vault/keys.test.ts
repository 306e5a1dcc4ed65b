import { describe, expect, it } from 'vitest'
import { newSubjectId, newTenantId } from '../../worker/ids.ts'
import { equal, hex } from '../../worker/ledger/bytes.ts'
import { hmacSha256 } from '../../worker/ledger/hash.ts'
import { CACHE_MS } from '../../worker/vault/key-cache.ts'
import { openVault, type Vault } from '../../worker/vault/keys.ts'
import { deriveBytes, type ObjectKey, readHeader } from '../../worker/vault/object.ts'
import { again, bucket, bytesAt, counting, newVault, objectsOf, rawKey, rootBytes, rootsOf } from './support.ts'

/** Two keys are the same when they have one name and derive the same bytes. */
async function same(a: ObjectKey, b: ObjectKey): Promise<boolean> {
  return a.id === b.id && equal(await deriveBytes(a, 'test'), await deriveBytes(b, 'test'))
}

const pathsOf = async (vault: Vault) => (await objectsOf(vault.tenant)).map(({ path }) => path)

describe('opening a vault', () => {
  it('reads and writes nothing', async () => {
    const { bucket, calls } = counting()
    newVault({ bucket })
    expect(calls).toEqual([])
  })

  it.each(['', 'tn_', 'tn_../../../../../../../../..', `${newTenantId()}/x`, newSubjectId()])(
    'is a bug for %j',
    (tenant) => {
      expect(() => openVault({ bucket, roots: rootsOf(1), tenant })).toThrow(RangeError)
    },
  )
})

describe('the tenant key', () => {
  it('is made once and read from then on', async () => {
    const vault = newVault()
    const made = await vault.tenantKey()
    expect(await same(made, await again(vault).tenantKey())).toBe(true)
    expect(await pathsOf(vault)).toEqual([`keys/${vault.tenant}/tenant`])
  })

  it('names its tenant, and is wrapped by the root key of the epoch', async () => {
    const vault = newVault({ roots: rootsOf(1, 3) })
    const { id } = await vault.tenantKey()
    expect(id).toMatch(new RegExp(`^tenant/${vault.tenant}/[0-9a-f]{16}$`))
    const header = readHeader((await bytesAt(`keys/${vault.tenant}/tenant`)) ?? new Uint8Array(0))
    expect(header).toMatchObject({ kind: 'key', key: 'root/3', ref: id, tenant: vault.tenant })
  })

  it('is another one for another tenant', async () => {
    expect(await same(await newVault().tenantKey(), await newVault().tenantKey())).toBe(false)
  })

  it('is read once in a vault, however often it is asked for', async () => {
    const { bucket, calls } = counting()
    const vault = newVault({ bucket })
    await vault.tenantKey()
    const before = calls.length
    await Promise.all([vault.tenantKey(), vault.tenantKey(), vault.identityKey(), vault.valueKey()])
    expect(calls.length).toBe(before)
  })

  it('stays closed without its root key', async () => {
    const vault = newVault()
    await vault.tenantKey()
    await expect(again(vault, { roots: rootsOf(2) }).tenantKey()).rejects.toMatchObject({ code: 'root_missing' })
  })

  it('stays closed under other root bytes of the same epoch', async () => {
    const vault = newVault()
    await vault.tenantKey()
    const roots = { epoch: 1, roots: new Map([[1, rootBytes(200)]]) }
    await expect(again(vault, { roots }).tenantKey()).rejects.toMatchObject({ code: 'damaged' })
  })

  it('is never made anew beside keys that it had wrapped', async () => {
    const vault = newVault()
    await vault.subjectKey(newSubjectId())
    await bucket.delete(`keys/${vault.tenant}/tenant`)
    await expect(again(vault).tenantKey()).rejects.toMatchObject({ code: 'tenant_key_lost' })
    expect((await pathsOf(vault)).length).toBe(1)
  })
})

describe('a subject key', () => {
  it('is made once and read from then on', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    const made = await vault.subjectKey(subject)
    expect(await same(made, await vault.subjectKey(subject))).toBe(true)
    expect(await same(made, await again(vault).subjectKey(subject))).toBe(true)
    expect(await pathsOf(vault)).toContain(`keys/${vault.tenant}/sub/${subject}`)
  })

  it('is wrapped by the tenant key', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    const made = await vault.subjectKey(subject)
    const header = readHeader((await bytesAt(`keys/${vault.tenant}/sub/${subject}`)) ?? new Uint8Array(0))
    expect(header).toMatchObject({ kind: 'key', key: (await vault.tenantKey()).id, ref: made.id, tenant: vault.tenant })
  })

  it('is another one for another person, and for the same id at another tenant', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    const made = await vault.subjectKey(subject)
    expect(await same(made, await vault.subjectKey(newSubjectId()))).toBe(false)
    expect(await same(made, await newVault().subjectKey(subject))).toBe(false)
  })

  it('is read and imported once in a vault', async () => {
    const { bucket, calls } = counting()
    const subject = newSubjectId()
    const vault = newVault({ bucket })
    await vault.subjectKey(subject)
    const before = calls.length
    for (let use = 0; use < 100; use++) await vault.subjectKey(subject)
    await vault.subjectKeyIfAny(subject)
    expect(calls.length).toBe(before)
  })

  it('is not made by asking whether there is one', async () => {
    const vault = newVault()
    expect(await vault.subjectKeyIfAny(newSubjectId())).toBeUndefined()
    expect(await pathsOf(vault)).toEqual([])
  })

  it('is found by asking whether there is one', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    const made = await vault.subjectKey(subject)
    const found = await again(vault).subjectKeyIfAny(subject)
    expect(found !== undefined && (await same(made, found))).toBe(true)
  })

  it.each(['', 'sub_', '../tenant', `${newSubjectId()}/x`, newTenantId()])('for %j is a bug', async (subject) => {
    const vault = newVault()
    expect(() => vault.subjectKey(subject)).toThrow(RangeError)
    await expect(vault.subjectKeyIfAny(subject)).rejects.toThrow(RangeError)
    await expect(vault.destroySubjectKey(subject)).rejects.toThrow(RangeError)
    expect(await pathsOf(vault)).toEqual([])
  })

  it('of one person in the place of another is refused', async () => {
    const [vault, mine, yours] = [newVault(), newSubjectId(), newSubjectId()]
    await vault.subjectKey(mine)
    await vault.subjectKey(yours)
    const other = await bytesAt(`keys/${vault.tenant}/sub/${yours}`)
    await bucket.put(`keys/${vault.tenant}/sub/${mine}`, other ?? '')
    await expect(again(vault).subjectKey(mine)).rejects.toMatchObject({ code: 'damaged' })
  })
})

describe('destroying a subject key', () => {
  it('leaves nothing in R2 and nothing in the vault', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    await vault.subjectKey(subject)
    await vault.destroySubjectKey(subject)
    expect(await vault.subjectKeyIfAny(subject)).toBeUndefined()
    expect(await bytesAt(`keys/${vault.tenant}/sub/${subject}`)).toBeUndefined()
    expect(await pathsOf(vault)).toEqual([`keys/${vault.tenant}/tenant`])
  })

  it("leaves everybody else's", async () => {
    const [vault, mine, yours] = [newVault(), newSubjectId(), newSubjectId()]
    const kept = await vault.subjectKey(yours)
    await vault.subjectKey(mine)
    await vault.destroySubjectKey(mine)
    expect(await same(kept, await again(vault).subjectKey(yours))).toBe(true)
  })

  it('can be done twice, and where there was none', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    await vault.destroySubjectKey(subject)
    await vault.subjectKey(subject)
    await vault.destroySubjectKey(subject)
    await vault.destroySubjectKey(subject)
    expect(await vault.subjectKeyIfAny(subject)).toBeUndefined()
  })

  it('means another key, of another name, when the person is met again', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    const first = await vault.subjectKey(subject)
    await vault.destroySubjectKey(subject)
    const second = await vault.subjectKey(subject)
    expect(second.id).not.toBe(first.id)
    expect(equal(await deriveBytes(first, 'test'), await deriveBytes(second, 'test'))).toBe(false)
  })

  it('reaches a vault that somebody else keeps open, a minute later', async () => {
    const clock = { now: 0 }
    const subject = newSubjectId()
    const kept = newVault({ now: () => clock.now })
    await kept.subjectKey(subject)
    await again(kept).destroySubjectKey(subject)
    clock.now += CACHE_MS
    expect(await kept.subjectKeyIfAny(subject)).toBeUndefined()
  })
})

describe('keys for one purpose', () => {
  it('are 32 bytes, the same each time, different by purpose and tenant', async () => {
    const [vault, other] = [newVault(), newVault()]
    const all = [await vault.identityKey(), await vault.valueKey(), await vault.blindingKey()]
    const others = [await other.identityKey(), await other.valueKey(), await other.blindingKey()]
    expect(new Set([...all, ...others].map(hex)).size).toBe(6)
    expect([...all, ...others].every(({ length }) => length === 32)).toBe(true)
    const fresh = again(vault)
    expect([await fresh.identityKey(), await fresh.valueKey(), await fresh.blindingKey()]).toEqual(all)
  })

  it('come from the tenant key as the info strings say', async () => {
    const vault = newVault()
    await vault.tenantKey()
    const bytes = await rawKey(vault.tenant, `keys/${vault.tenant}/tenant`, rootBytes(1))
    const extracted = hmacSha256(new Uint8Array(32), bytes)
    const expand = (info: string) => hex(hmacSha256(extracted, new TextEncoder().encode(`${info}\u0001`)))
    expect(hex(await vault.identityKey())).toBe(expand('tallystick/identity/1'))
    expect(hex(await vault.valueKey())).toBe(expand('tallystick/value/1'))
  })

  it('are random in the case of the blinding key: given to an auditor, it says nothing of the tenant key', async () => {
    const vault = newVault()
    const blinding = await vault.blindingKey()
    const tenantBytes = await rawKey(vault.tenant, `keys/${vault.tenant}/tenant`, rootBytes(1))
    expect(equal(await rawKey(vault.tenant, `keys/${vault.tenant}/blinding`, tenantBytes), blinding)).toBe(true)
    expect(await pathsOf(vault)).toEqual([`keys/${vault.tenant}/blinding`, `keys/${vault.tenant}/tenant`])
  })
})
