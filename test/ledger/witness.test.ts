// tlog-proofs and the witness's decision: the vectors of C2SP, then the edges they leave out.
import { describe, expect, it } from 'vitest'
import { b64, fromB64, fromHex, utf8 } from '../../worker/ledger/bytes.ts'
import { signCheckpoint } from '../../worker/ledger/checkpoint.ts'
import { publicKeyOf } from '../../worker/ledger/ed25519.ts'
import { leafHash, sha256 } from '../../worker/ledger/hash.ts'
import { signNote } from '../../worker/ledger/note.ts'
import { consistencyProof, inclusionProof, rootFrom } from '../../worker/ledger/proof.ts'
import { formatTlogProof, parseTlogProof, verifyTlogProof } from '../../worker/ledger/tlog-proof.ts'
import { makeKey, parseVkey } from '../../worker/ledger/vkey.ts'
import { decideAddCheckpoint, formatAddCheckpoint, parseAddCheckpoint } from '../../worker/ledger/witness.ts'
import { memoryReader, referenceLeaf } from './reference-tree.ts'
import { present, readJson } from './vectors.ts'

const leaves = Array.from({ length: 20 }, (_, i) => referenceLeaf(utf8(`leaf ${i}`)))
const reader = memoryReader(leaves)
const seed = new Uint8Array(32).fill(4)
const origin = 'log.example/root'
const fileAt = async (size: number) => signCheckpoint({ origin, size, root: await rootFrom(reader, size) }, seed)

describe('the tlog-proofs of the vectors', () => {
  type Case = { name: string; leaf_hex: string; tlog_proof: string; expect: 'accept' | 'reject' }
  const {
    origin: logOrigin,
    log_vkey,
    vectors,
  } = readJson<{ origin: string; log_vkey: string; vectors: Case[] }>('signed-note/tlog-proofs.json')

  it.each(vectors.map((c) => [c.name, c] as const))('%s: is judged as the specification says', async (_, c) => {
    const keys = [present(parseVkey(log_vkey))]
    const result = await verifyTlogProof(c.tlog_proof, leafHash(fromHex(c.leaf_hex)), logOrigin, keys)
    expect(result.ok).toBe(c.expect === 'accept')
  })

  it.each(vectors.filter((c) => c.expect === 'accept').map((c) => [c.name, c] as const))(
    '%s: comes back byte for byte',
    (_, c) => {
      expect(formatTlogProof(present(parseTlogProof(c.tlog_proof)))).toBe(c.tlog_proof)
    },
  )
})

describe('a tlog-proof', () => {
  it('that we make verifies for its leaf and for no other', async () => {
    const key = makeKey(origin, await publicKeyOf(seed))
    const hashes = await inclusionProof(reader, 5, 13)
    const proof = formatTlogProof({ index: 5, hashes, checkpoint: await fileAt(13), extra: utf8('note') })
    const result = await verifyTlogProof(proof, present(leaves[5]), origin, [key])
    expect(result.ok && result.proof.extra).toEqual(utf8('note'))
    expect(await verifyTlogProof(proof, present(leaves[6]), origin, [key])).toEqual({ ok: false, code: 'not_included' })
    expect(await verifyTlogProof(proof, present(leaves[5]), 'other', [key])).toEqual({
      ok: false,
      code: 'wrong_origin',
    })
    expect(await verifyTlogProof(proof, present(leaves[5]), origin, [])).toEqual({ ok: false, code: 'no_known_key' })
  })

  const hash = b64(new Uint8Array(32))
  it.each([
    ['no blank line', 'c2sp.org/tlog-proof@v1\nindex 0\n'],
    ['no header', 'index 0\n\n'],
    ['no index', 'c2sp.org/tlog-proof@v1\n\n'],
    ['a signed index', 'c2sp.org/tlog-proof@v1\nindex +1\n\n'],
    ['an index beyond 2^53', 'c2sp.org/tlog-proof@v1\nindex 9007199254740993\n\n'],
    ['extra after the index', `c2sp.org/tlog-proof@v1\nindex 0\nextra ${hash}\n\n`],
    ['extra that is not base64', 'c2sp.org/tlog-proof@v1\nextra *\nindex 0\n\n'],
    ['a short hash', 'c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n'],
    ['64 hashes', `c2sp.org/tlog-proof@v1\nindex 0\n${`${hash}\n`.repeat(64)}\n`],
    ['carriage returns', 'c2sp.org/tlog-proof@v1\r\nindex 0\r\n\r\n'],
  ])('is refused with %s', (_, source) => {
    expect(parseTlogProof(source)).toBeUndefined()
  })

  it('may have 63 hashes and none', () => {
    const make = (n: number) =>
      parseTlogProof(`c2sp.org/tlog-proof@v1\nindex 0\n${`${hash}\n`.repeat(n)}\ncheckpoint\n`)
    expect(make(63)?.hashes.length).toBe(63)
    expect(make(0)).toEqual({ index: 0, hashes: [], checkpoint: 'checkpoint\n' })
  })
})

