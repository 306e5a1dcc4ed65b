// The people of the organization: list, change a role, remove, leave.
import { z } from '@hono/zod-openapi'
import type { TenantActor } from '../../access/actor.ts'
import { deliverActs } from '../../access/acts.ts'
import { changeRole, removeMember } from '../../access/members.ts'
import { controlDatabase } from '../../db/control/database.ts'
import { type MemberRow, selectMember, selectMembers } from '../../db/control/members.ts'
import { type Route, tenantRoute } from '../define.ts'
import { failure } from '../errors.ts'
import { idParams, role, time } from '../fields.ts'
import { decodeCursor, encodeCursor, listOf, pageQuery } from '../paging.ts'

const tag = 'members'

const memberShape = z
  .object({ id: z.string(), email: z.string(), name: z.string(), role, joined_at: time })
  .openapi('Member')

function describe(row: MemberRow): z.input<typeof memberShape> {
  return { id: row.userId, email: row.email, name: row.name, role: row.role, joined_at: row.joinedAt.toISOString() }
}

const list = tenantRoute({
  method: 'get',
  path: '/api/members',
  needs: 'read:members',
  summary: 'Members of the organization, by address',
  tag,
  query: pageQuery,
  answer: listOf(memberShape),
  async handler({ env, actor, query }) {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, 1)
    if (query.cursor !== undefined && after === null) return failure('invalid_cursor')
    const from = after === null ? null : String(after[0])
    const rows = await selectMembers(controlDatabase(env), actor.tenant.id, from, query.limit + 1)
    const page = rows.slice(0, query.limit)
    const last = page.at(-1)
    return {
      data: page.map(describe),
      next_cursor: rows.length > query.limit && last !== undefined ? encodeCursor([last.email]) : null,
    }
  },
})

const change = tenantRoute({
  method: 'patch',
  path: '/api/members/{id}',
  needs: 'write:members',
  summary: 'Change a member’s role; only an owner gives or takes the role of owner',
  tag,
  params: idParams,
  body: z.strictObject({ role }),
  answer: memberShape,
  async handler({ env, outside, actor, params, body }) {
    const db = controlDatabase(env)
    const target = await selectMember(db, actor.tenant.id, params.id)
    if (target === null) return failure('not_found')
    const outcome = await changeRole(db, actor, target, body.role)
    if (!outcome.ok) return failure(outcome.code)
    if (outcome.act !== null) await deliverActs(env, outside.recordAct, [outcome.act])
    return describe({ ...target, role: body.role })
  },
})

async function takeOut(env: Env, record: Parameters<typeof deliverActs>[1], actor: TenantActor, userId: string) {
  const db = controlDatabase(env)
  const target = await selectMember(db, actor.tenant.id, userId)
  if (target === null) return failure('not_found')
  const outcome = await removeMember(db, actor, target)
  if (!outcome.ok) return failure(outcome.code)
  if (outcome.act !== null) await deliverActs(env, record, [outcome.act])
  return null
}

const remove = tenantRoute({
  method: 'delete',
  path: '/api/members/{id}',
  needs: 'write:members',
  summary: 'Remove a member; their API tokens stop with it',
  tag,
  params: idParams,
  status: 204,
  handler: ({ env, outside, actor, params }) => takeOut(env, outside.recordAct, actor, params.id),
})

const leave = tenantRoute({
  method: 'post',
  path: '/api/members/leave',
  // Every role has it and no token can: leaving is one's own act.
  needs: 'read:own',
  summary: 'Leave the organization',
  tag,
  status: 204,
  handler: ({ env, outside, actor }) => takeOut(env, outside.recordAct, actor, actor.user.id),
})

export const memberRoutes: readonly Route[] = [list, change, leave, remove]
