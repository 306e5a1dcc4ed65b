import { describe, expect, it } from 'vitest'
import { newSubjectId } from '../../worker/ids.ts'
import { hex, utf8 } from '../../worker/ledger/bytes.ts'
import { contentCommit } from '../../worker/ledger/commitment.ts'
import { sha256 } from '../../worker/ledger/hash.ts'
import { deleteBlobs, openBlob, readBlob, sealBlob } from '../../worker/vault/blob.ts'
import type { Vault } from '../../worker/vault/keys.ts'
import { pathSegment } from '../../worker/vendors/place.ts'
import { again, contains, newVault } from './support.ts'

const text = 'Dear Ada, العربية, 日本語 and 👩🏽‍🔬 in one line.\nAnd a second one.'
const ref = 'anthropic.content/chat-1/message-1/0'
const blob = 'chat-1/message-1/0'

const wish = (subject: string, more: object = {}) => ({ ref, subject, blob, text, digest: true, ...more })

async function stored(vault: Vault, place: string): Promise<Uint8Array> {
  const object = await vault.bucket.get(`content/${vault.tenant}/${place}`)
  if (object === null) throw new Error(`nothing at ${place}`)
  return new Uint8Array(await object.arrayBuffer())
}

describe('the text of a message', () => {
  it('opens again to the same text, and its commitment recomputes from the salt that comes with it', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    const content = await sealBlob(vault, wish(subject))
    const opened = await readBlob(again(vault), { ref, subject }, content)
    if (!opened.ok) throw new Error(opened.code)
    expect(opened.text).toBe(text)
    const salt = Uint8Array.from(atob(opened.salt), (c) => c.charCodeAt(0))
    expect(contentCommit(text, salt)).toBe(content.commit)
  })

  it('is named in the record by its digest, its length and the digest of the stored object', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    const content = await sealBlob(vault, wish(subject))
    expect(content).toMatchObject({ alg: 'hmac-sha256/32', blob, sha256: hex(sha256(utf8(text))) })
    expect(content.bytes).toBe(utf8(text).length)
    expect(content.blob_sha256).toBe(hex(sha256(await stored(vault, blob))))
  })

  it('leaves no digest of the plaintext where the tenant wants none', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    expect(await sealBlob(vault, wish(subject, { digest: false }))).not.toHaveProperty('sha256')
  })

  it('stands nowhere in what is stored', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    await sealBlob(vault, wish(subject))
    expect(contains(await stored(vault, blob), utf8('Ada'))).toBe(false)
  })

  it('is taken over when a consumer that died had put it already', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    const first = await sealBlob(vault, wish(subject))
    expect(await sealBlob(again(vault), wish(subject))).toEqual(first)
    expect((await vault.bucket.list({ prefix: `content/${vault.tenant}/` })).objects).toHaveLength(1)
  })

  it('goes beside another text at the same place, which stays as it is', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    const first = await sealBlob(vault, wish(subject))
    const second = await sealBlob(vault, wish(subject, { text: 'another text' }))
    expect(second.blob).toMatch(/^chat-1\/message-1\/0-[0-9a-f]{16}$/)
    expect(await readBlob(vault, { ref, subject }, first)).toMatchObject({ ok: true, text })
    expect(await readBlob(vault, { ref, subject }, second)).toMatchObject({ ok: true, text: 'another text' })
  })

  it('is noise once the key of its person is destroyed, also for somebody who kept the object', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    const content = await sealBlob(vault, wish(subject))
    const kept = await stored(vault, blob)
    await vault.destroySubjectKey(subject)
    await vault.subjectKey(subject) // a new one, made since
    expect(await openBlob(vault, { ref, subject }, content, kept)).toEqual({ ok: false, code: 'erased' })
  })

  it('does not open as another message, another person or after one changed byte', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    const content = await sealBlob(vault, wish(subject))
    expect(await readBlob(vault, { ref: `${ref}1`, subject }, content)).toEqual({ ok: false, code: 'ref' })
    expect(await readBlob(vault, { ref, subject: newSubjectId() }, content)).toEqual({ ok: false, code: 'key' })
    const object = await stored(vault, blob)
    object[object.length - 1] = (object.at(-1) ?? 0) ^ 1
    expect(await openBlob(vault, { ref, subject }, content, object)).toEqual({ ok: false, code: 'digest' })
  })

  it('of nobody is sealed under the tenant key', async () => {
    const vault = newVault()
    const content = await sealBlob(vault, { ref, blob, text, digest: true })
    expect(await readBlob(vault, { ref }, content)).toMatchObject({ ok: true, text })
  })
})

describe('deleting texts', () => {
  it('takes a whole chat and nothing of the next one, twice without harm', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    for (let n = 0; n < 3; n++) await sealBlob(vault, wish(subject, { ref: `s.c/a/${n}/0`, blob: `a/${n}/0` }))
    const other = await sealBlob(vault, wish(subject, { ref: 's.c/ab/0/0', blob: 'ab/0/0' }))
    expect(await deleteBlobs(vault, 'a/')).toBe(3)
    expect(await deleteBlobs(vault, 'a/')).toBe(0)
    expect(await readBlob(vault, { ref: 's.c/ab/0/0', subject }, other)).toMatchObject({ ok: true })
  })

  it('says that a text is absent when its object is gone', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    const content = await sealBlob(vault, wish(subject))
    await deleteBlobs(vault, '')
    expect(await readBlob(vault, { ref, subject }, content)).toEqual({ ok: false, code: 'absent' })
  })
})

describe('a name from outside in a path', () => {
  it.each(['../../keys/x', 'a/b', '.', '..', 'chat?x#y', 'a%2Fb', ' '])('%s leads nowhere else', (name) => {
    expect(pathSegment(name)).toMatch(/^[A-Za-z0-9%_~!*'()-]+$/)
    expect(decodeURIComponent(pathSegment(name))).toBe(name)
  })
})
