// An erasure begins: its row first, then one call to the ledger object, which asks the holds, marks the targets and appends the intent at once.
import { findApproval, moveApproval } from '../db/tenant/approvals.ts'
import { chatsOfSubjects, type ErasureRow, insertErasure, moveErasure, ownersOf } from '../db/tenant/erasures.ts'
import type { TenantId } from '../ids.ts'
import type { JsonObject } from '../ledger/jcs.ts'
import type { Home } from '../region.ts'
import { type Act, sealAct } from '../tenant/acts.ts'
import type { Batch } from '../tenant/draft.ts'
import type { Begun } from '../tenant/erased.ts'
import type { Held } from '../tenant/holds.ts'
import type { LedgerStub } from '../tenant/reach.ts'
import type { Vault } from '../vault/keys.ts'
import { newErasureId } from './ids.ts'
import type { ErasureMessage } from './message.ts'
import { NO_PROGRESS, progressOf, type Scope, scopeOf, targetOf, writeProgress } from './progress.ts'
import { FIRST } from './steps.ts'
import { STREAM, type Work } from './work.ts'

/** `subjects` of a person, `chats` of theirs or those that are erased. `reason`: without the person's name in it; null: there is nobody who asks. */
export type Wish = {
  scope: Scope
  subjects: readonly string[]
  chats: readonly string[]
  mentions: 'erase' | 'keep'
  reasonCode: string
  requestedBy: string | null
  reason: string | null
  who: Act['who'] | null
}
type Ground = { env: Env; home: Home; tenant: TenantId; vault: Vault; ledger: LedgerStub; now: Date }

export type Started =
  | { ok: true; row: ErasureRow }
  | { ok: false; code: 'on_hold'; holds: Held[] }
  | { ok: false; code: 'stopped'; words: string }

/** Chats that a record names one by one. */
const MOST_CHATS = 300

const intendedId = (erasure: string): string => `${erasure}.intended`
export const hasBegun = (ledger: LedgerStub, erasure: string): Promise<number | null> =>
  ledger.seqOf(STREAM, intendedId(erasure))

export function newErasure(tenant: TenantId, wish: Wish, now: Date): ErasureRow {
  const at = now.toISOString()
  return {
    tenant,
    id: newErasureId(),
    scope: wish.scope,
    target: JSON.stringify(wish.scope === 'person' ? wish.subjects : wish.scope === 'chat' ? wish.chats : []),
    mentions: wish.mentions,
    state: 'queued',
    step: 'intent',
    words: null,
    reasonCode: wish.reasonCode,
    requestedBy: wish.requestedBy,
    createdAt: at,
    touchedAt: at,
    doneAt: null,
    intentSeq: null,
    resultSeq: null,
    counts: writeProgress(NO_PROGRESS),
  }
}

const dataOf = (row: ErasureRow, action: string): JsonObject => {
  const [scope, target] = [scopeOf(row), targetOf(row)]
  return {
    action,
    erasure: row.id,
    scope,
    ...(scope === 'person' && { subjects: target, mentions: row.mentions }),
    ...(scope === 'chat' && { chats: target.slice(0, MOST_CHATS), chats_in_all: target.length }),
    reason_code: row.reasonCode,
  }
}

type Said = { who: Act['who'] | null; reason: string | null; more?: JsonObject; refs?: number[] }

async function call(ground: Ground, row: ErasureRow, chats: readonly string[], said: Said) {
  const { home, vault, ledger, now } = ground
  const { who, reason, more = {}, refs } = said
  const seal = (id: string, action: string): Promise<Batch> =>
    sealAct(home, vault, {
      kind: 'erasure',
      stream: STREAM,
      id,
      occurredAt: now,
      data: { ...dataOf(row, action), ...more },
      ...(refs !== undefined && refs.length > 0 && { refs }),
      ...(who != null && { who }),
      ...(reason !== null && { fields: { reason } }),
    })
  const scope = scopeOf(row)
  return ledger.beginErasure({
    erasure: row.id,
    scope,
    subjects: scope === 'person' ? targetOf(row) : [],
    chats: [...chats],
    holders: scope === 'chat' ? await ownersOf(home.db, row.tenant, chats) : [],
    intent: await seal(intendedId(row.id), 'intended'),
    refusal: await seal(`${row.id}.refused`, 'refused'),
  })
}

