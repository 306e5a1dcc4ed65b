// Beyond the ledger's own signature: the record's checkpoint stands in the root log, and a block attests the root checkpoint. All of it
// is recomputed here; what no block bears out yet stays undecided.

import type { RootProof } from '../../../worker/http/schemas/rootlog.ts'
import { parseHeaders } from '../../../worker/ledger/bundle/anchor.ts'
import { fromHex, hex, orUndefined, text, utf8 } from '../../../worker/ledger/bytes.ts'
import { rootOrigin } from '../../../worker/ledger/checkpoint.ts'
import { leafHash, sha256 } from '../../../worker/ledger/hash.ts'
import { parseNote } from '../../../worker/ledger/note.ts'
import { type AnchorResult, verifyAnchor } from '../../../worker/ledger/ots/verify.ts'
import { verifyInclusion } from '../../../worker/ledger/proof.ts'
import { recordLeaf } from '../../../worker/ledger/record.ts'
import { rootLeafData } from '../../../worker/ledger/rootlog.ts'
import { parseTlogProof, verifyTlogProof } from '../../../worker/ledger/tlog-proof.ts'
import { makeKey, parseVkey, type VerifierKey } from '../../../worker/ledger/vkey.ts'
import { count, plural } from '../format.ts'
import { moment } from '../time.ts'
import { recall, type Store } from './memory.ts'
import type { Shown } from './record.ts'
import { type Step, skipped, step } from './step.ts'
import { checkSignature } from './trust.ts'

/** Where this check gets its material. Every call throws ApiError when the server does not answer. */
export interface OutsideSource {
  /** Null while no root checkpoint covers the record. */
  rootProof(seq: number): Promise<RootProof | null>
  /** The record's C2SP tlog-proof under the checkpoint of exactly this size. */
  proofUnder(seq: number, size: number): Promise<string | null>
  /** A public file of one cut of the root log. */
  cutFile(size: number, name: 'checkpoint' | 'root.ots' | 'headers.json'): Promise<Uint8Array | null>
}

const root = { id: 'outside', title: 'Its checkpoint stands in the root log', rule: 'LEDGER 3' } as const
const anchor = {
  id: 'anchor',
  title: 'A block attests that root checkpoint',
  rule: 'LEDGER 7, OpenTimestamps',
} as const

/** Two steps. `tenant`: whose ledger it is; the key is the one this browser pinned for it. */
export async function* verifyOutside(
  shown: Shown,
  tenant: string,
  source: OutsideSource,
  store: Store,
): AsyncGenerator<Step> {
  const found = await source.rootProof(shown.seq)
  if (found === null) {
    yield step(root, { result: 'undecided', words: 'The next cut of the root log takes it, within the hour.' })
    return yield skipped(anchor, 'There is no root checkpoint over it yet.')
  }
  const key = parseVkey(recall(store, tenant)?.vkey ?? '')
  const wrong = await wrongOfPlace(shown, tenant, found, key, source)
  if (wrong !== undefined) {
    yield step(root, { result: 'false', words: wrong })
    return yield skipped(anchor, 'Without its place in the root log no anchor speaks for it.')
  }
  const index = parseTlogProof(found.proof)?.index ?? 0
  yield step(root, {
    result: 'ok',
    words: `Leaf ${count(index)} of ${count(found.root_size)}: label and salt open it, and its path leads to the root signed by the same key.`,
    evidence: [
      ['Label', found.label],
      ['Salt', found.salt],
      ['Checkpoint', `${found.checkpoint_size} records`],
    ],
  })
  yield await checkAnchored(found, source)
}

/** What keeps the opening from showing that the record is under a leaf of the signed root log; undefined where nothing does. */
async function wrongOfPlace(
  { seq, text: record }: Shown,
  tenant: string,
  found: RootProof,
  key: VerifierKey | undefined,
  source: OutsideSource,
): Promise<string | undefined> {
  const signed = await checkSignature(found.checkpoint, tenant, key)
  if (key === undefined || signed.checkpoint === undefined) return signed.step.words
  const { size, root: treeRoot } = signed.checkpoint
  const path = parseTlogProof((await source.proofUnder(seq, size)) ?? '')
  const leaf = recordLeaf(utf8(record))
  if (path === undefined || size <= seq || !verifyInclusion(leaf, seq, size, path.hashes, treeRoot)) {
    return 'The record does not stand under the checkpoint that the root log holds.'
  }
  const [label, salt] = [orUndefined(() => fromHex(found.label)), orUndefined(() => fromHex(found.salt))]
  const note = parseNote(found.checkpoint)
  if (label?.length !== 32 || salt?.length !== 32 || note === undefined)
    return 'The opening of the leaf cannot be read.'
  const origin = rootOrigin(key.name.slice(0, -tenant.length - 1))
  const place = await verifyTlogProof(found.proof, leafHash(rootLeafData(label, note.text, salt)), origin, [
    makeKey(origin, key.publicKey),
  ])
  if (place.ok) return undefined
  return place.code === 'not_included'
    ? 'Checkpoint, label and salt give another leaf than the one the root log holds.'
    : 'The root checkpoint is not signed by the key of this log.'
}

async function checkAnchored(found: RootProof, source: OutsideSource): Promise<Step> {
  const size = found.root_size
  const [file, ots, headersFile] = await Promise.all([
    source.cutFile(size, 'checkpoint'),
    source.cutFile(size, 'root.ots'),
    source.cutFile(size, 'headers.json'),
  ])
  if (file === null || text(file) !== parseTlogProof(found.proof)?.checkpoint) {
    return step(anchor, { result: 'false', words: 'The file that was anchored is not this root checkpoint.' })
  }
  if (ots === null) {
    return step(anchor, { result: 'undecided', words: 'The calendars have it; no proof is there to follow yet.' })
  }
  const headers = headersFile === null ? new Map<number, Uint8Array>() : parseHeaders(headersFile)
  if (headers === undefined) return step(anchor, { result: 'false', words: 'The block headers cannot be read.' })
  const digest = sha256(file)
  const local = found.network === 'regtest'
  // A chain that costs nothing is followed to its end all the same; it never counts as proof.
  const judged = verifyAnchor(ots, digest, headers, { regtest: local })
  const [block] = judged.blocks
  const header = block && headers.get(block.height)
  const evidence = [
    ['SHA-256 of the file', hex(digest)] as const,
    ...(block && header ? [['Block', `${block.height}, header ${hex(header)}`] as const] : []),
  ]
  return step(anchor, {
    result: local && judged.result === 'ok' ? 'undecided' : judged.result,
    words: wordsOf(judged, local),
    evidence,
  })
}

function wordsOf({ result, reasons, blocks, pending }: AnchorResult, local: boolean): string {
  const [block] = blocks
  if (result === 'false') return `The anchor does not hold: ${reasons.join('; ')}.`
  if (block === undefined) return `${plural(pending.length, 'calendar')} promised it; no block holds it yet.`
  const when = moment(block.time * 1000)
  const on = `${plural(block.above, 'header')} on top`
  if (local) {
    return `Followed to block ${count(block.height)} of the local test chain, ${when}, ${on}. Such blocks cost no work, so they prove no time.`
  }
  if (result === 'ok') {
    return `Followed to Bitcoin block ${count(block.height)}: it existed by ${when}, ${on}, all with their work. That the block is on everybody’s chain is for you to look up.`
  }
  return `Followed to block ${count(block.height)}, ${when}, but ${reasons.join('; ')}.`
}
