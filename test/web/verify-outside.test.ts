// Beyond the ledger: the record's place in the root log and the block over it, true once, and false where exactly one thing is bent.
import { describe, expect, it } from 'vitest'
import { pin } from '../../web/src/verify/memory.ts'
import { type OutsideSource, verifyOutside } from '../../web/src/verify/outside.ts'
import { type Step, verdictOf } from '../../web/src/verify/step.ts'
import type { RootProof } from '../../worker/http/schemas/rootlog.ts'
import { hex, utf8 } from '../../worker/ledger/bytes.ts'
import { signCheckpoint } from '../../worker/ledger/checkpoint.ts'
import { leafHash, nodeHash, sha256 } from '../../worker/ledger/hash.ts'
import { canonicalize } from '../../worker/ledger/jcs.ts'
import { parseNote } from '../../worker/ledger/note.ts'
import { rootLeafData } from '../../worker/ledger/rootlog.ts'
import { formatTlogProof, parseTlogProof } from '../../worker/ledger/tlog-proof.ts'
import { mineChain, stampOver } from '../ledger/chain.ts'
import { leafOf, makeStore, makeTexts, serve, tenant } from './verify-ledger.ts'

const texts = makeTexts(11)
const shown = { seq: 3, text: texts[3] ?? '', leaf: leafOf(texts[3] ?? '') }
const seed = new Uint8Array(32).fill(5)
const size = 8
const height = 700_000

const ledger = await serve(texts.slice(0, size))
const { vkey } = await ledger.head()
const note = parseTlogProof((await ledger.proof(0)) ?? '')?.checkpoint ?? ''
const label = new Uint8Array(32).fill(1)
const salt = new Uint8Array(32).fill(2)
const own = leafHash(rootLeafData(label, parseNote(note)?.text ?? '', salt))
const other = leafHash(new Uint8Array(64).fill(3))

/** A root log of two leaves, the second one ours, signed by `signer`. */
async function rootLog(signer = seed): Promise<RootProof> {
  const root = nodeHash(other, own)
  const checkpoint = await signCheckpoint({ origin: 'log.example.com/root', size: 2, root }, signer)
  return {
    network: 'mainnet',
    checkpoint_size: size,
    checkpoint: note,
    label: hex(label),
    salt: hex(salt),
    root_size: 2,
    proof: formatTlogProof({ index: 1, hashes: [other], checkpoint }),
  }
}

type Files = Partial<Record<'checkpoint' | 'root.ots' | 'headers.json', Uint8Array | undefined>>

/** What a truthful server has, with `blocks` headers mined from the attested one on. */
function filesOf(proof: RootProof, blocks = 7): Files {
  const file = utf8(parseTlogProof(proof.proof)?.checkpoint ?? '')
  const { ots, merkleRoot } = stampOver(sha256(file), height)
  const headers = [...mineChain(merkleRoot, height, blocks)].map(([at, header]) => [String(at), hex(header)])
  return { checkpoint: file, 'root.ots': ots, 'headers.json': utf8(canonicalize(Object.fromEntries(headers))) }
}

async function check(bent: { proof?: Partial<RootProof> | null; files?: Files; under?: string | null } = {}) {
  const truth = await rootLog()
  const proof = bent.proof === null ? null : { ...truth, ...bent.proof }
  const files = { ...filesOf(truth), ...bent.files }
  const source: OutsideSource = {
    rootProof: async () => proof,
    proofUnder: (seq) => (bent.under === undefined ? ledger.proof(seq) : Promise.resolve(bent.under)),
    cutFile: async (_, name) => files[name] ?? null,
  }
  const store = makeStore()
  pin(store, tenant, vkey, '2026-11-20T12:00:00.000Z')
  const steps: Step[] = []
  for await (const one of verifyOutside(shown, tenant, source, store)) steps.push(one)
  return steps
}

const results = (steps: readonly Step[]) => steps.map(({ result }) => result)
const words = (steps: readonly Step[], at: number) => steps[at]?.words ?? ''

