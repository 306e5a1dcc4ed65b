// The nightly self-check of one ledger: re-verifies the records, and SQLite, the archive, D1 and the root log against them, in pieces that
// each take bounded time and memory. It changes nothing but its own mark.
import { type Finding, findingsOf } from './self-check-findings.ts'
import { judgeNumbers, judgePublished, judgeRootLeaves } from './self-check-published.ts'
import { judgeBack } from './self-check-rows.ts'
import { type CheckState, forgetState, type Ground, readState, writeState } from './self-check-state.ts'
import { walkOn } from './self-check-walk.ts'

/** Of one piece: 8 steps of the walk are 8,192 records, and as many pages of the way back 8,000 rows. About a second. */
export const STEPS = 8

/** `size`: records that were compared. Not done: call again. */
export type CheckStep = { done: false; size: number } | { done: true; size: number; findings: Finding[] }

async function stepOn(ground: Ground, state: CheckState): Promise<void> {
  if (state.phase === 'records') {
    if (!(await walkOn(ground, state))) return
    judgeNumbers(ground.sql, state.found)
    await judgePublished(ground, state.found)
    await judgeRootLeaves(ground, state.found)
    state.phase = 'rows'
  } else if (await judgeBack(ground, state)) state.phase = 'done'
}

/**
 * One piece of the check; begins a new one where none is under way. Call it while nothing settles and nothing is rebuilt; appends may
 * come in. Throws where R2, D1 or the root log do not answer: what was compared before the piece stays compared, and it is done again.
 */
export async function checkOn(ground: Ground): Promise<CheckStep> {
  const state = readState(ground.sql)
  for (let step = 0; step < STEPS && state.phase !== 'done'; step++) await stepOn(ground, state)
  const { size } = state.range
  if (state.phase !== 'done') {
    writeState(ground.sql, state)
    return { done: false, size }
  }
  forgetState(ground.sql)
  return { done: true, size, findings: findingsOf(state.found) }
}