describe('the add-checkpoint requests of the vectors', () => {
  type Case = {
    name: string
    witness_state_size: number
    witness_state_root_b64: string
    request_body: string
    expected_status: number
  }
  type Vectors = { origin: string; log_vkey: string; vectors: Case[] }
  const { origin: logOrigin, log_vkey, vectors } = readJson<Vectors>('signed-note/witness-add-checkpoint.json')
  const logs = new Map([[logOrigin, [present(parseVkey(log_vkey))]]])

  it.each(vectors.map((c) => [c.name, c] as const))('%s: is answered with the status they say', async (_, c) => {
    const state = { size: c.witness_state_size, root: fromB64(c.witness_state_root_b64) }
    const decision = await decideAddCheckpoint(c.request_body, logs, () => state)
    expect(decision.status).toBe(c.expected_status)
    if (decision.status === 409) expect(decision.size).toBe(c.witness_state_size)
  })
})

describe('a witness', () => {
  const empty = { size: 0, root: sha256(new Uint8Array(0)) }
  const ask = async (state: { size: number; root: Uint8Array }, body: string) =>
    decideAddCheckpoint(body, new Map([[origin, [makeKey(origin, await publicKeyOf(seed))]]]), () => state)
  const body = async (old: number, size: number) =>
    formatAddCheckpoint({ old, path: await consistencyProof(reader, old, size), file: await fileAt(size) })

  it('follows a log from nothing, step by step', async () => {
    let state = empty
    for (const size of [1, 2, 7, 7, 8, 20]) {
      const decision = await ask(state, await body(state.size, size))
      if (decision.status !== 200) throw new Error(`${size}: ${decision.status}`)
      expect(decision.noteText.startsWith(`${origin}\n${size}\n`)).toBe(true)
      state = decision.checkpoint
    }
  })

  it('answers 409 with its own size when the log is behind or ahead of it', async () => {
    expect(await ask({ size: 7, root: await rootFrom(reader, 7) }, await body(5, 9))).toEqual({ status: 409, size: 7 })
    expect(await ask(empty, await body(5, 9))).toEqual({ status: 409, size: 0 })
  })

  it('refuses a shorter log and another history with what they deserve', async () => {
    const at9 = { size: 9, root: await rootFrom(reader, 9) }
    const shorter = formatAddCheckpoint({ old: 9, path: [], file: await fileAt(5) })
    expect(await ask(at9, shorter)).toEqual({ status: 400 })
    const rewritten = { size: 9, root: sha256(utf8('another root')) }
    expect(await ask(rewritten, await body(9, 12))).toEqual({ status: 422 })
  })

  it('answers 400 to bodies that are no request', async () => {
    const file = await fileAt(3)
    for (const bad of [
      '',
      'old 0\n',
      `old 00\n\n${file}`,
      `old -1\n\n${file}`,
      `old 0\nAAAA\n\n${file}`,
      `\n\n${file}`,
    ]) {
      expect(await ask(empty, bad), bad).toEqual({ status: 400 })
    }
    expect(await ask(empty, 'old 0\n\nno note')).toEqual({ status: 400 })
    expect(await ask(empty, `old 0\n\n${await signNote('no checkpoint\n', origin, seed)}`)).toEqual({ status: 400 })
  })

  it('reads at most 63 hashes', async () => {
    const hash = b64(new Uint8Array(32))
    const make = (n: number) => `old 1\n${`${hash}\n`.repeat(n)}\nfile`
    expect(parseAddCheckpoint(make(63))?.path.length).toBe(63)
    expect(parseAddCheckpoint(make(64))).toBeUndefined()
  })
})
