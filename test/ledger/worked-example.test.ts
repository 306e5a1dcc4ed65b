// One record from its parts to a proof in the root log, with every intermediate value written out, for people who implement LEDGER anew.
import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { b64, fromHex, hex, text, utf8 } from '../../worker/ledger/bytes.ts'
import { formatCheckpoint, signCheckpoint } from '../../worker/ledger/checkpoint.ts'
import { commit, envelopeOf } from '../../worker/ledger/commitment.ts'
import { publicKeyOf } from '../../worker/ledger/ed25519.ts'
import { leafHash } from '../../worker/ledger/hash.ts'
import { recordBytes } from '../../worker/ledger/link.ts'
import { NO_PREV, parseRecord, recordLeaf } from '../../worker/ledger/record.ts'
import { blindedLabel, rootLeafData } from '../../worker/ledger/rootlog.ts'
import { formatTlogProof, verifyTlogProof } from '../../worker/ledger/tlog-proof.ts'
import { appendLeaf, emptyRange, rootOf } from '../../worker/ledger/tree.ts'
import { formatVkey, parseVkey } from '../../worker/ledger/vkey.ts'
import { present } from './vectors.ts'

const sha = (...parts: (string | Uint8Array)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

const tenant = `tn_${'0123456789abcdefghjkmnpqrs'}`
const salt = new Uint8Array(32).fill(0x11)
const fields = { name: 'Alice', email: 'alice@example.com' }
const seed = new Uint8Array(32).fill(0x22)
const logOrigin = 'log.example/tally'

const bytes = recordBytes({
  tenant,
  seq: 0,
  prev: NO_PREV,
  ingestedAt: '2026-01-02T03:04:05.678Z',
  kind: 'activity',
  stream: 'anthropic.activity',
  id: 'act_1',
  rev: 0,
  occurredAt: '2026-01-02T03:04:05.000Z',
  subject: `sub_${'z'.repeat(26)}`,
  dataJson: '{"action":"login"}',
  sealedJson: `{"alg":"hmac-sha256/32","commit":"${commit(fields, salt)}","fields":["email","name"]}`,
})

describe('one record', () => {
  it('commits to its personal fields by HMAC under the salt, over their JCS', () => {
    const expected = createHmac('sha256', salt).update('{"email":"alice@example.com","name":"Alice"}').digest('hex')
    expect(commit(fields, salt)).toBe(expected)
    expect(envelopeOf(fields, salt)).toBe(
      `{"fields":{"email":"alice@example.com","name":"Alice"},"salt":"${b64(salt)}"}`,
    )
  })

  it('is this text, and nothing personal stands in it', () => {
    expect(text(bytes)).toBe(
      [
        '{"data":{"action":"login"},"id":"act_1","ingested_at":"2026-01-02T03:04:05.678Z","kind":"activity",',
        '"occurred_at":"2026-01-02T03:04:05.000Z",',
        `"prev":"${'0'.repeat(64)}","rev":0,`,
        `"sealed":{"alg":"hmac-sha256/32","commit":"${commit(fields, salt)}","fields":["email","name"]},`,
        `"seq":0,"stream":"anthropic.activity","subject":"sub_${'z'.repeat(26)}","tenant":"${tenant}","v":1}`,
      ].join(''),
    )
    expect(text(bytes)).not.toMatch(/alice/i)
    expect(parseRecord(bytes)).toMatchObject({ ok: true })
  })

  it('is a leaf by SHA-256 over 0x00 and the bytes, which is also the root of a tree of one', () => {
    const leaf = recordLeaf(bytes)
    expect(hex(leaf)).toBe(sha(Uint8Array.of(0), bytes))
    const range = emptyRange()
    appendLeaf(range, leaf)
    expect(hex(rootOf(range))).toBe(hex(leaf))
  })

  it('stands under a checkpoint of four lines and a signature', async () => {
    const origin = `${logOrigin}/${tenant}`
    const root = recordLeaf(bytes)
    const file = await signCheckpoint({ origin, size: 1, root }, seed)
    const [first, second, third, blank, signature, end] = file.split('\n')
    expect([first, second, third, blank, end]).toEqual([origin, '1', b64(root), '', ''])
    expect(signature).toMatch(new RegExp(`^— ${origin} [A-Za-z0-9+/]{90,}=*$`))
    expect(formatCheckpoint({ origin, size: 1, root })).toBe(`${first}\n${second}\n${third}\n`)
  })

  it('is named in the root log by a label that only the blinding key explains', async () => {
    const key = new Uint8Array(32).fill(0x33)
    const label = createHmac('sha256', key).update('tallystick/root/1').digest('hex')
    expect(hex(blindedLabel(key))).toBe(label)
    const note = formatCheckpoint({ origin: `${logOrigin}/${tenant}`, size: 1, root: recordLeaf(bytes) })
    const data = rootLeafData(fromHex(label), note, salt)
    expect(hex(data)).toBe(label + sha(note, salt))
    const origin = `${logOrigin}/root`
    const checkpoint = await signCheckpoint({ origin, size: 1, root: leafHash(data) }, seed)
    const proof = formatTlogProof({ index: 0, hashes: [], checkpoint })
    expect(proof.startsWith('c2sp.org/tlog-proof@v1\nindex 0\n\nlog.example/tally/root\n1\n')).toBe(true)
    const vkey = formatVkey(origin, await publicKeyOf(seed))
    const result = await verifyTlogProof(proof, leafHash(data), origin, [present(parseVkey(vkey))])
    expect(result).toMatchObject({ ok: true, checkpoint: { size: 1 } })
  })

  it('has another leaf with any bit of it changed', () => {
    const before = hex(recordLeaf(bytes))
    for (let bit = 0; bit < bytes.length * 8; bit += 41) {
      const changed = bytes.slice()
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(hex(recordLeaf(changed)), `bit ${bit}`).not.toBe(before)
    }
    expect(utf8(text(bytes))).toEqual(bytes)
  })
})
