// The formats inside verify.py, one by one, against vectors that others made: signatures, JCS, records, notes, proofs, OpenTimestamps.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verify } from '../../worker/ledger/ed25519.ts'
import { readJson } from '../ledger/vectors.ts'
import { hasPython, NEEDS_PYTHON, python } from './python.ts'

const VECTORS = join(import.meta.dirname, '../vectors')
type Said = Record<
  'ed25519' | 'keys' | 'numbers' | 'documents' | 'mustReject' | 'records' | 'ots' | 'notes' | 'proofs' | 'inclusion',
  boolean[]
>
type Signature = { key: string; sig: string; msg: string; flags: string[] | null }

function ask(): Said {
  const { status, stdout, stderr } = python([join(import.meta.dirname, 'formats.py'), VECTORS])
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}
const fromHex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'))

describe.skipIf(!hasPython)(`formats of verify.py${NEEDS_PYTHON}`, () => {
  const said: Said = hasPython ? ask() : ({} as Said) // never read when the tests are skipped
  const signatures = readJson<Signature[]>('ed25519/ed25519vectors.json')

  it('accepts of 914 hostile signatures the same ones as the other verifier', async () => {
    const others: boolean[] = []
    for (const { key, msg, sig } of signatures)
      others.push(await verify(fromHex(key), new TextEncoder().encode(msg), fromHex(sig)))
    expect(said.ed25519).toEqual(others)
    expect(others.filter(Boolean)).toHaveLength(86)
  })

  it('refuses exactly the keys of low order and those in a second spelling', () => {
    const refused = ({ flags }: Signature) => flags?.some((flag) => ['low_order_A', 'non_canonical_A'].includes(flag))
    expect(said.keys).toEqual(signatures.map((one) => !refused(one)))
  })

  it('writes numbers and documents as RFC 8785 does, and refuses what JSON.parse would let through', () => {
    expect(said.numbers).toHaveLength(2000)
    expect([...said.numbers, ...said.documents].every(Boolean)).toBe(true)
    expect(said.mustReject.some(Boolean)).toBe(false)
  })

  it('accepts and refuses single records as their vectors say', () => {
    const cases = readJson<{ expect: string }[]>('ledger/records.json')
    expect(said.records).toEqual(cases.map((one) => one.expect === 'accept'))
  })

  it('verifies checkpoints as their vectors say, but for what LEDGER section 3 forbids', () => {
    const stricter = ['empty-tree', 'with-extension-line', 'size-over-2^63', '101-unknown-signatures-then-known']
    const { vectors } = readJson<{ vectors: { name: string; checkpoint_level: string }[] }>(
      'signed-note/checkpoints.json',
    )
    expect(said.notes).toEqual(
      vectors.map(({ name, checkpoint_level }) => checkpoint_level === 'accept' && !stricter.includes(name)),
    )
  })

  it('verifies proofs of inclusion as their vectors say', () => {
    const { vectors } = readJson<{ vectors: { expect: string }[] }>('signed-note/tlog-proofs.json')
    expect(said.proofs).toEqual(vectors.map((one) => one.expect === 'accept'))
    const cases = readJson<{ wantErr: boolean }[]>('rfc6962/inclusion.json')
    expect(said.inclusion).toEqual(cases.map(({ wantErr }) => !wantErr))
  })

  it('reads OpenTimestamps as the reference does, but for other operations and numbers with a second spelling', () => {
    const cases = readJson<{ file: string; parse: string }[]>('ots/expected.json')
    const stricter = cases
      .filter(({ parse }, at) => parse === 'accept' && said.ots[at] === false)
      .map(({ file }) => file)
    expect(cases.some(({ parse }, at) => parse === 'reject' && said.ots[at])).toBe(false)
    expect(stricter.sort()).toEqual([
      'negatives/height-2^53.ots',
      'negatives/hexlify-op.ots',
      'negatives/keccak-as-file-hash.ots',
      'negatives/reverse-op.ots',
      'negatives/varuint-overlong.ots',
      'official/bad-stamp.txt.ots',
      'official/bitcoin.pdf.ots',
      'official/different-blockchains.txt.ots',
      'official/empty.ots',
      'official/hello-world.txt.ots',
    ])
  })

  it('needs nothing but the standard library of Python 3.8, and no network', () => {
    const source = readFileSync(join(import.meta.dirname, '../../verifier/verify.py'), 'utf8')
    const imported = [...source.matchAll(/^(?:import|from) (\w+)/gm)].map(([, name]) => name)
    const allowed = '__future__ array base64 bisect datetime hashlib hmac json os re struct sys zlib'.split(' ')
    expect(imported.sort()).toEqual(allowed.sort())
    const parse = 'import ast, sys; ast.parse(sys.stdin.buffer.read(), feature_version=(3, 8))'
    expect(python(['-c', parse], source)).toMatchObject({ status: 0, stderr: '' })
  })
})
