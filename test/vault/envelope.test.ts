import { describe, expect, it } from 'vitest'
import { newSubjectId } from '../../worker/ids.ts'
import { fromHex, text } from '../../worker/ledger/bytes.ts'
import type { JsonObject } from '../../worker/ledger/jcs.ts'
import type { Sealed } from '../../worker/ledger/record.ts'
import { openEnvelope, sealEnvelope } from '../../worker/vault/envelope.ts'
import { importKey, openObject, readHeader, sealObject } from '../../worker/vault/object.ts'
import vectors from '../vectors/objects/objects.json'
import { again, contains, counting, flipped, newVault } from './support.ts'

const ref = 'anthropic.members/member-1/0'
const fields: JsonObject = {
  name: 'Ada Example',
  email: 'ada@example.com',
  '😀': { nested: [1, null, true] },
  '\ufb33': 'x',
}

async function sealed() {
  const [vault, subject] = [newVault(), newSubjectId()]
  return { vault, subject, envelope: await sealEnvelope(vault, { ref, subject, fields }) }
}

describe('an envelope', () => {
  it('of a person opens to the same fields, also for somebody else who may', async () => {
    const { vault, subject, envelope } = await sealed()
    expect(await openEnvelope(vault, { ref, subject, ...envelope })).toEqual({ ok: true, fields })
    expect(await openEnvelope(again(vault), { ref, subject, ...envelope })).toEqual({ ok: true, fields })
  })

  it('of nobody is sealed under the tenant key', async () => {
    const vault = newVault()
    const envelope = await sealEnvelope(vault, { ref, fields })
    expect(readHeader(envelope.object)?.key).toBe((await vault.tenantKey()).id)
    expect(await openEnvelope(again(vault), { ref, ...envelope })).toEqual({ ok: true, fields })
  })

  it("of a person is sealed under that person's key", async () => {
    const { vault, subject, envelope } = await sealed()
    expect(readHeader(envelope.object)?.key).toBe((await vault.subjectKey(subject)).id)
  })

  it('leaves in the record the algorithm, the commitment and the names as JCS sorts them', async () => {
    const { envelope } = await sealed()
    // U+1F600 is a surrogate pair, D83D DE00: in UTF-16 code units it sorts before U+FB33.
    expect(envelope.sealed).toEqual({
      alg: 'hmac-sha256/32',
      commit: readHeader(envelope.object)?.commit,
      fields: ['email', 'name', '😀', '\ufb33'],
    })
  })

  it('commits differently each time, so that equal fields cannot be seen to be equal', async () => {
    const { vault, subject, envelope } = await sealed()
    const second = await sealEnvelope(vault, { ref, subject, fields })
    expect(second.sealed.commit).not.toBe(envelope.sealed.commit)
  })

  it('shows nothing of its fields', async () => {
    const { envelope } = await sealed()
    for (const word of ['Ada', 'example.com', 'nested', 'email']) {
      expect(contains(envelope.object, new TextEncoder().encode(word)), word).toBe(false)
    }
  })

  it('takes a member called __proto__ for what it is', async () => {
    const vault = newVault()
    const odd = JSON.parse('{"__proto__":"a name","constructor":"b"}') as JsonObject // an own member, as a vendor could send it
    const envelope = await sealEnvelope(vault, { ref, fields: odd })
    const opened = await openEnvelope(vault, { ref, ...envelope })
    expect(opened.ok && Object.entries(opened.fields)).toEqual([
      ['__proto__', 'a name'],
      ['constructor', 'b'],
    ])
  })

  it('is a bug without fields, and with a text that has no UTF-8', async () => {
    const vault = newVault()
    await expect(sealEnvelope(vault, { ref, fields: {} })).rejects.toThrow(RangeError)
    await expect(sealEnvelope(vault, { ref, fields: { name: '\ud800' } })).rejects.toMatchObject({ code: 'surrogate' })
  })

  it('opens as the independent implementation made it', async () => {
    const vector = vectors.find(({ want, expect }) => want.kind === 'envelope' && expect === 'accept')
    if (vector?.plaintext_hex === undefined) throw new Error('no vector')
    const object = fromHex(vector.object_hex)
    const key = await importKey(readHeader(object)?.key ?? '', fromHex(vector.key_hex))
    const opened = await openObject({ key, kind: 'envelope', ref: vector.want.ref, tenant: vector.want.tenant, object })
    const expected = JSON.parse(text(fromHex(vector.plaintext_hex))) as { fields: JsonObject } // section 4's envelope
    expect(opened.ok && JSON.parse(text(opened.plaintext))).toEqual(expected)
    expect(expected.fields.email).toBe('user3@example.com')
  })

  it('costs two reads for a thousand of one person', async () => {
    const { bucket, calls } = counting()
    const { vault, subject } = await sealed()
    const pulling = again(vault, { bucket })
    for (let rev = 0; rev < 1000; rev++)
      await sealEnvelope(pulling, { ref: `a.b/c/${rev}`, subject, fields: { n: rev } })
    expect(calls).toHaveLength(2)
  })
})

