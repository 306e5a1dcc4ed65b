import { describe, expect, it } from 'vitest'
import { newConnectionId, newSubjectId } from '../../worker/ids.ts'
import { utf8 } from '../../worker/ledger/bytes.ts'
import { destroyCredential, sealCredential, withCredential } from '../../worker/vault/credential.ts'
import type { Vault } from '../../worker/vault/keys.ts'
import { readHeader, sealObject } from '../../worker/vault/object.ts'
import { again, bucket, bytesAt, flipped, newVault, objectsOf } from './support.ts'

const secret = `sk-ant-${'admin01-'}${'x'.repeat(24)}`
const connection: string = newConnectionId()

/** What a caller may see of it: whether it is the one. */
const is = (vault: Vault, expected: string, id = connection) =>
  withCredential(vault, id, async (lent) => lent === expected)
const pathOf = (vault: Vault, id = connection) => `credentials/${vault.tenant}/${id}`

async function sealed(): Promise<Vault> {
  const vault = newVault()
  await sealCredential(vault, connection, secret)
  return vault
}

describe('a credential', () => {
  it('is lent to whoever may, and to a later request too', async () => {
    const vault = await sealed()
    expect(await is(vault, secret)).toEqual({ ok: true, value: true })
    expect(await is(again(vault), secret)).toEqual({ ok: true, value: true })
  })

  it('is one object, sealed under the tenant key and bound to its connection', async () => {
    const vault = await sealed()
    const header = readHeader((await bytesAt(pathOf(vault))) ?? new Uint8Array(0))
    expect(header).toMatchObject({ kind: 'credential', ref: `connection/${connection}`, tenant: vault.tenant })
    expect(header?.key).toBe((await vault.tenantKey()).id)
    expect((await objectsOf(vault.tenant)).map(({ path }) => path)).toEqual([
      pathOf(vault),
      `keys/${vault.tenant}/tenant`,
    ])
  })

  it('is not returned by sealing it, nor by anything but the use of it', async () => {
    const vault = newVault()
    expect(await sealCredential(vault, connection, secret)).toBeUndefined()
    expect(await destroyCredential(vault, connection)).toBeUndefined()
    expect(JSON.stringify(vault)).not.toContain(secret)
  })

  it('is rotated in place', async () => {
    const vault = await sealed()
    const newer = secret.replaceAll('x', 'y')
    await sealCredential(vault, connection, newer)
    expect(await is(vault, newer)).toEqual({ ok: true, value: true })
    expect((await objectsOf(vault.tenant)).length).toBe(2)
  })

  it('is gone once destroyed, and destroying it again is fine', async () => {
    const vault = await sealed()
    await destroyCredential(vault, connection)
    await destroyCredential(vault, connection)
    expect(await is(vault, secret)).toEqual({ ok: false, code: 'absent' })
    expect(await bytesAt(pathOf(vault))).toBeUndefined()
  })

  it('is absent where none was sealed, and then nothing is called', async () => {
    let called = false
    const used = await withCredential(newVault(), connection, async () => {
      called = true
    })
    expect([used, called]).toEqual([{ ok: false, code: 'absent' }, false])
  })

  it('survives the erasure of people', async () => {
    const [vault, subject] = [await sealed(), newSubjectId()]
    await vault.subjectKey(subject)
    await vault.destroySubjectKey(subject)
    expect(await is(vault, secret)).toEqual({ ok: true, value: true })
  })

  it('passes on what its use throws, without the secret in it', async () => {
    const vault = await sealed()
    const failing = withCredential(vault, connection, () => Promise.reject(new Error('vendor is down')))
    await expect(failing).rejects.toThrow(/^vendor is down$/)
  })

  it('is a bug when it is empty or not text', async () => {
    for (const wrong of ['', '\udc00']) {
      await expect(sealCredential(newVault(), connection, wrong)).rejects.toThrow(RangeError)
    }
  })

  it.each(['', 'cn_', '../../keys', `${connection}/x`, newSubjectId()])('of %j is a bug', async (wrong) => {
    const vault = newVault()
    await expect(sealCredential(vault, wrong, secret)).rejects.toThrow(RangeError)
    await expect(is(vault, secret, wrong)).rejects.toThrow(RangeError)
    await expect(destroyCredential(vault, wrong)).rejects.toThrow(RangeError)
  })
})

describe('a credential is refused', () => {
  it("in the place of another connection's", async () => {
    const [vault, other] = [await sealed(), newConnectionId()]
    await bucket.put(pathOf(vault, other), (await bytesAt(pathOf(vault))) ?? '')
    expect(await is(vault, secret, other)).toEqual({ ok: false, code: 'ref' })
  })

  it("in the place of another tenant's", async () => {
    const [vault, other] = [await sealed(), newVault()]
    await bucket.put(pathOf(other), (await bytesAt(pathOf(vault))) ?? '')
    expect(await is(other, secret)).toEqual({ ok: false, code: 'tenant' })
  })

  it('when it was altered', async () => {
    const vault = await sealed()
    const object = (await bytesAt(pathOf(vault))) ?? new Uint8Array(0)
    await bucket.put(pathOf(vault), flipped(object, object.length - 1))
    expect(await is(vault, secret)).toEqual({ ok: false, code: 'tag' })
    await bucket.put(pathOf(vault), utf8(secret))
    expect(await is(vault, secret)).toEqual({ ok: false, code: 'malformed' })
  })

  it('when something of another kind lies there', async () => {
    const vault = await sealed()
    const request = {
      key: await vault.tenantKey(),
      kind: 'key',
      ref: `connection/${connection}`,
      tenant: vault.tenant,
    } as const
    await bucket.put(pathOf(vault), await sealObject({ ...request, plaintext: utf8(secret) }))
    expect(await is(vault, secret)).toEqual({ ok: false, code: 'kind' })
  })
})
