// The official MCP client as a process of its own: connects, signs in through OAuth, and then does what it is told, a JSON line each.
// Run: node test/mcp/official-client.ts <server url>. It prints {"open": url} when a person has to approve; then one line an order.
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { CallbackServer, Keeper } from './official-keeper.ts'

const say = (line: unknown): void => console.log(JSON.stringify(line))

const server = new URL(process.argv[2] ?? '')
const callback = new CallbackServer(createServer())
const keeper = new Keeper(await callback.listen(), (url) => say({ open: url.href }))

/** Bodies that went out, so that a call can be sent again exactly as it was. */
const sent: { body: string; session: string | null }[] = []
const remember: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers)
  if (typeof init?.body === 'string' && init.body.includes('tools/call')) {
    sent.push({ body: init.body, session: headers.get('mcp-session-id') })
  }
  return fetch(input, init)
}

async function connect(): Promise<Client> {
  const open = () => new StreamableHTTPClientTransport(server, { authProvider: keeper, fetch: remember })
  const client = new Client({ name: 'inspector', version: '1.0.0' })
  const transport = open()
  try {
    await client.connect(transport)
    return client
  } catch (error) {
    if (!(error instanceof UnauthorizedError)) throw error
    await transport.finishAuth(await callback.code())
    const again = new Client({ name: 'inspector', version: '1.0.0' })
    await again.connect(open())
    return again
  }
}

type Order = {
  do: 'tools' | 'call' | 'replay' | 'expire' | 'tokens'
  name?: string
  arguments?: Record<string, unknown>
}

async function obey(client: Client, order: Order): Promise<unknown> {
  if (order.do === 'tools') return (await client.listTools()).tools
  if (order.do === 'call') return client.callTool({ name: order.name ?? '', arguments: order.arguments ?? {} })
  if (order.do === 'expire') return keeper.spoilAccess()
  if (order.do === 'tokens') return { refresh: keeper.tokens()?.refresh_token, scope: keeper.tokens()?.scope }
  const statuses: number[] = []
  for (const { body, session } of sent) {
    const headers = {
      authorization: `Bearer ${keeper.tokens()?.access_token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(session === null ? {} : { 'mcp-session-id': session }),
    }
    statuses.push((await fetch(server, { method: 'POST', headers, body })).status)
  }
  return statuses
}

const client = await connect()
say({ connected: client.getServerVersion()?.name })
for await (const line of createInterface({ input: process.stdin })) {
  // Our own test wrote it.
  const order = JSON.parse(line) as Order
  try {
    say({ done: (await obey(client, order)) ?? null })
  } catch (error) {
    say({ failed: error instanceof Error ? error.constructor.name : 'unknown' })
  }
}
process.exit(0)
