// The job behind an erasure: one step a call, from where its row stands. A message that comes twice, or dies anywhere, changes nothing.
import { type ErasureRow, findErasure, moveErasure } from '../db/tenant/erasures.ts'
import { homeOf } from '../region.ts'
import { beginApproved, hasBegun } from './begin.ts'
import type { ErasureMessage } from './message.ts'
import { progressOf, scopeOf, targetOf, writeProgress } from './progress.ts'
import { resultId } from './result.ts'
import { AGAIN, FIRST, nextOf, stepOf } from './steps.ts'
import { StillThere } from './verify.ts'
import { type ErasurePorts, STREAM, type Work, workOn } from './work.ts'

export type Standing = 'more' | 'done' | 'waits'

const INTERRUPTED = 'It was interrupted before anything was recorded or destroyed. Ask again.'

/** One step. `waits`: a second person has not decided; `done`: there is nothing more to do, now or ever. */
export async function stepErasure(env: Env, message: ErasureMessage, ports: ErasurePorts): Promise<Standing> {
  const home = homeOf(env, message.region)
  const row = await findErasure(home.db, message.tenant, message.id)
  if (row === undefined || row.state === 'done' || row.state === 'refused') return 'done'
  const work = workOn(env, home, message.tenant, { row, progress: progressOf(row), target: targetOf(row), ports })
  if (row.state === 'waiting') return beginApproved(work)
  if (row.step === 'intent') return begun(work)
  return run(work)
}

/** Whoever asked may have died before the answer: the ledger knows whether it was begun. */
async function begun({ home, ledger, row, ports }: Work): Promise<Standing> {
  const seq = await hasBegun(ledger, row.id)
  const touchedAt = ports.now().toISOString()
  if (seq === null) {
    await moveErasure(home.db, row, { state: 'refused', words: INTERRUPTED, touchedAt })
    return 'done'
  }
  await moveErasure(home.db, row, { state: 'running', step: FIRST, intentSeq: seq, touchedAt })
  return 'more'
}

async function run(work: Work): Promise<Standing> {
  const { home, row, progress, ports } = work
  const scope = scopeOf(row)
  const step = stepOf(scope, row.step)
  if (step === undefined) throw new Error(`an erasure stands at ${row.step}`)
  const stood = await step(work).catch((error: unknown) => {
    if (!(error instanceof StillThere)) throw error
    console.error(JSON.stringify({ event: 'erasure_again', tenant: row.tenant, erasure: row.id, found: error.message }))
    return { end: true, progress: {}, to: AGAIN[scope] }
  })
  const next = 'to' in stood ? stood.to : stood.end ? nextOf(scope, row.step) : row.step
  const at = ports.now().toISOString()
  const change: Partial<ErasureRow> = {
    state: next === undefined ? 'done' : 'running',
    step: next ?? 'done',
    words: null,
    touchedAt: at,
    // Each step begins at the beginning.
    counts: writeProgress({ ...progress, ...stood.progress, ...(stood.end && { seq: 0, chat: '' }) }),
    ...(next === undefined && { doneAt: at }),
    ...(row.step === 'result' && { resultSeq: await work.ledger.seqOf(STREAM, resultId(row.id, 1)) }),
  }
  await moveErasure(home.db, row, change)
  return next === undefined ? 'done' : 'more'
}
