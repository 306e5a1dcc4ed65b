// What the consent page asks and answers: GET and POST /api/mcp/consent. Only a signed-in person decides, and only from our own page.
import { z } from '@hono/zod-openapi'
import { deliverActs } from '../../access/acts.ts'
import { decide, describeQuestion, mayGrant } from '../../mcp/oauth/consent.ts'
import { type Route, userRoute } from '../define.ts'
import { failure } from '../errors.ts'
import { ConsentQuestion } from '../schemas/turns.ts'

const tag = 'MCP'
const query = z.string().min(1).max(6_000)

const read = userRoute({
  method: 'get',
  path: '/api/mcp/consent',
  summary: 'What an MCP client asks for, behind the address of the consent page',
  tag,
  query: z.object({ q: query }),
  answer: ConsentQuestion,
  async handler({ env, actor, query: { q } }) {
    const question = await describeQuestion(env, q)
    if (question === null) return failure('question_invalid')
    const organizations = actor.memberships.map(({ tenant: { id, name }, role }) => ({
      id,
      name,
      role,
      may: mayGrant(role, question.surface),
    }))
    return { ...question, organizations, chosen: actor.tenant?.id ?? null }
  },
})

const answer = userRoute({
  method: 'post',
  path: '/api/mcp/consent',
  summary: 'Approve or deny what an MCP client asks for',
  tag,
  body: z.strictObject({ q: query, approve: z.boolean(), tenant_id: z.string().max(64) }),
  answer: z.object({ to: z.string() }),
  limit: 'auth',
  async handler({ env, outside, actor, body, c }) {
    const { q, approve, tenant_id } = body
    const decided = await decide(env, actor, c.req.header('cookie') ?? '', { query: q, approve, tenant: tenant_id })
    if (!decided.ok) return failure(decided.code)
    if (decided.act !== null) await deliverActs(env, outside.recordAct, [decided.act])
    return { to: decided.to }
  },
})

export const mcpConsentRoutes: readonly Route[] = [read, answer]
