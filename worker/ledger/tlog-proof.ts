// "This record was logged" as one file: C2SP tlog-proof (c2sp.org/tlog-proof), leaf to signed checkpoint.
import { b64, fromB64, orUndefined } from './bytes.ts'
import { type Checkpoint, type CheckpointCode, openCheckpoint } from './checkpoint.ts'
import { HASH_BYTES } from './hash.ts'
import type { VerifiedSignature } from './note.ts'
import { verifyInclusion } from './proof.ts'
import type { VerifierKey } from './vkey.ts'

const HEADER = 'c2sp.org/tlog-proof@v1'
// A tree of 2^63 leaves has paths of 63.
const MAX_HASHES = 63

/** `checkpoint` is the note with all its signatures, verbatim; `extra` is opaque and proven by nothing. */
export type TlogProof = {
  readonly index: number
  readonly hashes: readonly Uint8Array[]
  readonly checkpoint: string
  readonly extra?: Uint8Array
}

/** The proof as text. */
export function formatTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const extraLine = extra === undefined ? '' : `extra ${b64(extra)}\n`
  return `${HEADER}\n${extraLine}index ${index}\n${hashes.map((hash) => `${b64(hash)}\n`).join('')}\n${checkpoint}`
}

/** The parts of a proof, or undefined where a line is not as it must be. The checkpoint is not looked into. */
export function parseTlogProof(source: string): TlogProof | undefined {
  const blank = source.indexOf('\n\n')
  if (blank < 0) return undefined
  const [header, ...lines] = source.slice(0, blank).split('\n')
  if (header !== HEADER) return undefined
  const extraLine = lines[0]?.startsWith('extra ') ? lines.shift() : undefined
  const extra = extraLine === undefined ? undefined : orUndefined(() => fromB64(extraLine.slice('extra '.length)))
  if (extraLine !== undefined && extra === undefined) return undefined
  const index = /^index (0|[1-9][0-9]*)$/.exec(lines.shift() ?? '')?.[1]
  if (index === undefined || !Number.isSafeInteger(Number(index)) || lines.length > MAX_HASHES) return undefined
  const hashes: Uint8Array[] = []
  for (const line of lines) {
    const hash = orUndefined(() => fromB64(line))
    if (hash?.length !== HASH_BYTES) return undefined
    hashes.push(hash)
  }
  const checkpoint = source.slice(blank + 2)
  return { index: Number(index), hashes, checkpoint, ...(extra && { extra }) }
}

export type TlogProofResult =
  | {
      readonly ok: true
      readonly proof: TlogProof
      readonly checkpoint: Checkpoint
      readonly verified: readonly VerifiedSignature[]
    }
  | { readonly ok: false; readonly code: CheckpointCode | 'not_included' }

/** Whether the leaf hash stands in the log of this origin: log signature first, then inclusion. How many witnesses are enough is the caller's. */
export async function verifyTlogProof(
  source: string,
  leaf: Uint8Array,
  origin: string,
  keys: readonly VerifierKey[],
): Promise<TlogProofResult> {
  const proof = parseTlogProof(source)
  if (proof === undefined) return { ok: false, code: 'malformed' }
  const opened = await openCheckpoint(proof.checkpoint, origin, keys, { extensions: true })
  if (!opened.ok) return opened
  const { checkpoint, verified } = opened
  if (!verifyInclusion(leaf, proof.index, checkpoint.size, proof.hashes, checkpoint.root)) {
    return { ok: false, code: 'not_included' }
  }
  return { ok: true, proof, checkpoint, verified }
}
