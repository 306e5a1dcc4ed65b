// The Bitcoin half of a step: every attestation of the proof is held against headers that the explorers agree on, again and again.
import { equal, fromHex, hex } from '../../ledger/bytes.ts'
import { displayHash, parseHeader } from '../../ledger/ots/header.ts'
import { attestationsOf, prune } from '../../ledger/ots/proof.ts'
import { BURIED, checkHeaders } from '../../ledger/ots/verify.ts'
import { chainView } from './explorers.ts'
import { raise, type Step } from './step.ts'
import { again, isDue, putOff } from './turns.ts'

type Claim = { readonly message: Uint8Array; readonly height: number }

/** The blocks that the proof names, checked or not. */
function claimsOf({ tree }: Step): Claim[] {
  return (tree === undefined ? [] : attestationsOf(tree)).flatMap(({ message, attestation }) =>
    attestation.type === 'bitcoin' ? [{ message, height: attestation.height }] : [],
  )
}

/** Whether this header's merkle root is what the claim ends at. */
export function holds(header: Uint8Array | undefined, { message }: Pick<Claim, 'message'>): boolean {
  const parsed = header && parseHeader(header)
  return parsed !== undefined && equal(parsed.merkleRoot, message)
}

/** The checked headers as bytes. */
export function headersOf({ draft }: Step): Map<number, Uint8Array> {
  return new Map(Object.entries(draft.headers).map(([height, header]) => [Number(height), fromHex(header)]))
}

/** The headers that an earlier step checked for a claim: the attested one and what follows it without a gap. */
function earlierRun(headers: ReadonlyMap<number, Uint8Array>, claim: Claim): [number, Uint8Array][] {
  const run: [number, Uint8Array][] = []
  if (!holds(headers.get(claim.height), claim)) return run
  for (let height = claim.height; height <= claim.height + BURIED; height++) {
    const header = headers.get(height)
    if (header === undefined) break
    run.push([height, header])
  }
  return run
}

/**
 * Reads the chain where the proof names blocks. A block that holds the commitment brings its headers into the state; one that does
 * not loses its attestation, and with it the anchor its state: so a reorganized chain takes back what it had given.
 */
export async function readBlocks(step: Step): Promise<void> {
  const { draft, at, ports } = step
  const claims = claimsOf(step)
  if (claims.length === 0) {
    draft.headers = {}
    delete draft.turns.blocks
    return
  }
  if (!isDue(draft.turns, 'blocks', at)) return
  const earlier = headersOf(step)
  const view = chainView(ports.ask, ports.settings, byHash(earlier))
  const found = new Map<number, Uint8Array>()
  const kept = new Map<number, Uint8Array>()
  let failure: string | undefined
  for (const claim of claims) {
    const result = await view(claim.height)
    if (!result.ok) {
      failure = result.code
      for (const [height, header] of earlierRun(earlier, claim)) kept.set(height, header)
      continue
    }
    const header = result.run.get(claim.height)
    if (holds(header, claim)) for (const [height, bytes] of result.run) found.set(height, bytes)
    else doubt(step, claim, header !== undefined, holds(earlier.get(claim.height), claim))
  }
  // What could not be read again stays, unless it does not fit to what was read.
  const both = new Map([...kept, ...found])
  const headers = checkHeaders(both).wrong.length === 0 ? both : found
  draft.headers = Object.fromEntries([...headers].map(([height, bytes]) => [String(height), hex(bytes)]))
  if (failure === undefined) again(draft.turns, 'blocks', at + ports.settings.pollMs)
  else putOff(draft.turns, 'blocks', at, ports.settings.pollMs, failure)
}

function byHash(headers: ReadonlyMap<number, Uint8Array>): Map<string, Uint8Array> {
  const known = new Map<string, Uint8Array>()
  for (const bytes of headers.values()) {
    const header = parseHeader(bytes)
    if (header !== undefined) known.set(displayHash(header), bytes)
  }
  return known
}

/** Deals with a claim that the chain does not bear out: `exists` = there is a block at its height, `stood` = it was borne out before. */
function doubt(step: Step, claim: Claim, exists: boolean, stood: boolean): void {
  const { height, message } = claim
  if (stood) raise(step, 'reorg', `block ${height} is no longer on the chain`)
  // Without a block at that height the explorers may only be behind: the claim waits.
  if (!exists) return
  const mark = `${height} ${hex(message)}`
  if (!stood && !step.draft.doubted.includes(mark)) {
    raise(step, 'false_attestation', `block ${height} does not hold the commitment`)
    step.draft.doubted = [...step.draft.doubted, mark].slice(-50)
  }
  step.tree =
    step.tree &&
    prune(
      step.tree,
      (attestation, at) => attestation.type !== 'bitcoin' || attestation.height !== height || !equal(at, message),
    )
}
