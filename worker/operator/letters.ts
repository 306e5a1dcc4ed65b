// A dead letter under an operator's hands: what it is about, in ids; sent to its queue again; or put away with a reason.
import {
  type DeadLetter,
  decideLetter,
  findDeadLetter,
  type LetterState,
  listDeadLetters,
  waitingLetters,
} from '../db/tenant/dead-letters.ts'
import { homeOf, REGIONS, type Region } from '../region.ts'

/** Queues as the Worker sends to them. A letter is kept under its queue's name, or that of the dead-letter queue behind it. */
export const QUEUES = ['pulls', 'backfills', 'jobs'] as const
export type QueueName = (typeof QUEUES)[number]

/** Why an action did not happen. `not_replayable`: nothing would come of it. */
export type Refusal = 'unknown_letter' | 'decided_before' | 'not_replayable'
export type Decided = { ok: true; state: LetterState } | { ok: false; code: Refusal }

export type LetterView = {
  region: Region
  id: string
  queue: string
  kind: string
  at: string
  state: LetterState
  decided_at: string | null
  reason: string | null
  /** The fields of the message that are ids, numbers and days; null where it is no object. */
  body: Record<string, unknown> | null
  /** Whether sending it again can change anything. */
  replayable: boolean
}

/** What messages of ours are made of. Anything else is not repeated: a message that nobody knows may hold anything. */
const FIELDS = new Set(
  'v job lane region tenant connection streams id receipt target alert channel attempt day period asked'.split(' '),
)
const PLAIN = /^[A-Za-z0-9_.:/-]{1,80}$/
/** Letters of a queue that one call sends again. */
const MOST = 500

const isPlain = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'string' && PLAIN.test(value))

function idsOf(body: unknown): Record<string, unknown> | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null
  const known = Object.entries(body).filter(
    ([name, value]) => FIELDS.has(name) && (Array.isArray(value) ? value.every(isPlain) : isPlain(value)),
  )
  return Object.fromEntries(known)
}

const bodyOf = (letter: DeadLetter): unknown => JSON.parse(letter.body) // written by keepLetter as JSON

/** The job of a message of `jobs`, the lane of the others; `unknown` where it says neither. */
function kindOf(ids: Record<string, unknown> | null): string {
  return String(ids?.job ?? ids?.lane ?? 'unknown')
}

function queueOf({ queue }: DeadLetter): QueueName | undefined {
  return QUEUES.find((name) => queue === name || queue === `${name}-dead`)
}

/** An export that was given up has told whoever asked to make it again: its message finds nothing to do. */
const isReplayable = (letter: DeadLetter, kind: string): boolean =>
  queueOf(letter) !== undefined && kind !== 'unknown' && kind !== 'export'

function viewLetter(region: Region, letter: DeadLetter): LetterView {
  const { id, queue, at, state, decidedAt: decided_at, reason } = letter
  const body = idsOf(bodyOf(letter))
  const kind = kindOf(body)
  return { region, id, queue, kind, at, state, decided_at, reason, body, replayable: isReplayable(letter, kind) }
}

/** The newest 200 of each region, newest first. */
export async function viewLetters(env: Env): Promise<LetterView[]> {
  const all = await Promise.all(
    REGIONS.map(async (region) =>
      (await listDeadLetters(homeOf(env, region).db)).map((letter) => viewLetter(region, letter)),
    ),
  )
  return all.flat().sort((a, b) => (a.at < b.at ? 1 : -1))
}

const binding = (env: Env, name: QueueName): Queue =>
  ({ pulls: env.PULLS, backfills: env.BACKFILLS, jobs: env.JOBS })[name]

/** First sent, then marked: dying in between sends it twice, and every consumer takes a message twice without harm. */
async function send(env: Env, region: Region, letter: DeadLetter): Promise<Decided> {
  const queue = queueOf(letter)
  const body = bodyOf(letter)
  if (queue === undefined || !isReplayable(letter, kindOf(idsOf(body)))) return { ok: false, code: 'not_replayable' }
  await binding(env, queue).send(body)
  const decision = { state: 'replayed', decidedAt: new Date().toISOString(), reason: null } as const
  await decideLetter(homeOf(env, region).db, letter.id, decision)
  return { ok: true, state: 'replayed' }
}

/** Sends one letter to its queue again. One that was replayed before is left as it is. */
export async function replayLetter(env: Env, region: Region, id: string): Promise<Decided> {
  const letter = await findDeadLetter(homeOf(env, region).db, id)
  if (letter === undefined) return { ok: false, code: 'unknown_letter' }
  if (letter.state === 'discarded') return { ok: false, code: 'decided_before' }
  return letter.state === 'replayed' ? { ok: true, state: 'replayed' } : send(env, region, letter)
}

/** Sends what waits of one queue, in all regions; how many went, and how many stay because nothing would come of them. */
export async function replayQueue(env: Env, queue: QueueName): Promise<{ replayed: number; left: number }> {
  const counted = { replayed: 0, left: 0 }
  for (const region of REGIONS) {
    const { db } = homeOf(env, region)
    for (const name of [queue, `${queue}-dead`]) {
      for (const letter of await waitingLetters(db, name, MOST)) {
        const { ok } = await send(env, region, letter)
        counted[ok ? 'replayed' : 'left']++
      }
    }
  }
  return counted
}

/** Puts a letter away; it stays in the list with its reason. Again is fine: the first reason stands. */
export async function discardLetter(env: Env, region: Region, id: string, reason: string): Promise<Decided> {
  const { db } = homeOf(env, region)
  const decision = { state: 'discarded', decidedAt: new Date().toISOString(), reason } as const
  if (await decideLetter(db, id, decision)) return { ok: true, state: 'discarded' }
  const letter = await findDeadLetter(db, id)
  if (letter === undefined) return { ok: false, code: 'unknown_letter' }
  return letter.state === 'discarded' ? { ok: true, state: 'discarded' } : { ok: false, code: 'decided_before' }
}
