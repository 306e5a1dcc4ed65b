// The latest events with the newest checkpoint and the newest anchored one between them, where they stand in the ledger.
import type { OverviewAnswer } from '../../../../worker/http/schemas/overview.ts'
import { count } from '../../format.ts'
import { blockName } from '../../records/anchor-words.ts'
import { proofAt, type Reach } from '../../records/reach.ts'
import type { ProofState } from '../../ui/proof-state.ts'

type Event = OverviewAnswer['activity'][number]

export type LedgerRow =
  | { readonly kind: 'event'; readonly key: string; readonly event: Event; readonly proof: ProofState }
  | (Cut & { readonly kind: 'checkpoint' })

/** A checkpoint over `size` records. */
interface Cut {
  readonly key: string
  readonly size: number
  readonly at: string
  readonly proof: ProofState
  readonly words: string
}

/** Events newest first; each checkpoint comes before the first event that it covers. */
export function ledgerRows({ activity }: Pick<OverviewAnswer, 'activity'>, reach: Reach): LedgerRow[] {
  const waiting = cutsOf(reach)
  const rows: LedgerRow[] = []
  for (const event of activity) {
    while (waiting[0] !== undefined && event.seq < waiting[0].size) {
      const [cut] = waiting.splice(0, 1)
      // An anchored checkpoint directly under the newest one says all that the newest one would.
      if (cut !== undefined && !waiting.some(({ size }) => event.seq < size)) rows.push({ kind: 'checkpoint', ...cut })
    }
    rows.push({ kind: 'event', key: String(event.seq), event, proof: proofAt(reach, event.seq).state })
  }
  return rows
}

function cutsOf({ checkpoint, anchored }: Reach): Cut[] {
  const cuts: Cut[] = []
  if (checkpoint !== null && checkpoint.size !== anchored?.checkpoint_size) {
    const words = `Checkpoint ${count(checkpoint.number)} signed over ${count(checkpoint.size)} records`
    cuts.push({ key: 'checkpoint', size: checkpoint.size, at: checkpoint.at, proof: 'checkpointed', words })
  }
  if (anchored !== null) {
    const words = `Checkpoint over ${count(anchored.checkpoint_size)} records, anchored in ${blockName(anchored)}`
    const { checkpoint_size: size, checkpoint_at: at } = anchored
    cuts.push({ key: 'anchored', size, at, proof: 'anchored', words })
  }
  return cuts
}
