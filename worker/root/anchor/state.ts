// An anchor's life: submitted → pending → confirmed → buried, one step after another, whatever the outside does (LEDGER section 7).
import { b64, concat, fromB64, fromHex, hex, utf8 } from '../../ledger/bytes.ts'
import { sha256 } from '../../ledger/hash.ts'
import { canonicalize } from '../../ledger/jcs.ts'
import { displayHash, parseHeader } from '../../ledger/ots/header.ts'
import { parseOts, prune, writeOts } from '../../ledger/ots/proof.ts'
import { type AnchorResult, verifyAnchor } from '../../ledger/ots/verify.ts'
import { headersOf, holds, readBlocks } from './blocks.ts'
import { collectPromises, endStamping, exchangePromises, isPromised, OVERDUE_MS, raiseOverdue } from './stamp.ts'
import type { AnchorBlock, AnchorEvent, AnchorFile, AnchorPorts, AnchorStage, AnchorState, Step } from './step.ts'
import { dropStale, nextDue } from './turns.ts'
import { collectCosignatures, collectTokens } from './vouchers.ts'

export type { AnchorEvent, AnchorFile, AnchorPorts, AnchorState } from './step.ts'

/** `next` = milliseconds until the next step, undefined when nothing is left to do. */
export type AnchorStep = {
  readonly state: AnchorState
  readonly files: readonly AnchorFile[]
  readonly events: readonly AnchorEvent[]
  readonly next: number | undefined
}

const NONCE_BYTES = 16
/** So that a turn which is due all the time cannot keep the caller in a loop. */
const MIN_WAIT_MS = 1000

/**
 * One step of the anchor of a frozen checkpoint file; `state` is undefined the first time. It never throws for what the outside does.
 *
 * Store the files before the state: if that fails between the two, the next step gives out the same files again. A file may come
 * again with other bytes (a proof grows, a reorganization takes back) until the state is `buried`; our own verifier has accepted it.
 */
export async function stepAnchor(
  state: AnchorState | undefined,
  file: Uint8Array,
  ports: AnchorPorts,
): Promise<AnchorStep> {
  const at = ports.now()
  const draft = state === undefined ? begin(at, ports) : structuredClone(state)
  const step: Step = { draft, file, digest: sha256(file), at, ports, tree: undefined, alerts: [], files: new Map() }
  const proof = draft.ots === null ? undefined : parseOts(fromB64(draft.ots))
  if (proof?.ok) step.tree = proof.root
  await Promise.all([
    draft.state === 'buried' ? undefined : climb(step),
    collectTokens(step),
    collectCosignatures(step),
  ])
  return close(step, state?.state)
}

function begin(at: number, ports: AnchorPorts): AnchorState {
  const nonce = hex(ports.random(NONCE_BYTES))
  const empty = { ots: null, headers: {}, cosignatures: [], turns: {}, written: {}, doubted: [] }
  return { v: 1, state: 'submitted', since: at, roundAt: at, rounds: 1, nonce, ...empty }
}

/** From promises to blocks, as far as it goes today. */
async function climb(step: Step): Promise<void> {
  raiseOverdue(step)
  await collectPromises(step)
  await exchangePromises(step)
  await readBlocks(step)
}

/** Judges what the step has, by the auditor's own rules, and writes down what may be stored. */
function close(step: Step, before: AnchorStage | undefined): AnchorStep {
  const { draft, files } = step
  const judged = draft.state === 'buried' ? undefined : judge(step)
  if (judged !== undefined) draft.state = judged.state
  if (draft.state === 'buried') endStamping(step)
  dropStale(draft.turns, step.at)
  if (draft.cosignatures.length > 0) files.set('cosignatures', utf8([...draft.cosignatures].sort().join('')))
  return { state: draft, files: changed(step), events: eventsOf(step, before, judged?.block), next: wait(step) }
}

/** The state that the proof has earned. Proof and headers go to the files unless our own verifier finds something false in them. */
function judge(step: Step): { state: AnchorStage; block: AnchorBlock | undefined } {
  const { draft, digest, files, ports, tree } = step
  draft.ots = tree === undefined ? null : b64(writeOts(tree))
  const headers = headersOf(step)
  // A claim that no header bears out proves nothing yet, and the chain may still refuse it: it stays out of the file.
  const sure =
    tree && prune(tree, (claim, message) => claim.type !== 'bitcoin' || holds(headers.get(claim.height), { message }))
  const ots = sure && writeOts(sure)
  const verdict = ots && verifyAnchor(ots, digest, headers, { regtest: ports.settings.regtest })
  if (verdict?.result === 'false') {
    step.alerts.push({ code: 'unsound', detail: verdict.reasons.join('; ') })
    return { state: draft.state, block: undefined }
  }
  if (ots !== undefined) files.set('root.ots', ots)
  if (headers.size > 0 || draft.written['headers.json'] !== undefined) {
    files.set('headers.json', utf8(canonicalize(draft.headers)))
  }
  return { state: stageOf(step, verdict), block: blockOf(step, verdict) }
}

function stageOf(step: Step, verdict: AnchorResult | undefined): AnchorStage {
  if (verdict?.result === 'ok') return 'buried'
  if (verdict !== undefined && verdict.blocks.length > 0) return 'confirmed'
  return step.draft.state === 'submitted' && !isPromised(step) ? 'submitted' : 'pending'
}

function blockOf({ draft }: Step, verdict: AnchorResult | undefined): AnchorBlock | undefined {
  const [deepest] = verdict?.blocks ?? []
  const header = deepest && parseHeader(fromHex(draft.headers[String(deepest.height)] ?? ''))
  return deepest && header && { ...deepest, hash: displayHash(header) }
}

/** The files whose bytes are not those given out before. */
function changed({ draft, files }: Step): AnchorFile[] {
  return [...files].flatMap(([path, bytes]) => {
    const digest = hex(sha256(bytes))
    if (draft.written[path] === digest) return []
    draft.written[path] = digest
    return [{ path, bytes: concat(bytes) }]
  })
}

function eventsOf(step: Step, before: AnchorStage | undefined, block: AnchorBlock | undefined): AnchorEvent[] {
  const { at, alerts, draft } = step
  const { state } = draft
  const told = alerts.map(({ code, detail }) => ({ at, state, alert: code, detail }))
  return state === before ? told : [...told, { at, state, ...(block === undefined ? {} : { block }) }]
}

function wait({ draft, at }: Step): number | undefined {
  const due = [nextDue(draft.turns), draft.state === 'buried' ? undefined : draft.roundAt + OVERDUE_MS]
  const next = Math.min(...due.filter((moment) => moment !== undefined))
  return next === Number.POSITIVE_INFINITY ? undefined : Math.max(next - at, MIN_WAIT_MS)
}
