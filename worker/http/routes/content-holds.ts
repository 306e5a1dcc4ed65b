// /api/content/holds: legal holds on people and chats. What is held cannot be erased; placing and releasing are records.
import type { z } from '@hono/zod-openapi'
import { readHolds } from '../../content/held.ts'
import { placeHold, releaseHold } from '../../content/holds.ts'
import { readSealed } from '../../content/opened.ts'
import { findChat } from '../../db/tenant/chats.ts'
import { type HoldRow, targetsOf } from '../../db/tenant/holds.ts'
import { isSubjectId } from '../../ids.ts'
import { peopleOf } from '../chat-views.ts'
import { type ContentAccess, contentOf } from '../content-access.ts'
import { type Route, tenantRoute } from '../define.ts'
import { failure, isFailure } from '../errors.ts'
import { idParams } from '../fields.ts'
import { HoldBody, HoldList, HoldView, ReleaseBody } from '../schemas/content.ts'

const tag = 'Content'
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** Holds with who and why, as far as that can still be opened: it lies sealed under the key of whoever placed them. */
async function viewHolds(access: ContentAccess, rows: readonly HoldRow[]): Promise<HoldView[]> {
  const personOf = await peopleOf(access)
  const sealed = await readSealed(
    access.desk,
    rows.flatMap(({ seq }) => seq ?? []),
  )
  return rows.map((row) => {
    const fields = row.seq === null ? null : (sealed.get(row.seq)?.fields ?? null)
    const [target = ''] = targetsOf(row)
    return {
      id: row.id,
      scope: row.scope === 'chat' ? 'chat' : 'person',
      person: row.scope === 'chat' ? null : personOf(target),
      chat: row.scope === 'chat' ? target : null,
      matter: text(fields?.matter),
      reason: text(fields?.reason),
      placed_by: personOf(row.placedBy),
      placed_at: row.placedAt,
      released_at: row.releasedAt,
      released_by: personOf(row.releasedBy),
      seq: row.seq,
    }
  })
}

const one = async (access: ContentAccess, row: HoldRow): Promise<HoldView> => {
  const [view] = await viewHolds(access, [row])
  if (view === undefined) throw new Error('a hold without a view')
  return view
}

const list = tenantRoute({
  method: 'get',
  path: '/api/content/holds',
  needs: 'content',
  summary: 'Legal holds, released ones too, the newest first',
  tag,
  answer: HoldList,
  async handler({ env, actor }) {
    const access = await contentOf(env, actor)
    if (isFailure(access)) return access
    return { holds: (await viewHolds(access, await readHolds(access.desk))).reverse() }
  },
})

const place = tenantRoute({
  method: 'post',
  path: '/api/content/holds',
  needs: 'content',
  summary: 'Hold a person or a chat: nothing of it can be erased until the hold is released',
  tag,
  body: HoldBody,
  answer: HoldView,
  status: 201,
  async handler({ env, actor, body }) {
    const access = await contentOf(env, actor)
    if (isFailure(access)) return access
    const target = await targetOf(access, body)
    if (target === undefined) {
      return failure('not_found', { message: 'There is nobody and no chat of this id here. Take one from the list.' })
    }
    const { scope, matter, reason } = body
    return one(access, await placeHold(access.desk, { scope, matter, reason, ...target }))
  },
})

/** Who or what is to be held: all subjects of a person that is known here, or a chat of this tenant. */
async function targetOf(
  { reading }: ContentAccess,
  { scope, target }: z.output<typeof HoldBody>,
): Promise<{ targets: readonly string[]; refs: readonly number[] } | undefined> {
  if (scope === 'chat') {
    const chat = await findChat(reading.db, reading.tenant, target)
    return chat && { targets: [chat.id], refs: [chat.seq] }
  }
  if (!isSubjectId(target)) return undefined
  const targets = (await reading.stitched()).subjectsOf(target)
  const known = targets.some((subject) => Object.hasOwn(reading.directory.people, subject))
  return known ? { targets, refs: [] } : undefined
}

const release = tenantRoute({
  method: 'post',
  path: '/api/content/holds/{id}/release',
  needs: 'content',
  summary: 'Release a hold; where a second person is wanted, it ends once somebody else wants it too',
  tag,
  params: idParams,
  body: ReleaseBody,
  answer: HoldView,
  async handler({ env, actor, params, body }) {
    const access = await contentOf(env, actor)
    if (isFailure(access)) return access
    const released = await releaseHold(access.desk, params.id, body.reason)
    if (released.ok) return one(access, released.row)
    if (released.code === 'not_found') return failure('not_found')
    return failure('approval_needed', {
      message: 'Your wish is recorded. The hold ends once a second person approves it.',
      details: { approval: released.approval },
    })
  },
})

export const holdRoutes: readonly Route[] = [list, place, release]
