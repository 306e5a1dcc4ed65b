// Legal holds: placed and released as records, decided by the ledger object, listed in D1. What is held is not erased.
import { moveApproval } from '../db/tenant/approvals.ts'
import { findHold, type HoldRow, insertHold, markReleased } from '../db/tenant/holds.ts'
import { canonicalize } from '../ledger/jcs.ts'
import type { AppendResult } from '../tenant/draft.ts'
import type { HoldScope } from '../tenant/holds.ts'
import { withLedger } from '../tenant/reach.ts'
import { createApproval, needsApproval } from './approvals.ts'
import { waitingFor } from './approvals-waiting.ts'
import { type Desk, sealAtDesk, subjectAtDesk } from './desk.ts'
import { newHoldId } from './ids.ts'

const STREAM = 'tallystick.hold'

/** `targets`: every subject of the person at this moment, or the chat's id. `refs`: the chat's record. */
export type HoldWish = {
  scope: HoldScope
  targets: readonly string[]
  matter: string
  reason: string
  refs: readonly number[]
}

export const placedId = (hold: string): string => `${hold}/placed`
export const releasedId = (hold: string): string => `${hold}/released`

/** Places a hold: the record and what erasures look at are one transaction of the ledger. Returns its row. */
export async function placeHold(desk: Desk, wish: HoldWish): Promise<HoldRow> {
  const { scope, targets, matter, reason, refs } = wish
  const id = newHoldId()
  const named = scope === 'chat' ? { chat: targets[0] ?? '' } : { subjects: [...targets] }
  const batch = await sealAtDesk(desk, {
    kind: 'hold',
    stream: STREAM,
    id: placedId(id),
    data: { action: 'placed', hold: id, scope, ...named },
    refs,
    fields: { matter, ...(reason !== '' && { reason }) },
  })
  const held = { hold: id, scope, targets: [...targets] }
  const seq = await appended(desk, placedId(id), (ledger) => ledger.placeHold(batch, held))
  const row: HoldRow = {
    tenant: desk.tenant.id,
    id,
    scope,
    target: JSON.stringify(targets),
    placedBy: await subjectAtDesk(desk),
    placedAt: desk.now.toISOString(),
    releasedBy: null,
    releasedAt: null,
    seq,
  }
  await insertHold(desk.home.db, row)
  return row
}

type Ledger = Parameters<Parameters<typeof withLedger<AppendResult>>[2]>[0]

async function appended({ home, tenant }: Desk, id: string, work: (ledger: Ledger) => Promise<AppendResult>) {
  const result = await withLedger(home, tenant.id, async (ledger): Promise<AppendResult> => await work(ledger))
  if (!result.ok) throw new Error(`a hold was not recorded: ${result.code}`)
  const seq = await withLedger(home, tenant.id, async (ledger): Promise<number | null> => ledger.seqOf(STREAM, id))
  if (seq === null) throw new Error('a hold was recorded and is not there')
  return seq
}

export type Release =
  | { ok: true; row: HoldRow }
  | { ok: false; code: 'not_found' }
  /** A second person has to release it too, and was asked for. */
  | { ok: false; code: 'waiting'; approval: string }

/**
 * Releases a hold. Where the tenant wants a second person, the first wish is recorded and waits; it is released once somebody else
 * approves it or wants the same. A released one stays as it is.
 */
export async function releaseHold(desk: Desk, id: string, reason: string): Promise<Release> {
  const row = await findHold(desk.home.db, desk.tenant.id, id)
  if (row === undefined) return { ok: false, code: 'not_found' }
  if (row.releasedAt !== null) return { ok: true, row }
  if (!(await needsApproval(desk.env, desk.tenant.id))) return { ok: true, row: await release(desk, row, reason, null) }
  const request = { hold: id }
  const refs = row.seq === null ? [] : [row.seq]
  const waiting = await waitingFor(desk, 'release', canonicalize(request))
  const approval = waiting ?? (await createApproval(desk, { kind: 'release', request, reason, refs }))
  if (waiting === undefined || waiting.requestedBy === (await subjectAtDesk(desk))) {
    return { ok: false, code: 'waiting', approval: approval.id }
  }
  const released = await release(desk, row, reason, waiting.id)
  const decided = { decidedBy: released.releasedBy, decidedAt: released.releasedAt }
  await moveApproval(desk.home.db, waiting, 'waiting', { state: 'used', ...decided })
  return { ok: true, row: released }
}

/** What an approved wish to release does. Doing it twice is fine. */
export async function releaseApproved(desk: Desk, hold: string, approval: string): Promise<void> {
  const row = await findHold(desk.home.db, desk.tenant.id, hold)
  if (row !== undefined && row.releasedAt === null) await release(desk, row, '', approval)
}

async function release(desk: Desk, row: HoldRow, reason: string, approval: string | null): Promise<HoldRow> {
  const batch = await sealAtDesk(desk, {
    kind: 'hold',
    stream: STREAM,
    id: releasedId(row.id),
    data: { action: 'released', hold: row.id, ...(approval !== null && { approval }) },
    refs: row.seq === null ? [] : [row.seq],
    ...(reason !== '' && { fields: { reason } }),
  })
  await appended(desk, releasedId(row.id), (ledger) => ledger.releaseHold(batch, row.id))
  const change = { releasedBy: await subjectAtDesk(desk), releasedAt: desk.now.toISOString() }
  await markReleased(desk.home.db, desk.tenant.id, row.id, change)
  return { ...row, ...change }
}
