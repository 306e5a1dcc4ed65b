// OpenTimestamps proofs: every file of the vectors, and what a calendar's answers do to a proof of ours.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat, equal, fromHex, hex, utf8 } from '../../../worker/ledger/bytes.ts'
import { sha256 } from '../../../worker/ledger/hash.ts'
import type { Attestation } from '../../../worker/ledger/ots/attestation.ts'
import type { Operation } from '../../../worker/ledger/ots/operation.ts'
import {
  attestationsOf,
  chain,
  graft,
  leafNode,
  mergeNodes,
  type OtsNode,
  parseCalendarTree,
  parseOts,
  writeCalendarTree,
  writeOts,
} from '../../../worker/ledger/ots/proof.ts'
import { varuint } from '../../../worker/ledger/ots/wire.ts'
import { listFiles, present, readBytes, readJson } from '../vectors.ts'

type Expected = {
  file: string
  parse: 'accept' | 'reject'
  sha256_of_file: string
  size: number
  file_digest_hex?: string
  attestations?: {
    type: string
    msg_hex: string
    height?: number
    uri?: string
    tag_hex?: string
    payload_hex?: string
  }[]
  reserialize_identical?: boolean
  source?: string
  source_digest_matches?: boolean
}
const expected = readJson<Expected[]>('ots/expected.json')

/** Files that the reference accepts and we refuse, on purpose: LEDGER section 7.1 knows three operations. */
const UNSUPPORTED = [
  'negatives/hexlify-op.ots',
  'negatives/keccak-as-file-hash.ots',
  'negatives/reverse-op.ots',
  'official/bad-stamp.txt.ots',
  'official/bitcoin.pdf.ots',
  'official/different-blockchains.txt.ots',
  'official/empty.ots',
  'official/hello-world.txt.ots',
]
/** Stricter in form than the reference: a number in two spellings, and a height that no double holds. */
const STRICTER = ['negatives/height-2^53.ots', 'negatives/varuint-overlong.ots']

function parsed(bytes: Uint8Array): OtsNode {
  const result = parseOts(bytes)
  if (!result.ok) throw new Error(`${result.code}: ${result.detail}`)
  return result.root
}

function described(attestation: Attestation): object {
  if (attestation.type === 'pending') return { type: 'PendingAttestation', uri: attestation.uri }
  if (attestation.type === 'bitcoin') return { type: 'BitcoinBlockHeaderAttestation', height: attestation.height }
  return { type: 'UnknownAttestation', tag_hex: attestation.tag, payload_hex: hex(attestation.payload) }
}

