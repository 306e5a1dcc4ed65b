// What one step of an anchor works on: its state, which goes to the database as JSON, the ports to the outside, what the step found.
import type { OtsNode } from '../../ledger/ots/proof.ts'
import type { Ask } from './ask.ts'
import type { AnchorSettings } from './settings.ts'
import type { Turns } from './turns.ts'
import type { Consistency } from './witness.ts'

/** LEDGER section 7.1. */
export type AnchorStage = 'submitted' | 'pending' | 'confirmed' | 'buried'

/** All there is to know about the anchor of one cut; JSON through and through. Times in Unix milliseconds. */
export type AnchorState = {
  v: 1
  state: AnchorStage
  /** When it was begun, and when the calendars were last all asked anew. */
  since: number
  roundAt: number
  rounds: number
  /** The client nonce, hex: calendars never see the file's own digest. */
  nonce: string
  /** The merged proof as a base64 `.ots`, with Bitcoin attestations that were not checked yet; null before the first promise. */
  ots: string | null
  /** Headers that were checked, by height, hex: attested blocks and what follows them. */
  headers: Record<string, string>
  /** Signature lines of witnesses, each with its newline. */
  cosignatures: string[]
  turns: Turns
  /** SHA-256 of the files as they were last given out, by path. */
  written: Record<string, string>
  /** Attestations that were told of as false, so that nobody is told twice. */
  doubted: string[]
}

/** A block that attests the file; `time` in Unix seconds as its miner wrote it, `above` = headers on top of it. */
export type AnchorBlock = {
  readonly height: number
  readonly hash: string
  readonly time: number
  readonly above: number
}

export type AlertCode =
  | 'overdue' // not in a block after 48 hours: the calendars were asked anew
  | 'reorg' // the block that attested it is no longer on the chain
  | 'false_attestation' // a calendar named a block that does not hold the commitment
  | 'unsound' // our own verifier refuses what we would store: a bug here, nothing was stored
  | 'token_missing' // no token by a TSA after seven days: given up
  | 'cosignature_missing' // the same for a witness
  | 'inconsistent' // a witness saw another history of the root log

/** For the root log's journal: the state changed, or `alert` wants somebody's eyes. */
export type AnchorEvent = {
  readonly at: number
  readonly state: AnchorStage
  readonly block?: AnchorBlock
  readonly alert?: AlertCode
  readonly detail?: string
}

/** A file of the anchor as bundles hold it under data/anchors/: root.ots, headers.json, `<tsa>.tsr`, cosignatures. */
export type AnchorFile = { readonly path: string; readonly bytes: Uint8Array }

/** The outside and everything else that is not in the state. `now` in Unix milliseconds. */
export type AnchorPorts = {
  readonly ask: Ask
  readonly now: () => number
  readonly random: (bytes: number) => Uint8Array
  readonly settings: AnchorSettings
  readonly consistency: Consistency
}

/** One step while it runs. `draft` is a copy of the state and changes in place, as do `tree`, `alerts` and `files`. */
export type Step = {
  readonly draft: AnchorState
  readonly file: Uint8Array
  readonly digest: Uint8Array
  readonly at: number
  readonly ports: AnchorPorts
  tree: OtsNode | undefined
  readonly alerts: { code: AlertCode; detail: string }[]
  readonly files: Map<string, Uint8Array>
}

/** Notes something that wants somebody's eyes. */
export function raise(step: Step, code: AlertCode, detail: string): void {
  step.alerts.push({ code, detail })
}
