// What is said to one OpenTimestamps calendar: here is a digest, and later: has this commitment reached a block?
import { hex } from '../../ledger/bytes.ts'
import { type OtsNode, parseCalendarTree, prune } from '../../ledger/ots/proof.ts'
import type { Ask } from './ask.ts'

/** `tree` begins at the message that was sent, and ends in attestations of the kind that was asked for only. */
export type CalendarResult =
  | { readonly ok: true; readonly tree: OtsNode }
  | { readonly ok: false; readonly code: CalendarCode }
export type CalendarCode =
  | 'unreachable' // no answer, cut off, too long
  | 'refused' // a status that is neither 200 nor 404
  | 'not_yet' // 404: not in a block yet
  | 'unreadable' // no tree of the three operations
  | 'empty' // a tree without an attestation that counts

/** The stock client's own limit for an answer. */
const MAX_BYTES = 10_000
const ACCEPT = { accept: 'application/vnd.opentimestamps.v1' }
/** One answer with hundreds of blocks would send us to the explorers hundreds of times. */
const MAX_BLOCKS = 4

/** Sends a message of 32 bytes. The tree ends in promises whose address `mayAsk` allows; other attestations are dropped. */
export async function submit(
  ask: Ask,
  calendar: string,
  message: Uint8Array,
  mayAsk: (uri: string) => boolean,
): Promise<CalendarResult> {
  const headers = { ...ACCEPT, 'content-type': 'application/octet-stream' }
  const body = new Uint8Array(message)
  const reply = await ask({ url: `${calendar}/digest`, method: 'POST', headers, body, maxBytes: MAX_BYTES })
  return treeIn(reply, message, (node) =>
    prune(node, (attestation) => attestation.type === 'pending' && mayAsk(attestation.uri)),
  )
}

/**
 * Asks for a promise's commitment (the message at the promise, never the digest that was sent: that is not found for ever).
 * The tree ends in at most four Bitcoin attestations, not checked yet.
 */
export async function fetchUpgrade(ask: Ask, calendar: string, commitment: Uint8Array): Promise<CalendarResult> {
  const url = `${calendar.replace(/\/+$/, '')}/timestamp/${hex(commitment)}`
  const reply = await ask({ url, headers: ACCEPT, maxBytes: MAX_BYTES })
  let blocks = 0
  return treeIn(reply, commitment, (node) =>
    prune(node, (attestation) => attestation.type === 'bitcoin' && ++blocks <= MAX_BLOCKS),
  )
}

function treeIn(
  reply: Awaited<ReturnType<Ask>>,
  message: Uint8Array,
  chosen: (node: OtsNode) => OtsNode | undefined,
): CalendarResult {
  if (!reply.ok) return { ok: false, code: 'unreachable' }
  if (reply.status !== 200) return { ok: false, code: reply.status === 404 ? 'not_yet' : 'refused' }
  const parsed = parseCalendarTree(reply.body, message)
  if (!parsed.ok) return { ok: false, code: 'unreadable' }
  const tree = chosen(parsed.root)
  return tree === undefined ? { ok: false, code: 'empty' } : { ok: true, tree }
}
