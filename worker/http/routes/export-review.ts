// Whether an export may hold texts: who asks, why, and who else has to agree.
import type { TenantActor } from '../../access/actor.ts'
import { createApproval, needsApproval, useApproval as takeApproval } from '../../content/approvals.ts'
import { deskOf } from '../../content/desk.ts'
import { hasContentKey } from '../../db/tenant/content-keys.ts'
import type { Review } from '../../export/review.ts'
import type { JsonObject } from '../../ledger/jcs.ts'
import { homeOf } from '../../region.ts'
import { type Failure, failure } from '../errors.ts'
import type { ExportBody } from '../schemas/exports.ts'

const SHORTEST_REASON = 20

const invalid = (path: string, problem: string): Failure =>
  failure('invalid_request', { details: [{ path: `body.${path}`, problem }] })

/** What the export holds of texts, undefined for none, or why it may not be made. An approval is used up here. */
export async function reviewFor(
  env: Env,
  actor: TenantActor,
  body: ExportBody,
): Promise<{ review?: Review & { reason: string } } | Failure> {
  const { content, documents, bates_prefix: prefix, legend, reason } = body
  if (content === 'none') {
    return documents.length === 0 ? {} : invalid('documents', 'are made of texts: ask for content masked or revealed')
  }
  if (!actor.permissions.has('content')) {
    return failure('forbidden', { message: 'Only an owner or admin can export the text of chats.' })
  }
  if (body.format === 'json' && documents.length > 0) {
    return invalid('format', 'must be bundle where documents are made')
  }
  const { db } = homeOf(env, actor.tenant.region)
  if ((await hasContentKey(db, actor.tenant.id)) === 'never') {
    return failure('forbidden', { message: 'There are no texts: no Compliance Access Key is connected.' })
  }
  if (content === 'revealed' && reason.length < SHORTEST_REASON) {
    return invalid('reason', `must say in at least ${SHORTEST_REASON} characters why texts leave unmasked`)
  }
  const refused = await approved(env, actor, body)
  return refused ?? { review: { content, documents, prefix, legend, reason } }
}

/** Undefined where nobody else has to agree, or somebody has. */
async function approved(env: Env, { tenant, user }: TenantActor, body: ExportBody): Promise<Failure | undefined> {
  if (!(await needsApproval(env, tenant.id))) return undefined
  const { filter, content, documents, disclose } = body
  // Parsed JSON of our own schema: no member is undefined once it went through JSON again.
  const request = JSON.parse(JSON.stringify({ filter, content, documents, disclose })) as JsonObject
  const desk = deskOf(env, tenant, user)
  if (body.approval === undefined) {
    const { id } = await createApproval(desk, { kind: 'export', request, reason: body.reason })
    return failure('approval_needed', { details: { approval: id } })
  }
  const used = await takeApproval(desk, { id: body.approval, kind: 'export', request })
  if (used.ok) return undefined
  return failure('approval_needed', { details: { approval: body.approval, state: used.code } })
}