describe('the files of the vectors', () => {
  it('are all told of in expected.json', () => {
    const files = listFiles('ots', '.ots').map((path) => path.slice('ots/'.length))
    expect(expected.map(({ file }) => file).sort()).toEqual(files)
  })

  it.each(expected.map((c) => [c.file, c] as const))(
    '%s: parses or not as the reference says, or stricter by rule',
    (_, c) => {
      const bytes = readBytes(`ots/${c.file}`)
      expect(bytes.length).toBe(c.size)
      expect(hex(sha256(bytes))).toBe(c.sha256_of_file)
      const result = parseOts(bytes)
      if (c.parse === 'reject') expect(result.ok).toBe(false)
      else if (UNSUPPORTED.includes(c.file)) expect(result).toMatchObject({ ok: false, code: 'unsupported' })
      else if (STRICTER.includes(c.file)) expect(result).toMatchObject({ ok: false, code: 'malformed' })
      else expect(result).toMatchObject({ ok: true })
    },
  )

  const accepted = expected.filter((c) => parseOts(readBytes(`ots/${c.file}`)).ok)

  it('that we accept are 26', () => expect(accepted.length).toBe(26))

  it.each(accepted.map((c) => [c.file, c] as const))('%s: attests the messages that the reference names', (_, c) => {
    const root = parsed(readBytes(`ots/${c.file}`))
    expect(hex(root.message)).toBe(c.file_digest_hex)
    const found = attestationsOf(root).map(({ message, attestation }) => ({
      msg_hex: hex(message),
      ...described(attestation),
    }))
    const wanted = present(c.attestations).map(({ type, msg_hex, height, uri, tag_hex, payload_hex }) => {
      if (type === 'PendingAttestation') return { msg_hex, type, uri }
      if (type === 'BitcoinBlockHeaderAttestation') return { msg_hex, type, height }
      return { msg_hex, type, tag_hex, payload_hex }
    })
    const sorted = (list: object[]) => list.map((item) => JSON.stringify(item, Object.keys(item).sort())).sort()
    expect(sorted(found)).toEqual(sorted(wanted))
  })

  it.each(accepted.map((c) => [c.file, c] as const))('%s: is written again byte for byte', (_, c) => {
    const bytes = readBytes(`ots/${c.file}`)
    expect(c.reserialize_identical).toBe(true)
    expect(hex(writeOts(parsed(bytes)))).toBe(hex(bytes))
  })

  it.each(accepted.filter((c) => c.source !== undefined).map((c) => [c.file, c] as const))(
    '%s: stamps its source',
    (_, c) => {
      const root = parsed(readBytes(`ots/${c.file}`))
      expect(equal(root.message, sha256(readBytes(`ots/${c.source}`)))).toBe(c.source_digest_matches)
    },
  )
})

describe('upgrading', () => {
  const finished = listFiles('ots/regtest', '.json.ots').filter((path) => !path.includes('/pending/'))

  it.each(finished)('%s: a pending proof grows to it by what its calendar answers', (path) => {
    const whole = parsed(readBytes(path))
    const pending = parsed(readBytes(path.replace('regtest/', 'regtest/pending/')))
    const asked = attestationsOf(pending).find(({ attestation }) => attestation.type === 'pending')
    const commitment = present(asked).message
    const answer = subtree(whole, commitment)
    const served = parseCalendarTree(writeCalendarTree(answer), commitment)
    if (!served.ok) throw new Error(served.detail)
    expect(hex(writeOts(graft(pending, served.root)))).toBe(hex(readBytes(path)))
  })

  function subtree(node: OtsNode, message: Uint8Array): OtsNode {
    const found = find(node, message)
    return present(found, 'the commitment')
  }

  function find(node: OtsNode, message: Uint8Array): OtsNode | undefined {
    if (equal(node.message, message)) return node
    for (const branch of node.branches) {
      const found = find(branch.node, message)
      if (found !== undefined) return found
    }
    return undefined
  }
})

describe('a proof of ours', () => {
  const digest = sha256(utf8('file'))
  const nonce: Operation[] = [{ op: 'append', argument: new Uint8Array(16).fill(3) }, { op: 'sha256' }]
  const pendingAt =
    (uri: string) =>
    (message: Uint8Array): OtsNode => ({
      ...leafNode(message),
      attestations: [{ type: 'pending', uri }],
    })

  it('takes in three calendars under one nonce, and comes back from its bytes', () => {
    const uris = ['https://c.example', 'https://a.example', 'https://b.example']
    const merged = uris.map((uri) => chain(digest, nonce, pendingAt(uri))).reduce(mergeNodes)
    expect(merged.branches.length).toBe(1)
    const again = parsed(writeOts(merged))
    const found = attestationsOf(again).map(({ attestation }) => attestation.type === 'pending' && attestation.uri)
    expect(found).toEqual([...uris].sort())
    expect(hex(attestationsOf(again)[0]?.message ?? digest)).toBe(
      hex(sha256(concat(digest, new Uint8Array(16).fill(3)))),
    )
  })

  it('is the same whichever calendar answers first, and however often', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(['https://a.example', 'https://b.example', 'https://c.example'], { minLength: 1 }),
        (order) => {
          const all = [...order, ...order].map((uri) => chain(digest, nonce, pendingAt(uri))).reduce(mergeNodes)
          const sorted = [...order]
            .sort()
            .map((uri) => chain(digest, nonce, pendingAt(uri)))
            .reduce(mergeNodes)
          expect(hex(writeOts(all))).toBe(hex(writeOts(sorted)))
        },
      ),
    )
  })

  it('merges two messages never', () => {
    expect(() => mergeNodes(leafNode(digest), leafNode(sha256(digest)))).toThrow(RangeError)
  })

  it('is not written while a branch attests nothing', () => {
    expect(() => writeOts(leafNode(digest))).toThrow(RangeError)
    expect(() => writeOts(chain(digest, nonce, leafNode))).toThrow(RangeError)
  })

  it('grafts nothing where the message does not stand', () => {
    const proof = chain(digest, nonce, pendingAt('https://a.example'))
    const grown = graft(proof, pendingAt('https://b.example')(sha256(utf8('elsewhere'))))
    expect(hex(writeOts(grown))).toBe(hex(writeOts(proof)))
  })
})

