// Accepting a turn: mask, classify, seal under the person's key, keep, and send its id on. The record follows through the queue.
import { canonicalize, type JsonObject } from '../../ledger/jcs.ts'
import { checkParts } from '../../ledger/link.ts'
import { homeOf, rootKeys } from '../../region.ts'
import { subjectOf } from '../../tenant/acts.ts'
import { sealEnvelope } from '../../vault/envelope.ts'
import { openVault } from '../../vault/keys.ts'
import type { McpActor } from '../actor.ts'
import { type Topic, topicOf } from '../topics.ts'
import { keptSummary, type Turn } from './turn.ts'
import { type CallId, turnKey } from './turn-key.ts'
import { putWaiting } from './waiting.ts'

export const STREAM = 'mcp.interactions'

/** `masked`: passages of the sentence that gave way. `again`: this turn waits for its record already. */
export type Accepted = { id: string; masked: number; topic: Topic | null; again: boolean }

/**
 * Takes one turn of `actor`, about whom the client says nothing that counts. When it returns, the turn is kept and will be a record, once.
 * Throws where R2, the ledger or the queue fails: the client repeats the call, and nothing is counted twice.
 */
export async function acceptTurn(
  env: Env,
  actor: McpActor,
  call: CallId,
  turn: Turn,
  now: Date = new Date(),
): Promise<Accepted> {
  const tenant = actor.tenant.id
  const home = homeOf(env, actor.tenant.region)
  const vault = openVault({ bucket: home.vault, roots: rootKeys(env), tenant })
  const { kind, surface } = turn
  const model = turn.model.toLowerCase()
  const topic = topicOf(turn.summary)
  const summary = keptSummary(turn.summary)
  const [id, subject] = await Promise.all([
    turnKey(vault, actor, call, turn, now),
    subjectOf(home, vault, { userId: actor.user.id, email: actor.user.email }),
  ])
  const data: JsonObject = {
    kind,
    model,
    surface,
    ...(turn.input_tokens !== undefined && { input_tokens: turn.input_tokens }),
    ...(turn.output_tokens !== undefined && { output_tokens: turn.output_tokens }),
    ...(turn.tool_calls !== undefined && { tool_calls: turn.tool_calls }),
    ...(topic !== null && { topic }),
  }
  const fields = { summary: summary.text }
  const sealed = await sealEnvelope(vault, { ref: `${STREAM}/${id}/0`, subject, fields })
  const draft = {
    kind: 'interaction' as const,
    id,
    rev: 0,
    occurredAt: now.toISOString(),
    subject,
    dataJson: canonicalize(data),
    sealedJson: canonicalize(sealed.sealed),
    value: '',
    envelope: sealed.object,
  }
  const { value: _, rev: __, envelope: ___, ...parts } = draft
  const checked = checkParts({ ...parts, tenant, stream: STREAM })
  if (!checked.ok) throw new RangeError(`a turn cannot be a record: ${checked.detail}`)
  const fresh = await putWaiting(home.vault, tenant, draft)
  // Also for a repeated call: whoever put it may have died before this line.
  await env.JOBS.send({ v: 1, job: 'turn', region: home.region, tenant, id })
  return { id, masked: summary.masked, topic, again: !fresh }
}
