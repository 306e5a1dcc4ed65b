// Wishes that nobody has decided yet, found by what they ask for.
import { type ApprovalRow, listApprovals } from '../db/tenant/approvals.ts'
import type { ApprovalKind } from './approvals.ts'
import type { Desk } from './desk.ts'

/** Wishes that are looked through: the newest. */
const MOST = 200

/** The newest wish of this kind for this request (canonical JSON) that still waits, whoever's it is. */
export async function waitingFor(desk: Desk, kind: ApprovalKind, request: string): Promise<ApprovalRow | undefined> {
  const now = desk.now.toISOString()
  const rows = await listApprovals(desk.home.db, desk.tenant.id, MOST)
  return rows.find(
    (row) => row.kind === kind && row.request === request && row.state === 'waiting' && row.expiresAt > now,
  )
}