describe('after an erasure an envelope', () => {
  it('says erased, in the vault that erased and in any other', async () => {
    const { vault, subject, envelope } = await sealed()
    await vault.destroySubjectKey(subject)
    const erased = { ok: false, code: 'erased' }
    expect(await openEnvelope(vault, { ref, subject, ...envelope })).toEqual(erased)
    expect(await openEnvelope(again(vault), { ref, subject, ...envelope })).toEqual(erased)
  })

  it('still says erased when the person was met again, and the new one opens', async () => {
    const { vault, subject, envelope } = await sealed()
    await vault.destroySubjectKey(subject)
    const later = await sealEnvelope(vault, { ref, subject, fields })
    expect(await openEnvelope(vault, { ref, subject, ...envelope })).toEqual({ ok: false, code: 'erased' })
    expect(await openEnvelope(vault, { ref, subject, ...later })).toEqual({ ok: true, fields })
  })

  it('of the person met again opens at once in a vault that still remembers the erased key', async () => {
    const { vault, subject, envelope } = await sealed()
    const looking = again(vault)
    await looking.subjectKeyIfAny(subject)
    await again(vault).destroySubjectKey(subject)
    const later = await sealEnvelope(again(vault), { ref, subject, fields })
    for (const remembering of [vault, looking]) {
      expect(await openEnvelope(remembering, { ref, subject, ...later })).toEqual({ ok: true, fields })
      expect(await openEnvelope(remembering, { ref, subject, ...envelope })).toEqual({ ok: false, code: 'erased' })
    }
  })

  it("opens with no key that is left: neither the tenant's nor anybody's", async () => {
    const { vault, subject, envelope } = await sealed()
    const other = newSubjectId()
    const left = [await vault.tenantKey(), await vault.subjectKey(other)]
    await vault.destroySubjectKey(subject)
    left.push(await vault.subjectKey(subject))
    const id = readHeader(envelope.object)?.key ?? ''
    for (const key of left) {
      // Even under the right name.
      const request = { key: { ...key, id }, kind: 'envelope', ref, tenant: vault.tenant } as const
      expect(await openObject({ ...request, object: envelope.object })).toEqual({ ok: false, code: 'tag' })
    }
  })

  it('of somebody else, or of nobody, opens as before', async () => {
    const { vault, subject, envelope } = await sealed()
    const gone = newSubjectId()
    await sealEnvelope(vault, { ref, subject: gone, fields })
    const ours = await sealEnvelope(vault, { ref, fields })
    await vault.destroySubjectKey(gone)
    expect(await openEnvelope(again(vault), { ref, subject, ...envelope })).toEqual({ ok: true, fields })
    expect(await openEnvelope(again(vault), { ref, ...ours })).toEqual({ ok: true, fields })
  })

  it('is not brought back to life by looking', async () => {
    const { vault, subject, envelope } = await sealed()
    await vault.destroySubjectKey(subject)
    await openEnvelope(vault, { ref, subject, ...envelope })
    expect(await vault.subjectKeyIfAny(subject)).toBeUndefined()
  })
})

