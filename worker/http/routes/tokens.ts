// API tokens of the organization: list, create (shown once), revoke.
import { z } from '@hono/zod-openapi'
import { deliverActs } from '../../access/acts.ts'
import { TOKEN_SCOPES } from '../../access/roles.ts'
import { createToken, endToken } from '../../access/token-life.ts'
import { controlDatabase } from '../../db/control/database.ts'
import { selectTokens } from '../../db/control/tokens.ts'
import { type Route, tenantRoute } from '../define.ts'
import { failure } from '../errors.ts'
import { idParams, name, permission, time } from '../fields.ts'
import { decodeCursor, encodeCursor, listOf, pageQuery } from '../paging.ts'

const tag = 'tokens'

const tokenShape = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(permission),
    state: z.enum(['live', 'expired', 'revoked']),
    created_at: time,
    expires_at: time,
    last_used_at: time.nullable(),
    revoked_at: time.nullable(),
    created_by: z.object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable() }),
  })
  .openapi('Token')

type Row = Awaited<ReturnType<typeof selectTokens>>[number]

function describe(row: Row, now: Date): z.input<typeof tokenShape> {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    state: row.revokedAt !== null ? 'revoked' : row.expiresAt <= now ? 'expired' : 'live',
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    revoked_at: row.revokedAt?.toISOString() ?? null,
    created_by: { id: row.createdBy, name: row.createdByName, email: row.createdByEmail },
  }
}

const list = tenantRoute({
  method: 'get',
  path: '/api/tokens',
  needs: 'read:tokens',
  summary: 'API tokens, newest first; expired and revoked ones too',
  tag,
  query: pageQuery,
  answer: listOf(tokenShape),
  async handler({ env, actor, query }) {
    const [created, id] = query.cursor === undefined ? [] : (decodeCursor(query.cursor, 2) ?? [])
    const after: [number, string] | null = typeof created === 'number' && typeof id === 'string' ? [created, id] : null
    if (query.cursor !== undefined && after === null) return failure('invalid_cursor')
    const rows = await selectTokens(controlDatabase(env), actor.tenant.id, after, query.limit + 1)
    const page = rows.slice(0, query.limit)
    const last = page.at(-1)
    const more = rows.length > query.limit && last !== undefined
    const now = new Date()
    return {
      data: page.map((row) => describe(row, now)),
      next_cursor: more ? encodeCursor([last.createdAt.getTime(), last.id]) : null,
    }
  },
})

const create = tenantRoute({
  method: 'post',
  path: '/api/tokens',
  needs: 'write:tokens',
  summary: 'Create an API token; the answer is the only time it is shown',
  tag,
  body: z.strictObject({
    name,
    scopes: z.array(z.enum(TOKEN_SCOPES)).min(1, 'must name at least one scope').max(TOKEN_SCOPES.length),
    expires_at: time,
  }),
  answer: z.object({
    id: z.string(),
    token: z.string(),
    name: z.string(),
    scopes: z.array(permission),
    created_at: time,
    expires_at: time,
  }),
  status: 201,
  async handler({ env, outside, actor, body }) {
    const { name, scopes } = body
    const expiresAt = new Date(body.expires_at)
    const made = await createToken(env, actor, { name, scopes, expiresAt })
    if (!made.ok) return failure(made.code)
    await deliverActs(env, outside.recordAct, [made.act])
    const times = { created_at: made.createdAt.toISOString(), expires_at: expiresAt.toISOString() }
    return { id: made.id, token: made.text, name, scopes, ...times }
  },
})

const revoke = tenantRoute({
  method: 'delete',
  path: '/api/tokens/{id}',
  needs: 'write:tokens',
  summary: 'Revoke an API token; it stops at once',
  tag,
  params: idParams,
  status: 204,
  async handler({ env, outside, actor, params }) {
    const ended = await endToken(env, actor, params.id)
    if (ended === null) return failure('not_found')
    if (ended.act !== null) await deliverActs(env, outside.recordAct, [ended.act])
    return null
  },
})

export const tokenRoutes: readonly Route[] = [list, create, revoke]
