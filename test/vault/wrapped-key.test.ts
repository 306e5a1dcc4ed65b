import { describe, expect, it } from 'vitest'
import { newTenantId } from '../../worker/ids.ts'
import { equal, utf8 } from '../../worker/ledger/bytes.ts'
import { importKey, readHeader, sealObject } from '../../worker/vault/object.ts'
import { findKey, type KeyPlace, makeKey, newKeyId, replaceKey, unwrap, wrap } from '../../worker/vault/wrapped-key.ts'
import { bucket, bytesAt, flipped } from './support.ts'

const by = await importKey('wrapping/1', new Uint8Array(32).fill(4))

function newPlace(): KeyPlace {
  const tenant = newTenantId()
  return { path: `keys/${tenant}/thing`, idPrefix: `thing/${tenant}`, tenant }
}

describe('a wrapped key', () => {
  it('is made, found and unwrapped to 32 bytes', async () => {
    const place = newPlace()
    expect(await findKey(bucket, place)).toBeUndefined()
    expect(await makeKey(bucket, place, by)).toBe(true)
    const found = await findKey(bucket, place)
    if (found === undefined) throw new Error('not found')
    expect(found.wrappedBy).toBe('wrapping/1')
    expect((await unwrap(place, found, by)).length).toBe(32)
  })

  it('is an object of section 6: kind key, bound to its own id', async () => {
    const place = newPlace()
    await makeKey(bucket, place, by)
    const header = readHeader((await bytesAt(place.path)) ?? new Uint8Array(0))
    expect(header).toMatchObject({ kind: 'key', key: 'wrapping/1', tenant: place.tenant })
    expect(header?.ref).toMatch(new RegExp(`^${place.idPrefix}/[0-9a-f]{16}$`))
  })

  it('is made only where there is none', async () => {
    const place = newPlace()
    expect(await makeKey(bucket, place, by)).toBe(true)
    const first = await bytesAt(place.path)
    expect(await makeKey(bucket, place, by)).toBe(false)
    expect(await bytesAt(place.path)).toEqual(first)
  })

  it('has another id each time it is made', () => {
    const place = newPlace()
    expect(newKeyId(place)).not.toBe(newKeyId(place))
  })

  it('is replaced only while nobody else has', async () => {
    const place = newPlace()
    await makeKey(bucket, place, by)
    const found = await findKey(bucket, place)
    if (found === undefined) throw new Error('not found')
    const bytes = await unwrap(place, found, by)
    const newer = await importKey('wrapping/2', new Uint8Array(32).fill(5))
    expect(await replaceKey(bucket, place, found, await wrap(place, found.id, bytes, newer))).toBe(true)
    expect(await replaceKey(bucket, place, found, await wrap(place, found.id, bytes, by))).toBe(false)
    const replaced = await findKey(bucket, place)
    if (replaced === undefined) throw new Error('not found')
    expect(replaced).toMatchObject({ id: found.id, wrappedBy: 'wrapping/2' })
    expect(equal(await unwrap(place, replaced, newer), bytes)).toBe(true)
  })
})

describe('what lies in the place of a key is damaged when it', () => {
  it('is no object', async () => {
    const place = newPlace()
    await bucket.put(place.path, utf8('not a key'))
    await expect(findKey(bucket, place)).rejects.toMatchObject({ name: 'VaultError', code: 'damaged' })
  })

  it('is the key of another place', async () => {
    const [place, other] = [newPlace(), newPlace()]
    await makeKey(bucket, other, by)
    await bucket.put(place.path, (await bytesAt(other.path)) ?? '')
    await expect(findKey(bucket, place)).rejects.toMatchObject({ code: 'damaged' })
  })

  it('has an id that only begins like its place', async () => {
    const place = newPlace()
    for (const id of [
      place.idPrefix,
      `${place.idPrefix}/`,
      `${place.idPrefix}/0123`,
      `${place.idPrefix}x/0123456789abcdef`,
    ]) {
      await bucket.put(place.path, await wrap(place, id, new Uint8Array(32), by))
      await expect(findKey(bucket, place), id).rejects.toMatchObject({ code: 'damaged' })
    }
  })

  it('does not open with the wrapping key', async () => {
    const place = newPlace()
    await makeKey(bucket, place, by)
    const object = (await bytesAt(place.path)) ?? new Uint8Array(0)
    await bucket.put(place.path, flipped(object, object.length - 1))
    const found = await findKey(bucket, place)
    if (found === undefined) throw new Error('not found')
    await expect(unwrap(place, found, by)).rejects.toMatchObject({ code: 'damaged' })
  })

  it('has another length than 32 bytes', async () => {
    const place = newPlace()
    await bucket.put(place.path, await wrap(place, newKeyId(place), new Uint8Array(31), by))
    const found = await findKey(bucket, place)
    if (found === undefined) throw new Error('not found')
    await expect(unwrap(place, found, by)).rejects.toMatchObject({ code: 'damaged' })
  })

  it('is an object of another kind', async () => {
    const place = newPlace()
    const credential = { key: by, kind: 'credential', ref: newKeyId(place), tenant: place.tenant } as const
    await bucket.put(place.path, await sealObject({ ...credential, plaintext: new Uint8Array(32) }))
    const found = await findKey(bucket, place)
    if (found === undefined) throw new Error('not found')
    await expect(unwrap(place, found, by)).rejects.toMatchObject({ code: 'damaged' })
  })
})
