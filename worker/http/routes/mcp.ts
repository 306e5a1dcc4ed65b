// Settings of the MCP connector: where it lies, what to tell Claude, whether a first turn came, who is connected, and revoking one person.
import { z } from '@hono/zod-openapi'
import { deliverActs } from '../../access/acts.ts'
import { tenantDatabase } from '../../db/tenant/database.ts'
import { readFirstTurn } from '../../db/tenant/turns.ts'
import { INSTRUCTIONS } from '../../mcp/connector/words.ts'
import { disconnect, listConnected } from '../../mcp/people.ts'
import { resourceOf } from '../../mcp/surfaces.ts'
import { homeOf } from '../../region.ts'
import { type Route, tenantRoute } from '../define.ts'
import { failure } from '../errors.ts'
import { McpSettings } from '../schemas/turns.ts'

const tag = 'MCP'

const settings = tenantRoute({
  method: 'get',
  path: '/api/mcp',
  needs: 'read:settings',
  summary: 'The MCP connector: its address, the instruction text, the first turn, and who is connected',
  tag,
  answer: McpSettings,
  async handler({ env, actor }) {
    const db = tenantDatabase(homeOf(env, actor.tenant.region).db)
    const [first_turn, people] = await Promise.all([
      readFirstTurn(db, actor.tenant.id),
      listConnected(env, actor.tenant, new Date()),
    ])
    const [url, admin_url] = [resourceOf(env, 'connector'), resourceOf(env, 'admin')]
    return { url, admin_url, instruction: INSTRUCTIONS, first_turn, people }
  },
})

const revoke = tenantRoute({
  method: 'delete',
  path: '/api/mcp/people/{user}',
  needs: 'write:settings',
  summary: 'End what a person granted to MCP clients here; their tokens stop at once',
  tag,
  params: z.object({ user: z.string().max(64) }),
  status: 204,
  async handler({ env, outside, actor, params }) {
    const act = await disconnect(env, actor, params.user)
    if (act === null) return failure('not_found')
    await deliverActs(env, outside.recordAct, [act])
    return null
  },
})

export const mcpRoutes: readonly Route[] = [settings, revoke]
