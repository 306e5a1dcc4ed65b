// The OpenTimestamps half of a step: promises are collected from calendars, and later exchanged for the path to a block.
import { concat, fromHex, hex } from '../../ledger/bytes.ts'
import { sha256 } from '../../ledger/hash.ts'
import type { Operation } from '../../ledger/ots/operation.ts'
import {
  attestationsOf,
  chain,
  graft,
  mergeNodes,
  nodeAt,
  type OtsNode,
  parseOts,
  writeOts,
} from '../../ledger/ots/proof.ts'
import { fetchUpgrade, submit } from './calendar.ts'
import { CALENDARS_NEEDED, isCalendar } from './settings.ts'
import { raise, type Step } from './step.ts'
import { finish, isDue, putOff, startOver } from './turns.ts'

/** LEDGER section 7.1. */
export const OVERDUE_MS = 48 * 60 * 60 * 1000
/** Every round adds a promise of each calendar, which is polled from then on: fifteen rounds are a month. */
const MAX_ROUNDS = 15

const SUBMIT = 'submit '
const UPGRADE = 'upgrade '

/** The steps from the file's digest to what calendars are sent: a nonce of 16 bytes, so that they learn nothing of the file. */
const nonceSteps = (nonce: string): Operation[] => [{ op: 'append', argument: fromHex(nonce) }, { op: 'sha256' }]

/** How many calendars have promised in this round. */
function promised({ draft, ports }: Step): number {
  return ports.settings.calendars.filter((url) => draft.turns[SUBMIT + url]?.done === true).length
}

/** Whether as many calendars promised as LEDGER section 7.1 asks for. */
export const isPromised = (step: Step) => promised(step) >= CALENDARS_NEEDED

/** Raises the alarm over an anchor that is 48 hours old, and asks all calendars anew where no block attests it yet. */
export function raiseOverdue(step: Step): void {
  const { draft, at } = step
  if (at - draft.roundAt < OVERDUE_MS) return
  const days = Math.floor((at - draft.since) / (24 * 60 * 60 * 1000))
  raise(step, 'overdue', `${draft.state} for ${days} days, ${promised(step)} calendars promised`)
  draft.roundAt = at
  if (draft.state === 'confirmed' || draft.rounds >= MAX_ROUNDS) return
  draft.rounds += 1
  startOver(draft.turns, SUBMIT)
}

/** Sends the nonced digest to every calendar whose turn it is, and merges what they promise. */
export async function collectPromises(step: Step): Promise<void> {
  const { draft, digest, at, ports } = step
  if (draft.state === 'confirmed') return
  const steps = nonceSteps(draft.nonce)
  const sent = sha256(concat(digest, fromHex(draft.nonce)))
  const due = ports.settings.calendars.filter((url) => isDue(draft.turns, SUBMIT + url, at))
  const answers = await Promise.all(
    due.map(
      async (url) => [url, await submit(ports.ask, url, sent, (uri) => isCalendar(ports.settings, uri))] as const,
    ),
  )
  for (const [url, answer] of answers) {
    const grown =
      answer.ok &&
      take(
        step,
        chain(digest, steps, () => answer.tree),
      )
    if (grown === true) finish(draft.turns, SUBMIT + url)
    else putOff(draft.turns, SUBMIT + url, at, ports.settings.pollMs, answer.ok ? 'unreadable' : answer.code)
  }
}

/** Merges a tree over the file's digest into the proof; false where the whole would not be a proof any more. */
function take(step: Step, grown: OtsNode): boolean {
  const merged = step.tree === undefined ? grown : mergeNodes(step.tree, grown)
  // Each answer is within the format's depth, but it stands deeper in the whole.
  if (!parseOts(writeOts(merged)).ok) return false
  step.tree = merged
  return true
}

type Promised = { readonly key: string; readonly uri: string; readonly commitment: Uint8Array }

/** Promises that no block stands for yet. */
function openPromises({ tree, ports }: Step): Promised[] {
  if (tree === undefined) return []
  return attestationsOf(tree).flatMap(({ message, attestation }) => {
    if (attestation.type !== 'pending' || !isCalendar(ports.settings, attestation.uri)) return []
    const below = nodeAt(tree, message)
    const kept = below !== undefined && attestationsOf(below).some((other) => other.attestation.type === 'bitcoin')
    const key = `${UPGRADE}${attestation.uri} ${hex(message)}`
    return kept ? [] : [{ key, uri: attestation.uri, commitment: message }]
  })
}

/** Asks the calendars whose turn it is for the rest of their path, and grafts it onto the commitment. */
export async function exchangePromises(step: Step): Promise<void> {
  const { draft, at, ports } = step
  // A calendar collects for a while before it makes a transaction: the first question can wait.
  const due = openPromises(step).filter(({ key }) => isDue(draft.turns, key, at, at + ports.settings.pollMs))
  const answers = await Promise.all(
    due.map(async (promise) => [promise, await fetchUpgrade(ports.ask, promise.uri, promise.commitment)] as const),
  )
  for (const [{ key }, answer] of answers) {
    const whole = answer.ok && step.tree !== undefined ? graft(step.tree, answer.tree) : undefined
    if (whole === undefined || !take(step, whole)) {
      putOff(draft.turns, key, at, ports.settings.pollMs, answer.ok ? 'unreadable' : answer.code)
      continue
    }
    delete draft.turns[key]
  }
}

/** Nothing of it is asked any more. */
export function endStamping(step: Step): void {
  startOver(step.draft.turns, SUBMIT)
  startOver(step.draft.turns, UPGRADE)
  delete step.draft.turns.blocks
}
