// Erasing a chat, a person or the whole workspace: look before, ask, follow it to its certificate, and let somebody in again.
import type { TenantActor } from '../../access/actor.ts'
import { createApproval, needsApproval } from '../../content/approvals.ts'
import { deskOf, subjectAtDesk } from '../../content/desk.ts'
import { findErasure, hasErasure, listErasures } from '../../db/tenant/erasures.ts'
import { keepWaiting, newErasure, startErasure, type Wish } from '../../erasure/begin.ts'
import { readNeedles } from '../../erasure/known.ts'
import { liftErasure } from '../../erasure/lift.ts'
import { findTarget, isConfirmed, isMember, type Target } from '../../erasure/target.ts'
import { isSubjectId } from '../../ids.ts'
import { ledgerOf } from '../../tenant/reach.ts'
import { contentOf } from '../content-access.ts'
import { type Route, tenantRoute } from '../define.ts'
import { type Failure, failure, isFailure } from '../errors.ts'
import { idParams } from '../fields.ts'
import { cursorOf, openReading, readPosition } from '../reading.ts'
import { PageQuery } from '../schemas/common.ts'
import { ErasureBody, ErasureList, ErasurePreview, ErasurePreviewQuery, ErasureView } from '../schemas/content.ts'
import { previewOf, viewErasure, viewErasures } from './erasure-views.ts'

const tag = 'Content'

/** Only an owner ends the workspace; for the others whoever may see texts. */
const ownerOnly = (actor: TenantActor, scope: string): Failure | undefined =>
  scope === 'tenant' && actor.role !== 'owner'
    ? failure('owner_required', { message: 'Only an owner can erase the whole workspace.' })
    : undefined

async function targetOf(env: Env, actor: TenantActor, scope: Wish['scope'], target: string): Promise<Target | Failure> {
  // A person's envelopes and a workspace are there without any captured text; a chat is not.
  const content = scope === 'chat' ? await contentOf(env, actor) : undefined
  if (content !== undefined && isFailure(content)) return content
  const { directory, stitched } = await openReading(env, actor)
  const home = deskOf(env, actor.tenant, actor.user).home
  const people = await stitched()
  const known = scope !== 'person' || (isSubjectId(target) && (await ledgerOf(home, actor.tenant.id).isSubject(target)))
  const found = known
    ? await findTarget({ scope, target, tenant: actor.tenant, home, directory, subjectsOf: people.subjectsOf })
    : undefined
  return found ?? failure('not_found', { message: 'There is no such chat or person here.' })
}

const MEMBER =
  'This person belongs to the workspace. Remove their access first (Settings → Members), then erase them: an account here keeps its address.'