describe('the place in the root log', () => {
  it('is proven from the record’s bytes up to the signed root checkpoint', async () => {
    const steps = await check()
    expect(steps.map(({ id }) => id)).toEqual(['outside', 'anchor'])
    expect(steps[0]).toMatchObject({ result: 'ok', words: expect.stringContaining('Leaf 1 of 2') })
  })

  it('is undecided while no cut covers the record', async () => {
    expect(results(await check({ proof: null }))).toEqual(['undecided', 'skipped'])
  })

  it.each([
    ['another salt', { salt: hex(label) }, 'another leaf'],
    ['another label', { label: hex(salt) }, 'another leaf'],
    ['a salt that is none', { salt: 'zz' }, 'cannot be read'],
    ['a label that is too short', { label: 'ab' }, 'cannot be read'],
    ['a checkpoint of another text', { checkpoint: note.replace('\n8\n', '\n9\n') }, 'signature'],
    ['a proof that is none', { proof: 'nothing' }, 'root checkpoint'],
  ])('is false with %s', async (_, proof, said) => {
    const steps = await check({ proof })
    expect(results(steps)).toEqual(['false', 'skipped'])
    expect(words(steps, 0)).toContain(said)
  })

  it('is false when somebody else signed the root checkpoint', async () => {
    const { proof } = await rootLog(new Uint8Array(32).fill(6))
    expect(words(await check({ proof: { proof } }), 0)).toContain('not signed by the key of this log')
  })

  it('is false when the record is not under the checkpoint in the root log', async () => {
    const elsewhere = (await (await serve(texts)).proof(shown.seq)) ?? ''
    for (const under of [null, '', elsewhere]) {
      expect(words(await check({ under }), 0)).toContain('does not stand under the checkpoint')
    }
  })
})

describe('the anchor', () => {
  it('on a local chain is followed to its block, says so, and proves nothing', async () => {
    const [, anchor] = await check({ proof: { network: 'regtest' } })
    expect(anchor).toMatchObject({
      result: 'undecided',
      words: expect.stringContaining('block 700,000 of the local test chain'),
    })
    expect(anchor?.words).not.toContain('Bitcoin')
  })

  it('is not proven by headers without work where Bitcoin is claimed', async () => {
    const [, anchor] = await check()
    expect(anchor).toMatchObject({ result: 'undecided', words: expect.stringContaining('prove no work') })
  })

  it('is undecided before there is a proof', async () => {
    const steps = await check({ files: { 'root.ots': undefined, 'headers.json': undefined } })
    expect(results(steps)).toEqual(['ok', 'undecided'])
  })

  it('is false over another file, with a bent proof, or with headers that do not fit', async () => {
    const truth = await rootLog()
    const good = filesOf(truth)
    const ots = good['root.ots']?.slice() ?? new Uint8Array()
    ots[40] = (ots[40] ?? 0) ^ 1
    const strange = mineChain(sha256(utf8('x')), height, 7)
    const headers = Object.fromEntries([...strange].map(([at, header]) => [String(at), hex(header)]))
    for (const files of [
      { checkpoint: utf8(`${note}x`) },
      { 'root.ots': ots },
      { 'headers.json': utf8(canonicalize(headers)) },
      { 'headers.json': utf8('[]') },
    ]) {
      expect(results(await check({ files }))).toEqual(['ok', 'false'])
    }
  })
})

describe('the verdict', () => {
  const step = (id: string, result: Step['result']): Step => ({ id, title: '', rule: '', words: '', result })

  it('of a record that only lacks its anchor is proven, and says that times rest on our clock', () => {
    const verdict = verdictOf(
      [step('inclusion', 'ok'), step('outside', 'ok'), step('anchor', 'undecided')],
      'it stands',
    )
    expect(verdict).toMatchObject({ result: 'proven', words: expect.stringContaining('2 of 3 claims proven') })
    expect(verdict.words).toContain('rests on our clock')
  })

  it('of a first visit stays undecided, and a false anchor is false', () => {
    expect(verdictOf([step('key', 'undecided'), step('anchor', 'undecided')], '').title).toContain('first visit')
    expect(verdictOf([step('inclusion', 'ok'), step('anchor', 'false')], '').result).toBe('false')
    expect(verdictOf([step('signature', 'undecided'), step('anchor', 'skipped')], '').title).toBe('Not decided yet.')
  })
})
