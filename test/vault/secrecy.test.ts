import { describe, expect, it } from 'vitest'
import { newConnectionId, newSubjectId } from '../../worker/ids.ts'
import { b64, hex, utf8 } from '../../worker/ledger/bytes.ts'
import { sealCredential } from '../../worker/vault/credential.ts'
import { mergeDirectory } from '../../worker/vault/directory.ts'
import { sealEnvelope } from '../../worker/vault/envelope.ts'
import { deriveBytes } from '../../worker/vault/object.ts'
import { again, contains, newVault, objectsOf, rawKey, rootBytes, rootsOf } from './support.ts'

/** A tenant with everything that a vault can hold, and every secret of it in the clear, as only this test can know them. */
async function furnished() {
  const [vault, subject, connection] = [newVault(), newSubjectId(), newConnectionId()]
  const credential = `sk-${'admin-'}${'y'.repeat(24)}`
  const envelope = await sealEnvelope(vault, { ref: 'a.b/c/0', subject, fields: { name: 'Ada Example' } })
  await sealCredential(vault, connection, credential)
  await mergeDirectory(vault, { people: { [subject]: { email: 'ada@example.com', name: 'Ada Example', seq: 0 } } })
  const blinding = await vault.blindingKey()
  await again(vault, { roots: rootsOf(1, 2) }).rewrap()

  const paths = { tenant: `keys/${vault.tenant}/tenant`, subject: `keys/${vault.tenant}/sub/${subject}` }
  const tenantBytes = await rawKey(vault.tenant, paths.tenant, rootBytes(2))
  const keys: Record<string, Uint8Array> = {
    'root 1': rootBytes(1),
    'root 2': rootBytes(2),
    tenant: tenantBytes,
    subject: await rawKey(vault.tenant, paths.subject, tenantBytes),
    blinding,
    identity: await vault.identityKey(),
    value: await vault.valueKey(),
  }
  const texts = { credential, name: 'Ada Example', email: 'ada@example.com', address: 'example.com' }
  return { vault, subject, envelope, keys, texts }
}

describe('nothing in R2', () => {
  it('shows a key: not raw, not in hex, not in base64', async () => {
    const { vault, keys } = await furnished()
    const objects = await objectsOf(vault.tenant)
    expect(objects).toHaveLength(5)
    for (const [name, key] of Object.entries(keys)) {
      expect(key.length, name).toBe(32)
      for (const { path, bytes, metadata } of objects) {
        // 16 bytes: half a key would be too much already.
        for (const form of [key.subarray(0, 16), utf8(hex(key)).subarray(0, 32), utf8(b64(key)).subarray(0, 20)]) {
          expect(contains(bytes, form), `${name} in ${path}`).toBe(false)
          expect(contains(utf8(path + metadata), form), `${name} beside ${path}`).toBe(false)
        }
      }
    }
  })

  it('shows a credential, a name or an address', async () => {
    const { vault, texts } = await furnished()
    for (const { path, bytes, metadata } of await objectsOf(vault.tenant)) {
      for (const [name, secret] of Object.entries(texts)) {
        expect(contains(bytes, utf8(secret)), `${name} in ${path}`).toBe(false)
        expect(`${path}${metadata}`, name).not.toContain(secret)
      }
    }
  })

  it('is hidden from the search by the search itself: it finds what is there', async () => {
    const { vault, subject } = await furnished()
    const objects = await objectsOf(vault.tenant)
    expect(objects.every(({ bytes }) => contains(bytes, utf8(vault.tenant)))).toBe(true)
    expect(objects.some(({ bytes }) => contains(bytes, utf8(`subject/${subject}/`)))).toBe(true)
  })

  it('is left of a person but random ids, once key and name are destroyed', async () => {
    const { vault, subject, keys } = await furnished()
    const before = await vault.subjectKeyIfAny(subject)
    expect(before && hex(await deriveBytes(before, 'test'))).toMatch(/^[0-9a-f]{64}$/)
    await vault.destroySubjectKey(subject)
    const objects = await objectsOf(vault.tenant)
    expect(objects.map(({ path }) => path).filter((path) => path.includes(subject))).toEqual([])
    const subjectKey = keys.subject ?? new Uint8Array(0)
    expect(objects.some(({ bytes }) => contains(bytes, subjectKey.subarray(0, 16)))).toBe(false)
  })
})

describe('a vault that is printed', () => {
  it('shows no key', async () => {
    const { vault, keys } = await furnished()
    const printed = JSON.stringify(vault)
    for (const [name, key] of Object.entries(keys)) {
      for (const form of [hex(key), b64(key), JSON.stringify([...key])]) expect(printed, name).not.toContain(form)
    }
  })
})
