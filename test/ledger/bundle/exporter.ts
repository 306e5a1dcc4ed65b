// An exporter for tests: an honest bundle from nothing, with a place to lie in at every layer; the outer layers are made again over each lie.

import {
  countsOf,
  jsonMember,
  makeBag,
  type Predicate,
  signEnvelope,
  statementOf,
  writeZip,
} from '../../../worker/ledger/bundle/index.ts'
import { b64, hex, utf8 } from '../../../worker/ledger/bytes.ts'
import { formatCheckpoint, signCheckpoint } from '../../../worker/ledger/checkpoint.ts'
import { commit, contentCommit, contentDigest } from '../../../worker/ledger/commitment.ts'
import { cosign } from '../../../worker/ledger/cosignature.ts'
import { publicKeyOf } from '../../../worker/ledger/ed25519.ts'
import { leafHash, sha256 } from '../../../worker/ledger/hash.ts'
import { canonicalize, type JsonObject, type JsonValue } from '../../../worker/ledger/jcs.ts'
import { inclusionProof, rootFrom } from '../../../worker/ledger/proof.ts'
import { blindedLabel, rootLeafData } from '../../../worker/ledger/rootlog.ts'
import { tileBytes, tilePath, tilesForExport } from '../../../worker/ledger/tile.ts'
import { formatTlogProof } from '../../../worker/ledger/tlog-proof.ts'
import { COSIGNATURE, formatVkey } from '../../../worker/ledger/vkey.ts'
import { mineChain, stampOver } from '../chain.ts'
import { memoryReader, referenceLeaf } from '../reference-tree.ts'

export type Members = { [name: string]: JsonValue }
export type Parts = Map<string, Uint8Array>

/** Where a test may lie; each is called on what is honest so far. */
export type Lies = {
  /** Changes record `seq` before it is linked and hashed. */
  record?: (members: Members, seq: number) => void
  /** Changes a record's bytes after that; what follows links to the changed bytes. */
  line?: (bytes: Uint8Array, seq: number) => Uint8Array
  /** Which seqs are exported; all unless told. */
  pick?: (seq: number) => boolean
  /** The size of the tree at the checkpoint; all records unless told. */
  size?: number
  /** Changes files under data/ before the statement is made over them. */
  files?: (files: Parts) => void
  /** Changes the predicate before it is signed. */
  predicate?: (predicate: Members) => void
  /** Changes the payload of the statement before it is signed. */
  payload?: (payload: Uint8Array) => Uint8Array
  /** Changes all files of the bag at the very end. */
  bag?: (files: Parts) => void
  /** How many records the ledger has. */
  length?: number
  filter?: JsonObject
}

export const ORIGIN = 'log.example/tally'
export const TENANT = `tn_${'7'.repeat(26)}`
const SUBJECT = `sub_${'3'.repeat(26)}`
export const TENANT_ORIGIN = `${ORIGIN}/${TENANT}`
const seeds = { tenant: 11, root: 12, export: 13, witness: 14, stranger: 15 } as const
export type Signer = keyof typeof seeds
export const WITNESS = 'witness.example'

/** The 32-byte seed of a signer. */
export const seedOf = (signer: Signer) => new Uint8Array(32).fill(seeds[signer])
/** The vkey of a name under a signer's key. */
export const vkeyOf = async (name: string, signer: Signer) =>
  formatVkey(name, await publicKeyOf(seedOf(signer)), signer === 'witness' ? COSIGNATURE : 1)

/** What an auditor pins to have everything proven. */
export async function pins(): Promise<string[]> {
  return [
    await vkeyOf(TENANT_ORIGIN, 'tenant'),
    await vkeyOf(`${ORIGIN}/root`, 'root'),
    await vkeyOf(`${ORIGIN}/export`, 'export'),
  ]
}

export const saltFor = (seq: number) => sha256(utf8(`salt ${seq}`))
export const textOf = (seq: number) => `message ${seq}, é`
const fieldsOf = (seq: number) => ({ email: `p${seq}@example.com`, name: `Person ${seq}` })
const time = (seq: number) => new Date(1_750_000_000_000 + seq * 1000).toISOString()