describe('the parser', () => {
  const good = readBytes('ots/regtest/shared-01.json.ots')

  it('refuses every shorter file, and one byte more', () => {
    for (let length = 0; length < good.length; length++) {
      expect(parseOts(good.subarray(0, length)).ok, `${length} bytes`).toBe(false)
    }
    expect(parseOts(concat(good, Uint8Array.of(0))).ok).toBe(false)
  })

  it('never throws, whatever byte is changed', () => {
    fc.assert(
      fc.property(fc.nat({ max: good.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = good.slice()
        bytes[at] = (bytes[at] ?? 0) ^ change
        const result = parseOts(bytes)
        // Whatever still parses says what it says: it is written again as it was, or was not in canonical order.
        if (result.ok) expect(parsed(writeOts(result.root))).toBeDefined()
      }),
      { numRuns: 500 },
    )
  })

  const HEAD = concat(good.subarray(0, 33), new Uint8Array(32).fill(1))
  const bitcoin = (...height: number[]) =>
    concat(fromHex('000588960d73d71901'), Uint8Array.of(height.length, ...height))

  it.each([
    ['a plain attestation', bitcoin(5), true],
    ['a height of two bytes', bitcoin(0x80, 1), true],
    ['an overlong height', bitcoin(0x85, 0), false],
    ['a height with a byte after it', bitcoin(5, 5), false],
    ['a height of nothing', bitcoin(), false],
    ['a fork mark before nothing', concat(Uint8Array.of(0xff), bitcoin(5)), false],
    ['two fork marks', concat(Uint8Array.of(0xff, 0xff), bitcoin(5), bitcoin(6)), false],
    ['a fork of two', concat(Uint8Array.of(0xff), bitcoin(5), bitcoin(6)), true],
    ['an append of nothing', concat(Uint8Array.of(0xf0, 0), bitcoin(5)), false],
    ['sha1', concat(Uint8Array.of(0x02), bitcoin(5)), false],
  ])('judges %s', (_, tail, ok) => {
    expect(parseOts(concat(HEAD, tail)).ok).toBe(ok)
  })

  it('takes 255 operations in a row and no more', () => {
    const steps = (n: number) => concat(HEAD, new Uint8Array(n).fill(0x08), bitcoin(5))
    expect(parseOts(steps(255)).ok).toBe(true)
    expect(parseOts(steps(256)).ok).toBe(false)
  })

  it('refuses addresses that are no plain URI', () => {
    const uri = (s: string) => concat(fromHex('0083dfe30d2ef90c8e'), varuint(s.length + 1), varuint(s.length), utf8(s))
    expect(parseOts(concat(HEAD, uri('https://a.example/x_y-z:1'))).ok).toBe(true)
    for (const s of ['https://a.example?x', 'a b', 'a@b', 'a\u0000', "a'b"])
      expect(parseOts(concat(HEAD, uri(s))).ok, s).toBe(false)
  })
})
