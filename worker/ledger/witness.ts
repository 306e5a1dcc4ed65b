// What a witness answers to add-checkpoint (c2sp.org/tlog-witness): the decision alone, without storage or HTTP.
import { b64, equal, fromB64, orUndefined } from './bytes.ts'
import { type Checkpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { HASH_BYTES, sha256 } from './hash.ts'
import { parseNote } from './note.ts'
import { verifyConsistency } from './proof.ts'
import type { VerifierKey } from './vkey.ts'

/** What the witness last cosigned for an origin; size 0 at first. */
export type WitnessState = { readonly size: number; readonly root: Uint8Array }

/** 200 = cosign `noteText` and store `checkpoint` in one step; 409 = answer `size`; the others answer nothing. */
export type WitnessDecision =
  | { readonly status: 200; readonly checkpoint: Checkpoint; readonly noteText: string }
  | { readonly status: 409; readonly size: number }
  | { readonly status: 400 | 403 | 404 | 422 }

/** The body of an add-checkpoint request: `old` size, the consistency path, and the checkpoint file. */
export type AddCheckpoint = { readonly old: number; readonly path: readonly Uint8Array[]; readonly file: string }

// c2sp.org/tlog-witness: at most 63 proof lines.
const MAX_PATH = 63

/** The parts of a request body, or undefined. */
export function parseAddCheckpoint(body: string): AddCheckpoint | undefined {
  const blank = body.indexOf('\n\n')
  if (blank < 0) return undefined
  const [first = '', ...lines] = body.slice(0, blank).split('\n')
  const old = /^old (0|[1-9][0-9]*)$/.exec(first)?.[1]
  if (old === undefined || !Number.isSafeInteger(Number(old)) || lines.length > MAX_PATH) return undefined
  const path: Uint8Array[] = []
  for (const line of lines) {
    const hash = orUndefined(() => fromB64(line))
    if (hash?.length !== HASH_BYTES) return undefined
    path.push(hash)
  }
  return { old: Number(old), path, file: body.slice(blank + 2) }
}

/** The body that asks a witness which has `old` leaves to cosign a checkpoint file. */
export function formatAddCheckpoint({ old, path, file }: AddCheckpoint): string {
  return `old ${old}\n${path.map((hash) => `${b64(hash)}\n`).join('')}\n${file}`
}

/** Whether the new tree extends what the witness has. */
function extendsState(state: WitnessState, { size, root }: Checkpoint, path: readonly Uint8Array[]): boolean {
  if (size === 0 && !equal(root, sha256(new Uint8Array(0)))) return false
  // From nothing to anything there is nothing to prove, so a path is an error of its own.
  if (state.size === 0) return path.length === 0
  return verifyConsistency(state.size, size, state.root, root, path)
}

/**
 * The decision, in the order the specification gives: 400 body, 404 origin, 403 signature, 400 old > new, 409 old is not what the
 * witness has, 422 proof. `logs` maps each origin the witness knows to the keys it trusts, and `stateOf` to what it has.
 */
export async function decideAddCheckpoint(
  body: string,
  logs: ReadonlyMap<string, readonly VerifierKey[]>,
  stateOf: (origin: string) => WitnessState,
): Promise<WitnessDecision> {
  const request = parseAddCheckpoint(body)
  const note = request && parseNote(request.file)
  const claimed = note && parseCheckpoint(note.text)
  if (request === undefined || note === undefined || claimed === undefined) return { status: 400 }
  const keys = logs.get(claimed.origin)
  if (keys === undefined) return { status: 404 }
  const opened = await openCheckpoint(request.file, claimed.origin, keys, { extensions: true })
  if (!opened.ok) return { status: 403 }
  if (request.old > claimed.size) return { status: 400 }
  const state = stateOf(claimed.origin)
  if (request.old !== state.size) return { status: 409, size: state.size }
  if (!extendsState(state, claimed, request.path)) return { status: 422 }
  return { status: 200, checkpoint: claimed, noteText: note.text }
}
