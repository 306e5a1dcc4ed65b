// Signed notes, keys, checkpoints and cosignatures against the vectors of Go, and against each way to get them wrong.
import { describe, expect, it } from 'vitest'
import { b64, concat, fromHex, hex, utf8 } from '../../worker/ledger/bytes.ts'
import {
  exportKeyName,
  formatCheckpoint,
  isLogOrigin,
  openCheckpoint,
  parseCheckpoint,
  rootOrigin,
  signCheckpoint,
  tenantOrigin,
} from '../../worker/ledger/checkpoint.ts'
import { cosign, cosignatureTime, cosignedMessage } from '../../worker/ledger/cosignature.ts'
import { isAcceptableKey, publicKeyOf, sign, verify } from '../../worker/ledger/ed25519.ts'
import { parseNote, signNote, verifyNote } from '../../worker/ledger/note.ts'
import { parseSignatureLine, parseSignatureLines } from '../../worker/ledger/signature-line.ts'
import { COSIGNATURE, formatVkey, isKeyName, keyId, makeKey, parseVkey } from '../../worker/ledger/vkey.ts'
import { present, readJson } from './vectors.ts'

type NoteCase = {
  name: string
  vkeys: string[]
  note?: string
  note_hex?: string
  note_level: 'accept' | 'reject'
  checkpoint_level: 'accept' | 'reject' | 'either'
  verified_by?: string[]
}
type NoteVectors = { origin: string; log_vkey: string; vectors: NoteCase[] }
type Key = { seed_hex: string; vkey: string }
type Keys = { origin: string; tenants: Key[]; root: Key; export: Key; witnesses: (Key & { name: string })[] }

const notes = readJson<NoteVectors>('signed-note/checkpoints.json')
const keys = readJson<Keys>('ledger/keys.json')
const seed = (n: number) => new Uint8Array(32).fill(n)
const keysOf = (vkeys: readonly string[]) => vkeys.map((vkey) => present(parseVkey(vkey), vkey))
const noteOf = ({ note, note_hex }: NoteCase) => note ?? fromHex(note_hex ?? '')

describe('the 40 notes of the vectors', () => {
  it('are 40', () => expect(notes.vectors.length).toBe(40))

  it.each(notes.vectors.map((c) => [c.name, c] as const))('%s: opens or not as Go says', async (_, c) => {
    const result = await verifyNote(noteOf(c), keysOf(c.vkeys))
    expect(result.ok).toBe(c.note_level === 'accept')
    if (result.ok) expect(result.verified.map(({ key }) => key.name).sort()).toEqual([...(c.verified_by ?? [])].sort())
  })

  it.each(notes.vectors.map((c) => [c.name, c] as const))('%s: is a checkpoint or not as C2SP says', async (_, c) => {
    const result = await openCheckpoint(noteOf(c), notes.origin, keysOf(c.vkeys), { extensions: true })
    // Where the specification leaves it open we refuse: sizes beyond 2^53-1, more than 100 signature lines.
    expect(result.ok).toBe(c.checkpoint_level === 'accept')
  })

  it('with an extension line are refused by the ledger’s own rule', async () => {
    const c = present(notes.vectors.find(({ name }) => name === 'with-extension-line'))
    const result = await openCheckpoint(noteOf(c), notes.origin, keysOf(c.vkeys))
    expect(result).toEqual({ ok: false, code: 'malformed' })
  })

  it('are refused for the reason that fits', async () => {
    const code = async (name: string) => {
      const c = present(notes.vectors.find((other) => other.name === name))
      const result = await openCheckpoint(noteOf(c), notes.origin, keysOf(c.vkeys))
      return result.ok ? 'ok' : result.code
    }
    expect(await code('signature-bit-flipped')).toBe('bad_signature')
    expect(await code('known-valid-plus-known-invalid')).toBe('bad_signature')
    expect(await code('unknown-signature-only')).toBe('no_known_key')
    expect(await code('witness-key-presented-as-log-key')).toBe('no_known_key')
    expect(await code('other-origin-same-key')).toBe('wrong_origin')
    expect(await code('size-leading-zero')).toBe('malformed')
    expect(await code('crlf-line-endings')).toBe('malformed')
  })
})

