// Headers and anchors: real ones from Bitcoin, a regtest chain, and a chain mined here to bend in every direction.
import { describe, expect, it } from 'vitest'
import { fromHex, hex, utf8 } from '../../../worker/ledger/bytes.ts'
import { sha256 } from '../../../worker/ledger/hash.ts'
import { displayHash, hasProofOfWork, parseHeader, provesWork } from '../../../worker/ledger/ots/header.ts'
import { type OtsNode, writeOts } from '../../../worker/ledger/ots/proof.ts'
import { checkHeaders, verifyAnchor } from '../../../worker/ledger/ots/verify.ts'
import { mineChain, stampOver } from '../chain.ts'
import { present, readBytes, readJson } from '../vectors.ts'

type HeaderVector = { height: number; hash: string; header_hex?: string; merkle_root_display: string; time: number }

describe('block 358391 of Bitcoin', () => {
  const block = present(readJson<Record<string, HeaderVector>>('ots/official/mainnet-headers.json')['358391'])
  const bytes = fromHex(present(block.header_hex))
  const header = present(parseHeader(bytes))

  it('has the hash, time and merkle root that explorers show', () => {
    expect(displayHash(header)).toBe(block.hash)
    expect(header.time).toBe(block.time)
    expect(hex(header.merkleRoot.slice().reverse())).toBe(block.merkle_root_display)
  })

  it('has proof of work that means something', () => {
    expect(hasProofOfWork(header)).toBe(true)
    expect(provesWork(header)).toBe(true)
  })

  it('has none with any byte changed', () => {
    for (let at = 0; at < 80; at++) {
      const changed = bytes.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      // In the exponent a change could raise the target; it is still no proof of work that counts.
      const other = present(parseHeader(changed))
      expect(hasProofOfWork(other) && provesWork(other), `byte ${at}`).toBe(false)
    }
  })
})

describe('the regtest proofs of the vectors', () => {
  const headers = readJson<Record<string, HeaderVector>>('ots/regtest/headers.json')
  const all = new Map(
    Object.entries(headers).map(([height, { header_hex }]) => [Number(height), fromHex(present(header_hex))]),
  )

  it('have headers with the hashes they say, and no work worth the name', () => {
    expect(all.size).toBe(3)
    for (const [height, bytes] of all) {
      const header = present(parseHeader(bytes))
      expect(displayHash(header)).toBe(headers[height]?.hash)
      expect(header.time).toBe(headers[height]?.time)
      expect(hasProofOfWork(header)).toBe(true)
      expect(provesWork(header)).toBe(false)
    }
  })

  it.each(['01', '02', '03', '04', '05'])('shared-%s ends at its block, not yet buried', (n) => {
    const ots = readBytes(`ots/regtest/shared-${n}.json.ots`)
    const digest = sha256(readBytes(`ots/regtest/shared-${n}.json`))
    const result = verifyAnchor(ots, digest, all, { regtest: true })
    expect(result.result).toBe('undecided')
    expect(result.reasons[0]).toMatch(/only 0 headers on top/)
    expect(result.blocks.length).toBe(1)
    expect(result.pending.length).toBe(1)
    expect(verifyAnchor(ots, sha256(digest), all).result, 'another file').toBe('false')
  })

  it('still pending, or without a header, are undecided', () => {
    const pending = readBytes('ots/regtest/pending/shared-01.json.ots')
    const digest = sha256(readBytes('ots/regtest/shared-01.json'))
    expect(verifyAnchor(pending, digest, all)).toMatchObject({ result: 'undecided', blocks: [] })
    const finished = readBytes('ots/regtest/shared-01.json.ots')
    expect(verifyAnchor(finished, digest, new Map())).toMatchObject({ result: 'undecided', blocks: [] })
  })
})