type Answer = Begun | { ok: false; code: 'stopped'; words: string }

const wordsOf = (answer: Exclude<Answer, { ok: true }>): string =>
  answer.code === 'stopped'
    ? answer.words
    : `A legal hold forbids it: ${[...new Set(answer.holds.map(({ hold }) => hold))].join(', ')}. Release it first.`

async function moved(ground: Ground, row: ErasureRow, answer: Answer): Promise<void> {
  const touchedAt = ground.now.toISOString()
  if (answer.ok) {
    await moveErasure(ground.home.db, row, { state: 'running', step: FIRST, intentSeq: answer.seq, touchedAt })
    await ground.env.JOBS.send(messageOf(ground, row.id))
  } else await moveErasure(ground.home.db, row, { state: 'refused', words: wordsOf(answer), touchedAt })
}

export const messageOf = ({ home, tenant }: Pick<Ground, 'home' | 'tenant'>, id: string): ErasureMessage => ({
  v: 1,
  job: 'erasure',
  region: home.region,
  tenant,
  id,
})

/** Begins now. Whatever dies: the tick finds the row, and the ledger knows whether it was begun. */
export async function startErasure(ground: Ground, wish: Wish): Promise<Started> {
  const row = newErasure(ground.tenant, wish, ground.now)
  await insertErasure(ground.home.db, row)
  const answer: Answer = await call(ground, row, wish.chats, wish)
  await moved(ground, row, answer)
  return answer.ok ? { ok: true, row } : answer
}

/** Keeps the wish until a second person has decided; the reason lies sealed beside the record that asked. */
export async function keepWaiting(ground: Ground, row: ErasureRow, approval: string): Promise<void> {
  const counts = writeProgress({ ...NO_PROGRESS, approval })
  await insertErasure(ground.home.db, { ...row, state: 'waiting', counts })
}

const REFUSED = 'The second person refused it, or nobody decided in time.'

/** The chats that are kept out from the beginning; later ones are found in the ledger. */
const chatsToMark = async ({ db }: Home, row: ErasureRow): Promise<string[]> => {
  if (scopeOf(row) === 'chat') return targetOf(row)
  return scopeOf(row) === 'person' ? chatsOfSubjects(db, row.tenant, targetOf(row)) : []
}

/** Begins what was approved. An approval names one erasure, so one that is used already was used for this. */
export async function beginApproved(work: Work): Promise<'more' | 'done' | 'waits'> {
  const { env, home, tenant, vault, ledger, row, ports } = work
  const { approval: id } = progressOf(row)
  const approval = id === null ? undefined : await findApproval(home.db, tenant, id)
  const now = ports.now()
  const at = now.toISOString()
  const late = approval !== undefined && approval.state !== 'used' && approval.expiresAt <= at
  if (id === null || approval === undefined || approval.state === 'refused' || approval.state === 'expired' || late) {
    await moveErasure(home.db, row, { state: 'refused', words: REFUSED, touchedAt: at })
    return 'done'
  }
  if (approval.state === 'waiting') return 'waits'
  await moveApproval(home.db, approval, 'approved', { state: 'used' })
  const decided = await ledger.seqOf(STREAM, `${id}/decided`)
  const refs = [approval.seq, decided].filter((seq): seq is number => seq !== null).sort((a, b) => a - b)
  const chats = await chatsToMark(home, row)
  const more = {
    approval: id,
    requested_by: approval.requestedBy,
    ...(approval.decidedBy !== null && { approved_by: approval.decidedBy }),
  }
  const ground = { env, home, tenant, vault, ledger, now }
  const answer: Answer = await call(ground, row, chats, { who: null, reason: null, more, refs })
  await moved(ground, row, answer)
  return answer.ok ? 'more' : 'done'
}