/** Records of four kinds in turn: a pull, usage that names it, an activity with personal fields, a message with content. The last is an erasure. */
function recordOf(seq: number, length: number): Members {
  const members: Members = {
    v: 1,
    tenant: TENANT,
    seq,
    kind: 'usage',
    stream: 'anthropic.usage',
    id: `id ${seq}`,
    rev: 0,
    occurred_at: time(seq),
    ingested_at: time(seq),
    data: { n: seq },
  }
  const pull = seq - (seq % 4)
  if (seq === length - 1) return { ...members, kind: 'erasure', stream: 'tallystick.erasure', refs: [3] }
  if (seq === pull) return { ...members, kind: 'pull' }
  const read: Members = { ...members, source: { pull } }
  const alg = 'hmac-sha256/32'
  if (seq % 4 === 2) {
    const sealed = { alg, commit: commit(fieldsOf(seq), saltFor(seq)), fields: ['email', 'name'] }
    return { ...read, kind: 'activity', stream: 'anthropic.activity', subject: SUBJECT, sealed }
  }
  if (seq % 4 !== 3) return read
  const { sha256: digest, bytes } = contentDigest(textOf(seq))
  const content = { alg, blob: `blob/${seq}`, blob_sha256: 'ab'.repeat(32), bytes, commit: '', sha256: digest }
  return {
    ...read,
    kind: 'message',
    stream: 'anthropic.content',
    content: { ...content, commit: contentCommit(textOf(seq), saltFor(seq)) },
  }
}

const jcs = (value: JsonValue) => utf8(canonicalize(value))
const jsonl = (values: readonly JsonValue[]) => utf8(values.map((value) => `${canonicalize(value)}\n`).join(''))

/** The ledger's lines, linked. */
function ledgerOf(length: number, lies: Lies): { lines: Uint8Array[]; leaves: Uint8Array[] } {
  const lines: Uint8Array[] = []
  const leaves: Uint8Array[] = []
  for (let seq = 0; seq < length; seq++) {
    const members = {
      ...recordOf(seq, length),
      prev: seq === 0 ? '0'.repeat(64) : hex(leaves[seq - 1] ?? new Uint8Array(32)),
    }
    lies.record?.(members, seq)
    const bytes = jcs(members)
    const line = lies.line?.(bytes, seq) ?? bytes
    lines.push(line)
    leaves.push(referenceLeaf(line))
  }
  return { lines, leaves }
}

async function treeParts(parts: Parts, leaves: Uint8Array[], seqs: number[], size: number): Promise<string> {
  const reader = memoryReader(leaves)
  for (const tile of tilesForExport(
    seqs.filter((seq) => seq < size),
    size,
  )) {
    parts.set(`data/tree/${tilePath(tile)}`, await tileBytes(reader, tile))
  }
  const checkpoint = { origin: TENANT_ORIGIN, size, root: await rootFrom(reader, size) }
  parts.set('data/tree/checkpoint', utf8(await signCheckpoint(checkpoint, seedOf('tenant'))))
  return formatCheckpoint(checkpoint)
}

/** The tenant checkpoint as leaf 2 of a root log of five, anchored under six headers. */
async function rootParts(parts: Parts, noteText: string): Promise<void> {
  const label = blindedLabel(new Uint8Array(32).fill(21))
  const salt = new Uint8Array(32).fill(22)
  const data = rootLeafData(label, noteText, salt)
  const leaves = [0, 1, 2, 3, 4].map((i) => (i === 2 ? leafHash(data) : referenceLeaf(utf8(`other ${i}`))))
  const reader = memoryReader(leaves)
  const checkpoint = { origin: `${ORIGIN}/root`, size: 5, root: await rootFrom(reader, 5) }
  const file = await signCheckpoint(checkpoint, seedOf('root'))
  parts.set('data/root/checkpoint', utf8(file))
  parts.set('data/root/leaf.json', jcs({ index: 2, label: hex(label), salt: b64(salt) }))
  const proof = { index: 2, hashes: await inclusionProof(reader, 2, 5), checkpoint: file }
  parts.set('data/root/proof.tlog-proof', utf8(formatTlogProof(proof)))
  const stamp = stampOver(sha256(utf8(file)), 900)
  parts.set('data/anchors/root.ots', stamp.ots)
  const headers = [...mineChain(stamp.merkleRoot, 900, 7)].map(([height, header]) => [String(height), hex(header)])
  parts.set('data/anchors/headers.json', jcs(Object.fromEntries(headers)))
  const line = await cosign(formatCheckpoint(checkpoint), WITNESS, seedOf('witness'), 1_750_000_100)
  parts.set('data/anchors/cosignatures', utf8(line))
}

