// Damaged proofs: parsed or refused, never thrown; and a block attests the file only by the steps that led to it before the damage.
import { describe, expect, it } from 'vitest'
import { hex } from '../../../worker/ledger/bytes.ts'
import { sha256 } from '../../../worker/ledger/hash.ts'
import { parseCalendarTree, parseOts, prune, writeOts } from '../../../worker/ledger/ots/proof.ts'
import { verifyAnchor } from '../../../worker/ledger/ots/verify.ts'
import { always, damage, damagedBytes } from '../../verifier/mutations.ts'
import { mineChain, stampOver } from '../chain.ts'
import { listFiles, readBytes } from '../vectors.ts'

const files = listFiles('ots').filter((path) => path.endsWith('.ots'))

describe('damaged .ots files', () => {
  it('are there to damage', () => expect(files.length).toBeGreaterThan(10))

  it.each(files)('%s parses to what writes again, or is refused with a code', (path) => {
    const bytes = readBytes(path)
    for (const what of always(damage, 200)) {
      const damaged = damagedBytes(bytes, what)
      const parsed = parseOts(damaged)
      if (parsed.ok) expect(parseOts(writeOts(parsed.root))).toMatchObject({ ok: true })
      else expect(['malformed', 'unsupported']).toContain(parsed.code)
      // As a calendar would answer it, too: there the tree stands without its header.
      expect(typeof parseCalendarTree(damaged.subarray(65), new Uint8Array(32)).ok).toBe('boolean')
    }
  })

  it('never move a block: what still attests is step for step what attested before', () => {
    const digest = sha256(new TextEncoder().encode('the file'))
    const { ots, merkleRoot } = stampOver(digest, 100)
    const chain = mineChain(merkleRoot, 100, 7)
    expect(verifyAnchor(ots, digest, chain, { regtest: true }).result).toBe('ok')
    const attested = (bytes: Uint8Array) => {
      const parsed = parseOts(bytes)
      const kept = parsed.ok ? prune(parsed.root, ({ type }) => type === 'bitcoin') : undefined
      return kept === undefined ? '' : hex(writeOts(kept))
    }
    const whole = attested(ots)
    for (const what of always(damage, 2000)) {
      const damaged = damagedBytes(ots, what)
      const { result } = verifyAnchor(damaged, digest, chain, { regtest: true })
      if (result === 'ok') expect(attested(damaged)).toBe(whole)
    }
  })
})
