import { describe, expect, it } from 'vitest'
import { b64, utf8 } from '../../worker/ledger/bytes.ts'
import { commit, contentBlob, contentCommit, envelopeOf } from '../../worker/ledger/commitment.ts'
import { canonicalize } from '../../worker/ledger/jcs.ts'
import { commitmentOf, NO_COMMITMENT } from '../../worker/vault/commitment.ts'

const salt = new Uint8Array(32).fill(9)
const saltText = b64(salt)
const fields = { email: 'ada@example.com', name: 'Ada Example' }

describe('the commitment of a plaintext', () => {
  it("is the envelope's over its fields", () => {
    expect(commitmentOf('envelope', utf8(envelopeOf(fields, salt)))).toBe(commit(fields, salt))
  })

  it("is the content's over its text", () => {
    expect(commitmentOf('content', utf8(contentBlob('grüße 🧾', salt)))).toBe(contentCommit('grüße 🧾', salt))
  })

  it('is none of a credential or a key, whatever they hold', () => {
    expect(commitmentOf('credential', utf8(contentBlob('x', salt)))).toBeUndefined()
    expect(commitmentOf('key', new Uint8Array(32))).toBeUndefined()
  })

  it('tells an envelope from content', () => {
    expect(commitmentOf('content', utf8(envelopeOf(fields, salt)))).toBe(NO_COMMITMENT)
    expect(commitmentOf('envelope', utf8(contentBlob('x', salt)))).toBe(NO_COMMITMENT)
  })

  it.each([
    ['no JSON', 'hello'],
    ['nothing', ''],
    ['an array', '[]'],
    ['null', 'null'],
    ['white space', `{"salt": "${saltText}","text":"x"}`],
    ['members out of order', `{"text":"x","salt":"${saltText}"}`],
    ['a member twice', `{"salt":"${saltText}","text":"x","text":"x"}`],
    ['one member more', canonicalize({ salt: saltText, text: 'x', also: 1 })],
    ['no text', canonicalize({ salt: saltText })],
    ['no salt', canonicalize({ text: 'x' })],
    ['a text that is a number', canonicalize({ salt: saltText, text: 1 })],
    ['a salt of 31 bytes', canonicalize({ salt: b64(new Uint8Array(31)), text: 'x' })],
    ['a salt that is not base64', canonicalize({ salt: '!'.repeat(44), text: 'x' })],
  ])('is never equal to one where the plaintext is %s', (_what, plaintext) => {
    expect(commitmentOf('content', utf8(plaintext))).toBe(NO_COMMITMENT)
    expect(NO_COMMITMENT).not.toMatch(/^[0-9a-f]{64}$/)
  })

  it('is never equal to one where the fields are no object', () => {
    for (const wrong of ['x', null, 1, ['email']]) {
      expect(commitmentOf('envelope', utf8(canonicalize({ fields: wrong, salt: saltText })))).toBe(NO_COMMITMENT)
    }
  })

  it('is never equal to one where the bytes are not UTF-8', () => {
    expect(commitmentOf('content', Uint8Array.of(0xff, 0xfe))).toBe(NO_COMMITMENT)
  })
})
