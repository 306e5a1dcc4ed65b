// One request to an MCP surface: origin, token, rate, size, then the official server answers it as JSON. No state between requests.
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { newId } from '../access/ids.ts'
import type { McpActor } from './actor.ts'
import { findBearer } from './bearer.ts'
import { readBounded } from './body.ts'
import { mayCallFrom } from './callers.ts'
import { challenge, rpcError } from './challenge.ts'
import type { Surface } from './surfaces.ts'

/** What the server of one request may know of the request: whose it is, and the conversation's id where the client keeps one. */
export type McpCall = { actor: McpActor; session: string | null }
/** Makes the server that answers one call. Tools read and write through `call.actor` only. */
export type BuildServer = (call: McpCall) => McpServer | Promise<McpServer>
/** What is told to the request's log event. */
export type Noted = { actor: McpActor | null; refused: string }

/** A turn is a sentence and some numbers; a question to the ledger is shorter. */
export const LARGEST_REQUEST = 16_384
const WINDOW_SECONDS = '60'
/** As we give them out; anything else is not ours. */
const SESSION = /^mcs_[0-9a-z]{26}$/

/**
 * Answers one HTTP request at `surface` over Streamable HTTP, stateless, as JSON. The conversation's id that initialize gets is only a
 * name for telling retries from new calls; nothing is kept behind it. Never throws on what a client can send.
 */
export async function serveMcp(
  env: Env,
  request: Request,
  surface: Surface,
  build: BuildServer,
  note: (noted: Noted) => void = () => undefined,
): Promise<Response> {
  const refuse = (response: Response, refused: string, actor: McpActor | null = null): Response => {
    note({ actor, refused })
    return response
  }
  if (!mayCallFrom(env, request.headers.get('origin'))) {
    return refuse(rpcError(403, -32000, 'This page may not call the MCP server.'), 'cross_origin')
  }
  const authorization = request.headers.get('authorization')
  // Counted by address before the query, as for API tokens: guessing must not cost a read of the database each.
  const from = request.headers.get('cf-connecting-ip') ?? 'unknown'
  if (!(await env.API_LIMIT.limit({ key: `mcp-from:${from}` })).success) return refuse(slowDown(), 'rate_limited')
  const actor = await findBearer(env, surface, authorization)
  if (actor === 'insufficient_scope') return refuse(challenge(env, surface, actor), actor)
  if (actor === 'unauthenticated') {
    return refuse(challenge(env, surface, authorization === null ? 'none' : 'invalid_token'), actor)
  }
  // Neither a stream of the server's own nor a session to end: there is nothing that we would send or keep.
  if (request.method !== 'POST') {
    return refuse(rpcError(405, -32000, 'Only POST.', { allow: 'POST' }), 'method_not_allowed', actor)
  }
  if (!(await env.API_LIMIT.limit({ key: `mcp:${actor.tenant.id}:${actor.user.id}` })).success) {
    return refuse(slowDown(), 'rate_limited', actor)
  }
  const parsedBody = await readBounded(request, LARGEST_REQUEST)
  if (parsedBody === 'too_large') {
    return refuse(rpcError(413, -32000, 'The request is larger than 16 KiB.'), 'payload_too_large', actor)
  }
  if (parsedBody === 'not_json') return refuse(rpcError(400, -32700, 'Parse error: not JSON.'), 'invalid_json', actor)
  // Batches went out of the protocol with 2025-06-18; one request, one call, one tick of the counter.
  if (Array.isArray(parsedBody.value)) {
    return refuse(rpcError(400, -32600, 'Send one message a request.'), 'invalid_request', actor)
  }
  const sent = request.headers.get('mcp-session-id') ?? ''
  note({ actor, refused: '' })
  return answer(request, parsedBody.value, await build({ actor, session: SESSION.test(sent) ? sent : null }))
}

async function answer(request: Request, body: unknown, server: McpServer): Promise<Response> {
  const { WebStandardStreamableHTTPServerTransport: Transport } = await import(
    '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
  )
  const transport = new Transport({ enableJsonResponse: true })
  try {
    await server.connect(transport)
    const response = await transport.handleRequest(request, { parsedBody: body })
    if (!isInitialize(body) || !response.ok) return response
    const named = new Response(response.body, response)
    named.headers.set('mcp-session-id', newId('mcs'))
    return named
  } finally {
    await server.close()
  }
}

const isInitialize = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'method' in body && body.method === 'initialize'

const slowDown = (): Response =>
  rpcError(429, -32000, 'Too many requests. Wait as long as Retry-After says.', { 'retry-after': WINDOW_SECONDS })
