// The judgement over an anchor: does this file's proof end in a block whose work we can see (LEDGER sections 7.1, 9.8)?
import { equal } from '../bytes.ts'
import { type BlockHeader, hasProofOfWork, parseHeader, provesWork } from './header.ts'
import { attestationsOf, parseOts } from './proof.ts'

/** Headers that must follow an attested one before it counts as buried. */
export const BURIED = 6

/** Headers by height; 80 raw bytes each. */
export type Headers = ReadonlyMap<number, Uint8Array>

/** A block that attests the file; `above` = headers in a row on top of it, `time` in Unix seconds, as the miner wrote it. */
export type AttestedBlock = { readonly height: number; readonly time: number; readonly above: number }

/**
 * `false`: something in it is wrong. `undecided`: nothing is wrong and nothing proven yet; `pending` names the calendars that promised,
 * `blocks` what is attested but not deep enough or without work. `ok`: `blocks` lists what attests it, the deepest first.
 */
export type AnchorResult = {
  readonly result: 'ok' | 'false' | 'undecided'
  readonly reasons: readonly string[]
  readonly blocks: readonly AttestedBlock[]
  readonly pending: readonly string[]
}

/** What is wrong with headers alone: form, proof of work, and whether consecutive heights hang together. */
export function checkHeaders(headers: Headers): { parsed: Map<number, BlockHeader>; wrong: string[] } {
  const parsed = new Map<number, BlockHeader>()
  const wrong: string[] = []
  for (const [height, bytes] of headers) {
    const header = parseHeader(bytes)
    if (header === undefined) wrong.push(`header ${height} does not have 80 bytes`)
    else if (!hasProofOfWork(header)) wrong.push(`header ${height} misses its own target`)
    else parsed.set(height, header)
  }
  for (const [height, header] of parsed) {
    const next = parsed.get(height + 1)
    if (next !== undefined && !equal(next.prev, header.hash))
      wrong.push(`header ${height + 1} does not follow ${height}`)
  }
  return { parsed, wrong }
}

function headersAbove(height: number, headers: ReadonlyMap<number, BlockHeader>): number {
  let above = 0
  while (headers.has(height + above + 1)) above++
  return above
}

/**
 * Judges a proof for a file whose SHA-256 is `digest`. `regtest` accepts headers whose target proves no work (tests only).
 * Whether a block is on everybody's chain is for the auditor to look up.
 */
export function verifyAnchor(
  ots: Uint8Array,
  digest: Uint8Array,
  headers: Headers,
  options: { regtest?: boolean } = {},
): AnchorResult {
  const { parsed, wrong } = checkHeaders(headers)
  const proof = parseOts(ots)
  if (!proof.ok) return judged('false', [...wrong, `root.ots: ${proof.detail}`])
  if (!equal(proof.root.message, digest)) wrong.push('root.ots stamps another file')
  const pending: string[] = []
  const blocks: AttestedBlock[] = []
  for (const { message, attestation } of attestationsOf(proof.root)) {
    if (attestation.type === 'pending') pending.push(attestation.uri)
    if (attestation.type !== 'bitcoin') continue
    const header = parsed.get(attestation.height)
    if (header === undefined) continue
    if (!equal(message, header.merkleRoot))
      wrong.push(`the proof does not end at the merkle root of block ${attestation.height}`)
    else blocks.push({ height: attestation.height, time: header.time, above: headersAbove(attestation.height, parsed) })
  }
  if (wrong.length > 0) return judged('false', wrong, blocks, pending)
  blocks.sort((a, b) => b.above - a.above)
  const doubts = doubtsOf(blocks, parsed, options.regtest === true)
  return judged(doubts.length === 0 ? 'ok' : 'undecided', doubts, blocks, pending)
}

function doubtsOf(
  blocks: readonly AttestedBlock[],
  headers: ReadonlyMap<number, BlockHeader>,
  regtest: boolean,
): string[] {
  const [deepest] = blocks
  if (deepest === undefined) return ['no Bitcoin attestation whose header is here']
  const doubts: string[] = []
  if (deepest.above < BURIED) doubts.push(`only ${deepest.above} headers on top of block ${deepest.height}`)
  if (!regtest && [...headers.values()].some((header) => !provesWork(header))) {
    doubts.push('headers with a target above 2^192 prove no work')
  }
  return doubts
}

function judged(
  result: AnchorResult['result'],
  reasons: readonly string[],
  blocks: readonly AttestedBlock[] = [],
  pending: readonly string[] = [],
): AnchorResult {
  return { result, reasons, blocks, pending }
}
