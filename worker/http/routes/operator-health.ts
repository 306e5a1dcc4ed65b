// For the operator's scripts: the installation's health as JSON, and dead letters sent again or put away.
import { z } from '@hono/zod-openapi'
import { readHealth } from '../../operator/health.ts'
import { type Decided, discardLetter, QUEUES, replayLetter, replayQueue, viewLetters } from '../../operator/letters.ts'
import { operatorRoute, type Route } from '../define.ts'
import { failure } from '../errors.ts'
import { id, region } from '../fields.ts'
import { logEvent } from '../middleware/log.ts'

/** One line without control characters, so that it stays one line in the list. */
export const reason = z
  .string()
  .trim()
  .min(3, 'must say why')
  .max(200, 'must have at most 200 characters')
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]*$/u, 'must be one line without control characters')

export const ONE_LETTER = { region, id }
export const queue = z.enum(QUEUES)

/** Why an action on a letter did not happen, in a sentence. */
export const REFUSALS = {
  unknown_letter: 'There is no such letter in this region.',
  decided_before: 'Somebody has decided about this letter before.',
  not_replayable: 'Sending this letter again would change nothing. Discard it, with a reason.',
} as const

/** The log keeps what an operator did to which letter. */
export function logLetter(action: string, place: string, outcome: string): void {
  logEvent({ event: 'operator_letter', action, place, outcome })
}

function answer(action: string, letter: string, decided: Decided) {
  logLetter(action, letter, decided.ok ? decided.state : decided.code)
  if (decided.ok) return { state: decided.state }
  return failure(decided.code === 'unknown_letter' ? 'not_found' : 'conflict', { message: REFUSALS[decided.code] })
}

const health = operatorRoute({
  method: 'get',
  path: '/api/operator/health',
  summary: 'Versions, both regions, the root log, dead letters, and what wants somebody’s eyes',
  tag: 'operator',
  handler: async ({ env }) => ({ ...(await readHealth(env)), dead_letters: await viewLetters(env) }),
})

const replay = operatorRoute({
  method: 'post',
  path: '/api/operator/dead-letters/replay',
  summary: 'Send one dead letter to its queue again; twice is harmless',
  tag: 'operator',
  body: z.strictObject(ONE_LETTER),
  handler: async ({ env, body }) => answer('replay', body.id, await replayLetter(env, body.region, body.id)),
})

const replayAll = operatorRoute({
  method: 'post',
  path: '/api/operator/dead-letters/replay-queue',
  summary: 'Send every waiting letter of a queue again, of both regions',
  tag: 'operator',
  body: z.strictObject({ queue }),
  async handler({ env, body }) {
    const counted = await replayQueue(env, body.queue)
    logLetter('replay_queue', body.queue, `${counted.replayed} replayed`)
    return counted
  },
})

const discard = operatorRoute({
  method: 'post',
  path: '/api/operator/dead-letters/discard',
  summary: 'Put a dead letter away; it stays in the list with the reason',
  tag: 'operator',
  body: z.strictObject({ ...ONE_LETTER, reason }),
  handler: async ({ env, body }) =>
    answer('discard', body.id, await discardLetter(env, body.region, body.id, body.reason)),
})

export const operatorHealthRoutes: readonly Route[] = [health, replay, replayAll, discard]