const create = tenantRoute({
  method: 'post',
  path: '/api/content/erasures',
  summary: 'Erase a chat, a person, or the whole workspace; recorded first, destroyed then, proved at the end',
  tag,
  needs: 'content',
  status: 202,
  body: ErasureBody,
  answer: ErasureView,
  async handler({ env, actor, body }) {
    const refused = ownerOnly(actor, body.scope)
    if (refused !== undefined) return refused
    const target = await targetOf(env, actor, body.scope, body.target)
    if (isFailure(target)) return target
    if (!isConfirmed(target, body.confirm)) {
      const details = [{ path: 'body.confirm', problem: 'must be what the preview asks for' }]
      return failure('invalid_request', { message: 'What was typed is not what is to be erased.', details })
    }
    const desk = deskOf(env, actor.tenant, actor.user)
    const { home, vault, now } = desk
    const tenant = actor.tenant.id
    const ledger = ledgerOf(home, tenant)
    if (await hasErasure(home.db, tenant, 'tenant', ['queued', 'running', 'done'])) return failure('conflict')
    const needles = await readNeedles(home, vault, target.subjects, [])
    const isOwn =
      body.scope === 'person' && (await isMember(env, tenant, { vault, ledger }, target.subjects, needles.addresses))
    if (isOwn) return failure('conflict', { message: MEMBER })
    const wish: Wish = {
      scope: body.scope,
      subjects: target.subjects,
      chats: target.chats,
      mentions: body.mentions,
      reasonCode: body.reason_code,
      requestedBy: await subjectAtDesk(desk),
      reason: needles.redact(body.reason),
      who: { userId: actor.user.id, email: actor.user.email, ...(actor.user.name !== '' && { name: actor.user.name }) },
    }
    const ground = { env, home, tenant, vault, ledger, now }
    if (await needsApproval(env, tenant)) {
      const row = newErasure(tenant, wish, now)
      const request = { erasure: row.id, scope: row.scope, reason_code: row.reasonCode, mentions: row.mentions }
      const approval = await createApproval(desk, { kind: 'erasure', request, reason: wish.reason ?? '' })
      await keepWaiting(ground, row, approval.id)
      return viewErasure(env, actor, row.id)
    }
    const started = await startErasure(ground, wish)
    if (started.ok) return viewErasure(env, actor, started.row.id)
    if (started.code === 'stopped') return failure('conflict', { message: started.words })
    const holds = [...new Set(started.holds.map(({ hold }) => hold))]
    return failure('on_hold', { details: { holds } })
  },
})

const preview = tenantRoute({
  method: 'get',
  path: '/api/content/erasures/preview',
  summary: 'What an erasure would take, the holds in its way, and what must be typed to confirm it',
  tag,
  needs: 'content',
  query: ErasurePreviewQuery,
  answer: ErasurePreview,
  async handler({ env, actor, query }) {
    const refused = ownerOnly(actor, query.scope)
    if (refused !== undefined) return refused
    const target = await targetOf(env, actor, query.scope, query.target)
    return isFailure(target) ? target : previewOf(env, actor, query.scope, target)
  },
})

const list = tenantRoute({
  method: 'get',
  path: '/api/content/erasures',
  summary: 'Erasures, newest first',
  tag,
  needs: 'content',
  query: PageQuery,
  answer: ErasureList,
  async handler({ env, actor, query }) {
    const after = readPosition<[string, string]>(query.cursor, ['string', 'string'])
    if (isFailure(after)) return after
    const { home } = deskOf(env, actor.tenant, actor.user)
    const rows = await listErasures(home.db, actor.tenant.id, after, query.limit + 1)
    const page = rows.slice(0, query.limit)
    const last = page.at(-1)
    return {
      erasures: await viewErasures(env, actor, page),
      next_cursor: cursorOf(rows.length > query.limit && last !== undefined ? [last.createdAt, last.id] : null),
    }
  },
})

const one = tenantRoute({
  method: 'get',
  path: '/api/content/erasures/{id}',
  summary: 'One erasure: its step, what it destroyed, and the export that certifies it',
  tag,
  needs: 'content',
  params: idParams,
  answer: ErasureView,
  handler: ({ env, actor, params }) => viewErasure(env, actor, params.id),
})

const lift = tenantRoute({
  method: 'post',
  path: '/api/content/erasures/{id}/lift',
  summary: 'Capture this person or chat again from now on; what was destroyed stays destroyed',
  tag,
  needs: 'content',
  params: idParams,
  answer: ErasureView,
  async handler({ env, actor, params }) {
    const desk = deskOf(env, actor.tenant, actor.user)
    const row = await findErasure(desk.home.db, actor.tenant.id, params.id)
    if (row === undefined) return failure('not_found')
    const { id: userId, email, name } = actor.user
    const who = { userId, email, ...(name !== '' && { name }) }
    const lifted = await liftErasure({ ...desk, ledger: ledgerOf(desk.home, actor.tenant.id) }, row, who)
    return lifted.ok ? viewErasure(env, actor, row.id) : failure('conflict', { message: lifted.words })
  },
})

export const erasureRoutes: readonly Route[] = [list, preview, create, one, lift]
