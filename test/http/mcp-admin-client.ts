// The official MCP client against the read tools: in memory for what the tools say, as an actor of the test's choice.
import { env } from 'cloudflare:workers'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import type { Permission, Role } from '../../worker/access/roles.ts'
import { permissionsOf } from '../../worker/access/roles.ts'
import type { TenantId } from '../../worker/ids.ts'
import type { McpActor } from '../../worker/mcp/actor.ts'
import { adminServer } from '../../worker/mcp/admin/server.ts'

export function mcpActorOf(tenant: TenantId, role: Role = 'owner', permissions?: readonly Permission[]): McpActor {
  return {
    tenant: { id: tenant, name: 'Tarnwick Instruments', region: 'us' },
    role,
    user: { id: 'user-1', email: 'owner@example.com', name: 'Owner Example' },
    scopes: new Set(['ledger:read']),
    permissions: permissions === undefined ? permissionsOf(role) : new Set(permissions),
    via: { kind: 'token', tokenId: 'token-1' },
  }
}

/** A client that speaks with the tools' server of this actor. */
export async function clientOf(actor: McpActor): Promise<Client> {
  const [near, far] = InMemoryTransport.createLinkedPair()
  const client = new Client({ name: 'test', version: '1' })
  await Promise.all([adminServer(env, actor).connect(far), client.connect(near)])
  return client
}

export type Called = { isError: boolean; texts: string[]; structured: unknown }

/** Calls a tool. The client has listed the tools, so it checks the answer against the schema that the tool announced. */
export async function call(actor: McpActor, name: string, args: Record<string, unknown> = {}): Promise<Called> {
  const client = await clientOf(actor)
  await client.listTools()
  return called(await client.callTool({ name, arguments: args }))
}

export function called(result: Awaited<ReturnType<Client['callTool']>>): Called {
  const content: unknown = result.content
  const texts = Array.isArray(content) ? content.map((part: { text?: unknown }) => String(part.text)) : []
  return { isError: result.isError === true, texts, structured: result.structuredContent }
}