describe('an anchor over a chain that we mined', () => {
  const digest = sha256(utf8('checkpoint file'))
  const stamp = stampOver(digest, 100)
  const headers = mineChain(stamp.merkleRoot, 100, 7)
  const judge = (changed: ReadonlyMap<number, Uint8Array>, ots = stamp.ots, regtest = true) =>
    verifyAnchor(ots, digest, changed, { regtest })
  const without = (height: number) => new Map([...headers].filter(([other]) => other !== height))
  const header = (height: number) => present(headers.get(height))

  it('is proven with six headers on top', () => {
    const result = judge(headers)
    expect(result).toMatchObject({ result: 'ok', reasons: [] })
    expect(result.blocks).toEqual([{ height: 100, time: 1_800_000_000, above: 6 }])
  })

  it('is undecided with five', () => {
    expect(judge(without(106))).toMatchObject({ result: 'undecided' })
  })

  it('counts only headers in a row', () => {
    const result = judge(without(103))
    expect(result.result).toBe('undecided')
    expect(result.blocks[0]?.above).toBe(2)
  })

  it('is undecided without its own header, and by trivial work unless told that it is a test', () => {
    expect(judge(without(100)).result).toBe('undecided')
    const result = judge(headers, stamp.ots, false)
    expect(result.result).toBe('undecided')
    expect(result.reasons[0]).toMatch(/2\^192/)
  })

  it('is false when a header does not follow the one below', () => {
    const other = mineChain(sha256(utf8('other')), 103, 1)
    const result = judge(new Map([...headers, ...other]))
    expect(result.result).toBe('false')
    expect(result.reasons.join()).toMatch(/does not follow/)
  })

  it('is false when a header misses its target or is cut', () => {
    const hard = header(104).slice()
    hard.set([0xff, 0xff, 0x00, 0x10], 72)
    expect(judge(new Map([...headers, [104, hard]])).reasons.join()).toMatch(/misses its own target/)
    expect(judge(new Map([...headers, [104, header(104).slice(1)]])).reasons.join()).toMatch(/80 bytes/)
  })

  it('is false when a target is negative, zero or overflows', () => {
    for (const bits of [
      [0xff, 0xff, 0xff, 0x20],
      [0, 0, 0, 0x20],
      [0xff, 0xff, 0x7f, 0xff],
    ]) {
      const bytes = header(106).slice()
      bytes.set(bits, 72)
      expect(judge(new Map([...headers, [106, bytes]])).result, String(bits)).toBe('false')
    }
  })

  it('is false when the proof ends elsewhere, though another attestation is good', () => {
    const wrong = mineChain(sha256(utf8('other root')), 50, 1)
    const root: OtsNode = { ...stamp.root, attestations: [{ type: 'bitcoin', height: 50 }] }
    const result = judge(new Map([...headers, ...wrong]), writeOts(root))
    expect(result.result).toBe('false')
    expect(result.reasons.join()).toMatch(/merkle root of block 50/)
  })

  it('is proven by the deepest of two blocks', () => {
    const second = mineChain(digest, 300, 1)
    const root: OtsNode = { ...stamp.root, attestations: [{ type: 'bitcoin', height: 300 }] }
    const result = judge(new Map([...headers, ...second]), writeOts(root))
    expect(result.result).toBe('ok')
    expect(result.blocks.map(({ height }) => height)).toEqual([100, 300])
  })

  it('is false when the proof does not parse', () => {
    expect(judge(headers, stamp.ots.slice(1)).result).toBe('false')
    expect(judge(headers, new Uint8Array(0)).result).toBe('false')
  })
})

describe('checkHeaders', () => {
  it('finds nothing wrong with no header at all', () => {
    expect(checkHeaders(new Map()).wrong).toEqual([])
  })

  it('does not ask headers with a gap between them to hang together', () => {
    const both = new Map([...mineChain(new Uint8Array(32), 1, 1), ...mineChain(new Uint8Array(32), 3, 1)])
    expect(checkHeaders(both).wrong).toEqual([])
  })
})