async function keysJson(): Promise<Uint8Array> {
  const [tenant = '', root = '', exporter = ''] = await pins()
  const witness = [await vkeyOf(WITNESS, 'witness')]
  return jcs({ origin: ORIGIN, tenant: [tenant], root: [root], export: [exporter], witness })
}

function disclosedParts(parts: Parts, seqs: number[], length: number): void {
  const own = seqs.filter((seq) => seq !== length - 1)
  const sealed = own.filter((seq) => seq % 4 === 2)
  if (sealed.length > 0) {
    parts.set(
      'data/sealed.jsonl',
      jsonl(sealed.map((seq) => ({ seq, fields: fieldsOf(seq), salt: b64(saltFor(seq)) }))),
    )
    parts.set('data/people.jsonl', jsonl([{ subject: SUBJECT, email: 'p2@example.com' }]))
  }
  // The content of record 3 was erased; the last record says so.
  for (const seq of own) {
    if (seq % 4 !== 3 || seq === 3) continue
    parts.set(`data/content/${seq}.json`, jcs({ seq, text: textOf(seq), salt: b64(saltFor(seq)) }))
  }
}

/** All files of a bag, honest but for the lies. */
export async function exportBag(lies: Lies = {}): Promise<Parts> {
  const length = lies.length ?? 22
  const { lines, leaves } = ledgerOf(length, lies)
  const size = lies.size ?? length
  const seqs = lines.map((_, seq) => seq).filter((seq) => lies.pick?.(seq) ?? true)
  const parts: Parts = new Map()
  // Not concat(...): the bench has more lines than a call may have arguments.
  const ended = seqs.flatMap((seq) => [lines[seq] ?? utf8(''), utf8('\n')])
  parts.set('data/records.jsonl', new Uint8Array(Buffer.concat(ended)))
  const noteText = await treeParts(parts, leaves.slice(0, size), seqs, size)
  await rootParts(parts, noteText)
  parts.set('data/keys.json', await keysJson())
  disclosedParts(parts, seqs, length)
  lies.files?.(parts)
  const range = { first: 0, last: length - 1 }
  const filter = lies.filter ?? {}
  const predicate: Members = {
    tenant: TENANT,
    requested_by: SUBJECT,
    filter,
    range,
    counts: countsOf(parts, { range, filter }),
    masked: false,
    generated_at: '2026-03-02T10:00:00.000Z',
    checkpoint_size: size,
  }
  lies.predicate?.(predicate)
  const honest = statementOf(predicate as unknown as Predicate, parts) // a lie may be in it; that is the point
  const payload = lies.payload?.(honest) ?? honest
  parts.set('data/statement.dsse.json', await signEnvelope(payload, `${ORIGIN}/export`, seedOf('export')))
  const bag = makeBag(parts, { 'Bagging-Date': '2026-03-02' })
  lies.bag?.(bag)
  return bag
}

/** The bag as a ZIP. */
export async function exportZip(lies: Lies = {}): Promise<Uint8Array<ArrayBuffer>> {
  return writeZip(await exportBag(lies), 'evidence')
}

/** The bag as a JSON object. */
export async function exportJson(lies: Lies = {}): Promise<Uint8Array<ArrayBuffer>> {
  const bag = await exportBag(lies)
  return utf8(JSON.stringify(Object.fromEntries([...bag].map(([path, file]) => [path, jsonMember(file)]))))
}

/** A JSON file of the bag changed in place. */
export function editJson(files: Parts, path: string, edit: (value: Members) => void): void {
  const value: Members = JSON.parse(new TextDecoder().decode(files.get(path)))
  edit(value)
  files.set(path, jcs(value))
}

/** A jsonl file of the bag changed in place. */
export function editLines(files: Parts, path: string, edit: (values: Members[]) => JsonValue[]): void {
  const lines = new TextDecoder().decode(files.get(path)).trimEnd().split('\n')
  files.set(path, jsonl(edit(lines.map((line) => JSON.parse(line)))))
}

/** A text file of the bag changed in place. */
export function editText(files: Parts, path: string, edit: (text: string) => string): void {
  files.set(path, utf8(edit(new TextDecoder().decode(files.get(path)))))
}
