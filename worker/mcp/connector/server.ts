// The MCP server of one call to /mcp: one tool, which says openly what it sends and to whom.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import type { McpActor } from '../actor.ts'
import type { McpCall } from '../serve.ts'
import { acceptTurn } from './accept.ts'
import { TurnInput } from './turn.ts'
import { DESCRIPTION, INSTRUCTIONS } from './words.ts'

const Output = z.object({ turn: z.string(), masked: z.int(), topic: z.string().nullable() })

/** The server that answers one call of `actor`. */
export function connectorServer(env: Env, { actor, session }: McpCall): McpServer {
  const server = new McpServer(
    { name: 'tallystick', title: 'Tallystick', version: '1.0.0' },
    { instructions: INSTRUCTIONS },
  )
  server.registerTool(
    'log_turn',
    {
      title: 'Report this turn',
      description: DESCRIPTION,
      inputSchema: TurnInput,
      outputSchema: Output,
      annotations: {
        title: 'Report this turn',
        readOnlyHint: false,
        destructiveHint: false,
        // Only with a turn_id.
        idempotentHint: false,
        openWorldHint: false,
      },
    },
    async (turn, { requestId }) => {
      if (!(await withinLimit(env, actor))) return refused('Too many turns in this minute. Leave this one out.')
      try {
        const { id, masked, topic } = await acceptTurn(env, actor, { request: requestId, session }, turn)
        const told = masked === 0 ? 'Reported.' : `Reported. ${masked} passages of the summary were masked.`
        return { content: [{ type: 'text', text: told }], structuredContent: { turn: id, masked, topic } }
      } catch (error) {
        // Its message may hold parts of the call.
        const name = error instanceof Error ? error.name : 'unknown'
        console.error(JSON.stringify({ event: 'turn_not_accepted', tenant: actor.tenant.id, error: name }))
        return refused(
          'The turn could not be kept. Repeat the call once with the same arguments, then go on without it.',
        )
      }
    },
  )
  return server
}

/** 30 turns a minute and person: nobody takes more, and a loop that does must not fill the ledger. */
async function withinLimit(env: Env, actor: McpActor): Promise<boolean> {
  return (await env.VALIDATE_LIMIT.limit({ key: `turn:${actor.tenant.id}:${actor.user.id}` })).success
}

const refused = (text: string): CallToolResult => ({ isError: true, content: [{ type: 'text', text }] })
