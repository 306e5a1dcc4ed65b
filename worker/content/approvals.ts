// The second person: a reveal, an export with texts, an erasure or the end of a hold is asked for, somebody else decides, and it is used once. Each step is a record.
import { controlDatabase } from '../db/control/database.ts'
import { selectTenant } from '../db/control/tenants.ts'
import { type ApprovalRow, findApproval, insertApproval, moveApproval } from '../db/tenant/approvals.ts'
import type { TenantId } from '../ids.ts'
import { canonicalize, type JsonObject } from '../ledger/jcs.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import { withLedger } from '../tenant/reach.ts'
import { type Desk, recordAtDesk, subjectAtDesk } from './desk.ts'
import { newApprovalId } from './ids.ts'

/** `release`: of a legal hold. */
export type ApprovalKind = 'reveal' | 'export' | 'erasure' | 'release'

/** `request`: what is to be done, in ids and codes only; using it later takes the very same. `refs`: records it speaks of. */
export type ApprovalWish = {
  readonly kind: ApprovalKind
  readonly request: JsonObject
  readonly reason: string
  readonly refs?: readonly number[]
}

/** How long a wish may wait, and how long what was approved may be used. */
const LIFE_MS = 7 * 86_400_000

/** Among which records the steps of a wish stand. */
const PLACES = {
  reveal: { kind: 'reveal', stream: 'tallystick.content' },
  export: { kind: 'export', stream: 'tallystick.export' },
  erasure: { kind: 'erasure', stream: 'tallystick.erasure' },
  release: { kind: 'hold', stream: 'tallystick.hold' },
} as const

/** Whether this tenant wants a second person for reveals, exports with texts and erasures. */
export async function needsApproval(env: Env, tenant: TenantId): Promise<boolean> {
  return (await selectTenant(controlDatabase(env), tenant))?.secondApprover ?? false
}

/** Records the wish, its reason sealed, then keeps it for whoever decides. */
export async function createApproval(
  desk: Desk,
  wish: ApprovalWish,
): Promise<{ id: string; seq: number; expiresAt: string }> {
  const { kind, request, reason, refs } = wish
  const id = newApprovalId()
  const data = { ...request, action: 'asked', approval: id }
  const act = { ...PLACES[kind], id: `${id}/asked`, data, fields: { reason } }
  const seq = await recordAtDesk(desk, { ...act, ...(refs !== undefined && { refs }) })
  const expiresAt = new Date(desk.now.getTime() + LIFE_MS).toISOString()
  await insertApproval(desk.home.db, {
    tenant: desk.tenant.id,
    id,
    kind,
    request: canonicalize(request),
    requestedBy: await subjectAtDesk(desk),
    requestedAt: desk.now.toISOString(),
    state: 'waiting',
    decidedBy: null,
    decidedAt: null,
    expiresAt,
    seq,
  })
  return { id, seq, expiresAt }
}

export type Decision = 'approve' | 'refuse'
export type Decided =
  | { ok: true; approval: ApprovalRow }
  | { ok: false; code: 'not_found' | 'own' | 'decided' | 'expired' }

/**
 * Decides a wish of somebody else. The record decides: of two people who decide at once, the ledger takes the first, and the other
 * is told `decided`. The same decision by the same person again is fine.
 */
export async function decideApproval(
  desk: Desk,
  id: string,
  { decision, words }: { decision: Decision; words: string },
): Promise<Decided> {
  const { db } = desk.home
  const tenant = desk.tenant.id
  const row = await findApproval(db, tenant, id)
  if (row === undefined) return { ok: false, code: 'not_found' }
  const subject = await subjectAtDesk(desk)
  if (row.requestedBy === subject) return { ok: false, code: 'own' }
  const state = decision === 'approve' ? 'approved' : 'refused'
  if (row.state === state && row.decidedBy === subject) return { ok: true, approval: row }
  if (row.state === 'waiting' && row.expiresAt <= desk.now.toISOString()) return { ok: false, code: 'expired' }
  if (row.state !== 'waiting') return { ok: false, code: row.state === 'expired' ? 'expired' : 'decided' }
  const kind = row.kind as ApprovalKind // written by createApproval only
  const seq = await recordAtDesk(desk, {
    ...PLACES[kind],
    id: `${id}/decided`,
    data: { action: state, approval: id },
    ...(row.seq !== null && { refs: [row.seq] }),
    ...(words !== '' && { fields: { words } }),
  })
  const said = await readDecision(desk, seq)
  await moveApproval(db, row, 'waiting', said)
  const approval = { ...row, ...said }
  return said.decidedBy === subject && said.state === state ? { ok: true, approval } : { ok: false, code: 'decided' }
}

/** What the ledger has as the decision, whoever's it is. */
async function readDecision({ home, tenant }: Desk, seq: number) {
  const stored = await withLedger(home, tenant.id, async (ledger) => (await ledger.record(seq))?.text ?? null)
  if (stored === null) throw new Error(`record ${seq} was appended and is not there`)
  const { data, subject, occurred_at } = JSON.parse(stored) as LedgerRecord // the ledger's own text
  const state = data.action === 'approved' ? 'approved' : 'refused'
  return { state, decidedBy: subject ?? null, decidedAt: occurred_at }
}

export type Used =
  | { ok: true; approval: ApprovalRow }
  | { ok: false; code: 'not_found' | 'waiting' | 'refused' | 'used' | 'expired' }

/**
 * Uses what was approved, once. `not_found` also where it was approved for somebody else or for something else. Whoever dies after this
 * and before the act has to ask again: an approval that may have been used must not be used twice.
 */
export async function useApproval(
  desk: Desk,
  { id, kind, request }: { id: string; kind: ApprovalKind; request: JsonObject },
): Promise<Used> {
  const row = await findApproval(desk.home.db, desk.tenant.id, id)
  const same = row?.kind === kind && row.request === canonicalize(request)
  if (row === undefined || !same || row.requestedBy !== (await subjectAtDesk(desk))) {
    return { ok: false, code: 'not_found' }
  }
  const state = row.expiresAt <= desk.now.toISOString() && row.state !== 'used' ? 'expired' : row.state
  if (state !== 'approved') return { ok: false, code: state as 'waiting' | 'refused' | 'used' | 'expired' } // the other states
  const used = await moveApproval(desk.home.db, row, 'approved', { state: 'used' })
  return used ? { ok: true, approval: { ...row, state: 'used' } } : { ok: false, code: 'used' }
}
