// One turn, one id, however often its call is sent: the record's id says what a repeated call is the same as.
import { hex, utf8 } from '../../ledger/bytes.ts'
import { hmacSha256 } from '../../ledger/hash.ts'
import type { Vault } from '../../vault/keys.ts'
import type { McpActor } from '../actor.ts'
import type { Turn } from './turn.ts'

/** How the client tells its calls apart: JSON-RPC id, and the conversation's id that initialize gave it. */
export type CallId = { request: string | number; session: string | null }

/**
 * `turn/` + 64 hex digits, keyed with the tenant's value key: the arguments are in it, and a bare hash in an open record would let others
 * guess the sentence. With a `turn_id` the turn is that, whatever else is sent; otherwise it is the call in its conversation; and where
 * the client keeps no conversation's id, the same call with the same words on the same UTC day.
 */
export async function turnKey(vault: Vault, actor: McpActor, call: CallId, turn: Turn, now: Date): Promise<string> {
  const { turn_id, ...said } = turn
  const client = actor.via.kind === 'oauth' ? actor.via.client : actor.via.tokenId
  const which =
    turn_id !== undefined
      ? ['turn', turn_id]
      : [
          'call',
          call.session ?? now.toISOString().slice(0, 10),
          `${typeof call.request} ${call.request}`,
          // In one order, whatever order the client sent them in.
          JSON.stringify(Object.entries(said).sort(([a], [b]) => (a < b ? -1 : 1))),
        ]
  const text = JSON.stringify(['tallystick/mcp-turn/1', actor.user.id, client, ...which])
  return `turn/${hex(hmacSha256(await vault.valueKey(), utf8(text)))}`
}