describe('a verifier key', () => {
  it('of the C2SP specification parses and verifies its example', async () => {
    const key = present(parseVkey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'))
    expect(key.name).toBe('example.com/foo')
    const line =
      '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n'
    const result = await verifyNote(`This is an example message.\n\n${line}`, [key])
    expect(result.ok).toBe(true)
  })

  it('comes from its seed as the vectors have it', async () => {
    for (const { seed_hex, vkey } of [...keys.tenants, keys.root, keys.export]) {
      const key = present(parseVkey(vkey), vkey)
      const publicKey = await publicKeyOf(fromHex(seed_hex))
      expect(hex(publicKey)).toBe(hex(key.publicKey))
      expect(formatVkey(key.name, publicKey)).toBe(vkey)
    }
    for (const { seed_hex, vkey, name } of keys.witnesses) {
      expect(formatVkey(name, await publicKeyOf(fromHex(seed_hex)), COSIGNATURE)).toBe(vkey)
    }
  })

  it('has another id as a witness than as a log', async () => {
    const publicKey = await publicKeyOf(seed(1))
    expect(hex(keyId('a.example', 1, publicKey))).not.toBe(hex(keyId('a.example', 4, publicKey)))
  })

  it('is refused with a wrong id, name, type, length or alphabet', async () => {
    const publicKey = await publicKeyOf(seed(1))
    const good = formatVkey('log.example', publicKey)
    const [name = '', id = '', ...rest] = good.split('+')
    const key = rest.join('+')
    const encode = (...head: number[]) => b64(concat(Uint8Array.from(head), publicKey))
    expect(parseVkey(good)?.text).toBe(good)
    const bad = [
      `${name}+${id.replace(/^./, (c) => (c === '0' ? '1' : '0'))}+${key}`,
      `${name}+${id.toUpperCase()}x+${key}`,
      `other.example+${id}+${key}`,
      `${name}+${id}`,
      `+${id}+${key}`,
      `log example+${id}+${key}`,
      `${name}+${id}+${key.replace(/=*$/, '')}x`,
      `${name}+${id}+${encode(2)}`,
      `${name}+${id}+${encode()}`,
      `${name}+${id}+${encode(1, 1)}`,
      '',
      `${good}\n`,
    ]
    for (const vkey of bad) expect(parseVkey(vkey), vkey).toBeUndefined()
  })

  it('is refused when a known low-order point or a non-canonical y stands in it', () => {
    const hostile = [
      '0000000000000000000000000000000000000000000000000000000000000000',
      '0000000000000000000000000000000000000000000000000000000000000080',
      '0100000000000000000000000000000000000000000000000000000000000000',
      '0100000000000000000000000000000000000000000000000000000000000080',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
      'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
      'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    ].map(fromHex)
    for (const point of hostile) {
      expect(isAcceptableKey(point), hex(point)).toBe(false)
      expect(() => makeKey('log.example', point), hex(point)).toThrow(RangeError)
      const id = hex(keyId('log.example', 1, point))
      expect(parseVkey(`log.example+${id}+${b64(concat(Uint8Array.of(1), point))}`), hex(point)).toBeUndefined()
    }
    expect(isAcceptableKey(new Uint8Array(31))).toBe(false)
    // p - 2, the largest canonical y that is not of low order: only its last byte tells it from p.
    expect(isAcceptableKey(fromHex(`eb${'ff'.repeat(30)}7f`))).toBe(true)
  })

  it.each(['', ' ', 'a b', 'a\tb', 'a+b', 'a\u00a0b', 'a\u2003b', 'a\u0085b', '\ud800'])(
    'cannot be named %j',
    (name) => {
      expect(isKeyName(name)).toBe(false)
    },
  )
})

describe('Ed25519', () => {
  it('signs as RFC 8032 section 7.1, test 2', async () => {
    const rfcSeed = fromHex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb')
    const publicKey = await publicKeyOf(rfcSeed)
    expect(hex(publicKey)).toBe('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
    const signature = await sign(rfcSeed, Uint8Array.of(0x72))
    expect(hex(signature)).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    )
    expect(await verify(publicKey, Uint8Array.of(0x72), signature)).toBe(true)
  })

  it('says false, not an error, to everything of the wrong form', async () => {
    const publicKey = await publicKeyOf(seed(3))
    const signature = await sign(seed(3), utf8('x'))
    expect(await verify(publicKey, utf8('x'), signature)).toBe(true)
    expect(await verify(publicKey, utf8('y'), signature)).toBe(false)
    expect(await verify(publicKey.slice(1), utf8('x'), signature)).toBe(false)
    expect(await verify(publicKey, utf8('x'), signature.slice(1))).toBe(false)
    expect(await verify(new Uint8Array(32).fill(2), utf8('x'), signature)).toBe(false)
    for (let bit = 0; bit < 512; bit += 37) {
      const flipped = signature.slice()
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(await verify(publicKey, utf8('x'), flipped), `bit ${bit}`).toBe(false)
    }
  })

  it('refuses a seed that is not 32 bytes', async () => {
    await expect(sign(new Uint8Array(31), utf8('x'))).rejects.toThrow(RangeError)
    await expect(publicKeyOf(new Uint8Array(64))).rejects.toThrow(RangeError)
  })
})

describe('a note', () => {
  it('that we sign opens with our key and with no other', async () => {
    const key = makeKey('log.example/a', await publicKeyOf(seed(1)))
    const note = await signNote('some text\nin lines\n', key.name, seed(1))
    const opened = await verifyNote(note, [key])
    expect(opened.ok && opened.note.text).toBe('some text\nin lines\n')
    expect(await verifyNote(note, [makeKey('log.example/a', await publicKeyOf(seed(2)))])).toEqual({
      ok: false,
      code: 'no_known_key',
    })
    expect(await verifyNote(note, [])).toEqual({ ok: false, code: 'no_known_key' })
  })

  it('splits at the last blank line', async () => {
    const note = await signNote('a\n\nb\n', 'log.example', seed(1))
    expect(present(parseNote(note)).text).toBe('a\n\nb\n')
  })

  it('counts a key that is given twice, or that signed twice, once', async () => {
    const key = makeKey('log.example', await publicKeyOf(seed(1)))
    const note = await signNote('a\n', 'log.example', seed(1))
    const twice = note + note.slice(note.indexOf('—'))
    const opened = await verifyNote(twice, [key, key])
    expect(opened.ok && opened.verified.length).toBe(1)
  })

  it('refuses a second line of a known key that is wrong, though the first is good', async () => {
    const key = makeKey('log.example', await publicKeyOf(seed(1)))
    const note = await signNote('a\n', 'log.example', seed(1))
    const other = await signNote('b\n', 'log.example', seed(1))
    const both = note + other.slice(other.indexOf('—'))
    expect(await verifyNote(both, [key])).toEqual({ ok: false, code: 'bad_signature' })
  })

  it('takes 100 signature lines and no more', async () => {
    const note = await signNote('a\n', 'log.example', seed(1))
    const line = note.slice(note.indexOf('—'))
    expect(parseNote(`a\n\n${line.repeat(100)}`)?.signatures.length).toBe(100)
    expect(parseNote(`a\n\n${line.repeat(101)}`)).toBeUndefined()
  })

  it('must be a text that ends in a newline', async () => {
    await expect(signNote('a', 'log.example', seed(1))).rejects.toThrow(RangeError)
  })

  it.each([
    '—',
    '— a',
    '— a ',
    '— a AAAA',
    '—  AAAAAAA=',
    '— a AAAAAAA= ',
    '- a AAAAAAA=',
    '— a+b AAAAAAA=',
    '— a AAAAAAA',
  ])('has no line %j', (line) => {
    expect(parseSignatureLine(line)).toBeUndefined()
  })

  it('has signature lines with a newline each', () => {
    expect(parseSignatureLines('')).toBeUndefined()
    expect(parseSignatureLines('\n')).toBeUndefined()
    expect(parseSignatureLines('— a AAAAAAA=')).toBeUndefined()
    expect(parseSignatureLines('— a AAAAAAA=\n')?.[0]).toEqual({
      name: 'a',
      id: '00000000',
      payload: new Uint8Array(1),
    })
    expect(parseSignatureLines('— a AAAAAAA=\n\n')).toBeUndefined()
  })
})

describe('a checkpoint', () => {
  const root = new Uint8Array(32).fill(9)

  it('is three lines and comes back', () => {
    const text = formatCheckpoint({ origin: 'log.example/root', size: 42, root })
    expect(text).toBe(`log.example/root\n42\n${b64(root)}\n`)
    expect(parseCheckpoint(text)).toEqual({ origin: 'log.example/root', size: 42, root })
  })

  it.each([
    ['', 1, 32],
    ['a\nb', 1, 32],
    ['a', -1, 32],
    ['a', 1.5, 32],
    ['a', 2 ** 53, 32],
    ['a', 1, 31],
  ])('is not written for origin %j, size %d, root of %i bytes', (origin, size, length) => {
    expect(() => formatCheckpoint({ origin, size, root: new Uint8Array(length) })).toThrow(RangeError)
  })

  it('allows extension lines that are not empty, unless told not to', () => {
    const text = formatCheckpoint({ origin: 'a', size: 1, root })
    expect(parseCheckpoint(`${text}more\n`)?.size).toBe(1)
    expect(parseCheckpoint(`${text}more\n`, { extensions: false })).toBeUndefined()
    expect(parseCheckpoint(`${text}\n`)).toBeUndefined()
    expect(parseCheckpoint(text.slice(0, -1))).toBeUndefined()
    expect(parseCheckpoint(`\n1\n${b64(root)}\n`)).toBeUndefined()
  })

  it('opens under the key named like its origin and under no other key of the log', async () => {
    const origin = 'log.example/tn_x'
    const file = await signCheckpoint({ origin, size: 3, root }, seed(1))
    const publicKey = await publicKeyOf(seed(1))
    expect((await openCheckpoint(file, origin, [makeKey(origin, publicKey)])).ok).toBe(true)
    const foreign = await signNote(formatCheckpoint({ origin, size: 3, root }), 'log.example/root', seed(1))
    const result = await openCheckpoint(foreign, origin, [makeKey('log.example/root', publicKey)])
    expect(result).toEqual({ ok: false, code: 'no_known_key' })
  })

  it('reports witnesses beside the log', async () => {
    const origin = 'log.example/root'
    const file = await signCheckpoint({ origin, size: 3, root }, seed(1))
    const text = formatCheckpoint({ origin, size: 3, root })
    const line = await cosign(text, 'w.example', seed(2), 1_700_000_000)
    const known = [
      makeKey(origin, await publicKeyOf(seed(1))),
      makeKey('w.example', await publicKeyOf(seed(2)), COSIGNATURE),
    ]
    const opened = await openCheckpoint(file + line, origin, known)
    expect(opened.ok && opened.verified.map(({ key, time }) => [key.name, time])).toEqual([
      [origin, undefined],
      ['w.example', 1_700_000_000],
    ])
    // The witness alone does not make a log's checkpoint.
    expect(await openCheckpoint(`${text}\n${line}`, origin, known)).toEqual({ ok: false, code: 'no_known_key' })
  })

  it('has origins that LEDGER section 3 names', () => {
    expect(tenantOrigin('log.example/a', 'tn_1')).toBe('log.example/a/tn_1')
    expect(rootOrigin('log.example/a')).toBe('log.example/a/root')
    expect(exportKeyName('log.example/a')).toBe('log.example/a/export')
  })

  it.each(['log.example', 'a', 'l0g.example/tally/x_y-z.1', 'a/b', 'x'.repeat(128)])(
    'may have log origin %s',
    (origin) => {
      expect(isLogOrigin(origin)).toBe(true)
    },
  )

  it.each(['', 'A', 'https://a', 'a/', '/a', 'a//b', 'a b', 'a.', '-a', 'a/-b', 'a\n', 'x'.repeat(129), 'a/_b', 'a?b'])(
    'may not have log origin %j',
    (origin) => {
      expect(isLogOrigin(origin)).toBe(false)
    },
  )
})

describe('a cosignature', () => {
  it('covers time and text in the form of cosignature/v1', () => {
    expect(new TextDecoder().decode(cosignedMessage(7, 'o\n1\nr\n'))).toBe('cosignature/v1\ntime 7\no\n1\nr\n')
  })

  it('is refused with another time or another text', async () => {
    const key = makeKey('w.example', await publicKeyOf(seed(2)), COSIGNATURE)
    const line = await cosign('a\n', 'w.example', seed(2), 5)
    const parsed = present(parseSignatureLines(line)?.[0])
    expect(cosignatureTime(parsed)).toBe(5)
    expect((await verifyNote(`a\n\n${line}`, [key])).ok).toBe(true)
    expect((await verifyNote(`b\n\n${line}`, [key])).ok).toBe(false)
    const later = parsed.payload.slice()
    later[7] = 6
    const forged = `— w.example ${b64(concat(fromHex(parsed.id), later))}\n`
    expect(await verifyNote(`a\n\n${forged}`, [key])).toEqual({ ok: false, code: 'bad_signature' })
  })

  it('is refused when it is too short or its time is no date', async () => {
    const key = makeKey('w.example', await publicKeyOf(seed(2)), COSIGNATURE)
    for (const payload of [new Uint8Array(3), new Uint8Array(72).fill(0xff)]) {
      const line = `— w.example ${b64(concat(fromHex(key.id), payload))}\n`
      expect(await verifyNote(`a\n\n${line}`, [key])).toEqual({ ok: false, code: 'bad_signature' })
    }
  })
})
