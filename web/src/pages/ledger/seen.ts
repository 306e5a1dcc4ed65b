// The roll-back check that needs no server to be honest: what this browser checked before against what it is shown now.
import type { LedgerHead } from '../../../../worker/http/schemas/ledger.ts'
import { count, plural } from '../../format.ts'
import { moment } from '../../time.ts'
import type { CheckState } from '../../ui/feedback.tsx'
import type { Memory } from '../../verify/memory.ts'

export interface HealthLine {
  state: CheckState
  title: string
  words?: string
}

/** Sizes alone show a ledger that went back; that nothing before was rewritten is what "Verify" proves. */
export function seenLine({ checkpoint }: Pick<LedgerHead, 'checkpoint'>, memory: Memory | null): HealthLine {
  const seen = memory?.seen ?? null
  if (seen === null) {
    return {
      state: 'wait',
      title: 'This browser has checked nothing yet',
      words: 'Verify a record or a range: its checkpoint is kept here, and what is shown later must extend it.',
    }
  }
  const before = `${plural(seen.size, 'record')} checked here on ${moment(seen.at)}`
  const now = checkpoint?.size ?? 0
  if (now < seen.size) {
    const words = `${before}; the newest checkpoint now has ${count(now)}. Keep this browser’s data and ask us by another way.`
    return { state: 'bad', title: 'The ledger went back behind what this browser checked', words }
  }
  if (checkpoint !== null && now === seen.size && checkpoint.root !== seen.root) {
    const words = `${before}, under another root. Keep this browser’s data and ask us by another way.`
    return { state: 'bad', title: 'The checkpoint is not the one that this browser checked', words }
  }
  return {
    state: 'ok',
    title: 'It has not gone back behind what this browser checked',
    words: `${before}, ${count(now)} signed now`,
  }
}
