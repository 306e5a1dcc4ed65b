// /api/content/approvals: what waits for a second person, and their decision. Nobody decides what they asked for themselves.
import { decideApproval } from '../../content/approvals.ts'
import { subjectAtDesk } from '../../content/desk.ts'
import { releaseApproved } from '../../content/holds.ts'
import { readSealed } from '../../content/opened.ts'
import { type ApprovalRow, expireApprovals, listApprovals, moveApproval } from '../../db/tenant/approvals.ts'
import type { ErasureMessage } from '../../erasure/message.ts'
import type { JsonObject } from '../../ledger/jcs.ts'
import { peopleOf } from '../chat-views.ts'
import { type ContentAccess, contentOf } from '../content-access.ts'
import { type Route, tenantRoute } from '../define.ts'
import { failure, isFailure } from '../errors.ts'
import { idParams } from '../fields.ts'
import { ApprovalList, ApprovalView, DecisionBody } from '../schemas/content.ts'

const tag = 'Content'
const SHOWN = 100

/** What would be done, in words; ids only. */
function wordsOf({ kind, request }: ApprovalRow): string {
  const { chat, messages, scope, hold } = JSON.parse(request) as JsonObject // canonical JSON of createApproval
  if (kind === 'reveal') {
    const what = Array.isArray(messages) ? `${messages.length} messages` : 'the whole text'
    return `See ${what} of chat ${String(chat)} unmasked`
  }
  if (kind === 'release') return `Release the legal hold ${String(hold)}`
  if (kind === 'export') return 'Export the text of chats'
  const erased: Record<string, string> = { chat: 'a chat', person: 'a person', tenant: 'the whole workspace' }
  return `Erase ${erased[String(scope)] ?? 'content'} for good`
}

async function viewApprovals(access: ContentAccess, rows: readonly ApprovalRow[]): Promise<ApprovalView[]> {
  const personOf = await peopleOf(access)
  const [own, sealed] = await Promise.all([
    subjectAtDesk(access.desk),
    readSealed(
      access.desk,
      rows.flatMap(({ seq }) => seq ?? []),
    ),
  ])
  return rows.map((row) => {
    const reason = row.seq === null ? undefined : sealed.get(row.seq)?.fields?.reason
    return {
      id: row.id,
      // Written by createApproval and moveApproval only, which know no others.
      kind: row.kind as ApprovalView['kind'],
      state: row.state as ApprovalView['state'],
      words: wordsOf(row),
      reason: typeof reason === 'string' ? reason : null,
      requested_by: personOf(row.requestedBy),
      requested_at: row.requestedAt,
      expires_at: row.expiresAt,
      decided_by: personOf(row.decidedBy),
      decided_at: row.decidedAt,
      mine: row.requestedBy !== own,
    }
  })
}

const list = tenantRoute({
  method: 'get',
  path: '/api/content/approvals',
  needs: 'content',
  summary: 'What waits for a second person or was decided, the newest first',
  tag,
  answer: ApprovalList,
  async handler({ env, actor }) {
    const access = await contentOf(env, actor)
    if (isFailure(access)) return access
    const { home, tenant, now } = access.desk
    await expireApprovals(home.db, tenant.id, now.toISOString())
    return { approvals: await viewApprovals(access, await listApprovals(home.db, tenant.id, SHOWN)) }
  },
})

const REFUSED = {
  not_found: failure('not_found'),
  own: failure('forbidden', { message: 'You asked for this yourself. Somebody else has to decide it.' }),
  decided: failure('conflict', { message: 'Somebody has decided this already. Reload to see how.' }),
  expired: failure('conflict', { message: 'This waited too long and has expired. It has to be asked for again.' }),
} as const

const decide = tenantRoute({
  method: 'post',
  path: '/api/content/approvals/{id}',
  needs: 'content',
  summary: 'Approve or refuse what somebody else asked for; a record',
  tag,
  params: idParams,
  body: DecisionBody,
  answer: ApprovalView,
  async handler({ env, actor, params, body }) {
    const access = await contentOf(env, actor)
    if (isFailure(access)) return access
    const { desk } = access
    const decided = await decideApproval(desk, params.id, body)
    if (!decided.ok) return REFUSED[decided.code]
    const approval = await afterwards(access, decided.approval)
    const [view] = await viewApprovals(access, [approval])
    return view ?? failure('not_found')
  },
})

/** What a decision sets off by itself. A reveal and an export are used by whoever asked for them. */
async function afterwards({ desk }: ContentAccess, approval: ApprovalRow): Promise<ApprovalRow> {
  if (approval.kind === 'erasure') {
    // Approved it begins, refused it ends; the tick would find it too.
    const { erasure } = JSON.parse(approval.request) as { erasure: string } // written by the route that asks for erasures
    const { id: tenant, region } = desk.tenant
    const message: ErasureMessage = { v: 1, job: 'erasure', region, tenant, id: erasure }
    await desk.env.JOBS.send(message)
  }
  if (approval.state !== 'approved' || approval.kind !== 'release') return approval
  const { hold } = JSON.parse(approval.request) as { hold: string } // written by content/holds.ts
  await releaseApproved(desk, hold, approval.id)
  await moveApproval(desk.home.db, approval, 'approved', { state: 'used' })
  return { ...approval, state: 'used' }
}

export const approvalRoutes: readonly Route[] = [list, decide]