describe('an envelope is refused', () => {
  it('for what it is, not called erased, when the key is gone as well', async () => {
    const { vault, subject, envelope } = await sealed()
    const second = await sealEnvelope(vault, { ref, subject, fields })
    await vault.destroySubjectKey(subject)
    const open = (other: object) => openEnvelope(vault, { ref, subject, ...envelope, ...other })
    expect(await open({ ref: 'a.b/c/0' })).toEqual({ ok: false, code: 'ref' })
    expect(await open({ sealed: second.sealed })).toEqual({ ok: false, code: 'commit' })
    expect(await open({ subject: newSubjectId() })).toEqual({ ok: false, code: 'key' })
    expect(await open({ object: envelope.object.slice(1) })).toEqual({ ok: false, code: 'malformed' })
    expect(await open({})).toEqual({ ok: false, code: 'erased' })
  })

  it('at another record', async () => {
    const { vault, subject, envelope } = await sealed()
    const moved = { ref: 'anthropic.members/member-1/1', subject, ...envelope }
    expect(await openEnvelope(vault, moved)).toEqual({ ok: false, code: 'ref' })
  })

  it("as another person's, or as nobody's, or nobody's as a person's", async () => {
    const { vault, subject, envelope } = await sealed()
    const other = newSubjectId()
    await vault.subjectKey(other)
    expect(await openEnvelope(vault, { ref, subject: other, ...envelope })).toEqual({ ok: false, code: 'key' })
    expect(await openEnvelope(vault, { ref, ...envelope })).toEqual({ ok: false, code: 'key' })
    const ours = await sealEnvelope(vault, { ref, fields })
    expect(await openEnvelope(vault, { ref, subject, ...ours })).toEqual({ ok: false, code: 'key' })
  })

  it('at another tenant, even where that one has the same person', async () => {
    const { subject, envelope } = await sealed()
    const other = newVault()
    await other.subjectKey(subject)
    expect(await openEnvelope(other, { ref, subject, ...envelope })).toEqual({ ok: false, code: 'tenant' })
    expect(await openEnvelope(newVault(), { ref, subject, ...envelope })).toEqual({ ok: false, code: 'tenant' })
  })

  it('as content', async () => {
    const { vault, subject, envelope } = await sealed()
    const key = await vault.subjectKey(subject)
    const opened = await openObject({ key, kind: 'content', ref, tenant: vault.tenant, object: envelope.object })
    expect(opened).toEqual({ ok: false, code: 'kind' })
  })

  it('where the record commits to something else', async () => {
    const { vault, subject, envelope } = await sealed()
    const second = await sealEnvelope(vault, { ref, subject, fields })
    const crossed = { ref, subject, sealed: second.sealed, object: envelope.object }
    expect(await openEnvelope(vault, crossed)).toEqual({ ok: false, code: 'commit' })
  })

  it.each([
    ['fewer', ['email']],
    ['more', ['email', 'name', 'phone', '😀', '\ufb33']],
    ['others', ['email', 'nickname', '😀', '\ufb33']],
    ['misordered', ['name', 'email', '😀', '\ufb33']],
  ])('where the record names %s fields', async (_what, names) => {
    const { vault, subject, envelope } = await sealed()
    const claimed: Sealed = { ...envelope.sealed, fields: names }
    const opened = await openEnvelope(vault, { ref, subject, sealed: claimed, object: envelope.object })
    expect(opened).toEqual({ ok: false, code: 'fields' })
  })

  it('where one bit of its ciphertext is turned over, or it is no object at all', async () => {
    const { vault, subject, envelope } = await sealed()
    const bent = flipped(envelope.object, envelope.object.length - 20)
    expect(await openEnvelope(vault, { ref, subject, ...envelope, object: bent })).toEqual({ ok: false, code: 'tag' })
    const nothing = new Uint8Array(0)
    expect(await openEnvelope(vault, { ref, subject, ...envelope, object: nothing })).toEqual({
      ok: false,
      code: 'malformed',
    })
  })

  it('where whoever holds the key sealed something that is no envelope', async () => {
    const { vault, subject, envelope } = await sealed()
    const key = await vault.subjectKey(subject)
    const { commit } = envelope.sealed
    const plaintext = new TextEncoder().encode('{"fields":{"name":"Eve Example"}}')
    const object = await sealObject({ key, kind: 'envelope', ref, tenant: vault.tenant, commit, plaintext })
    expect(await openEnvelope(vault, { ref, subject, ...envelope, object })).toEqual({ ok: false, code: 'commit' })
  })
})
