// The latest events with the newest checkpoint between them, where it stands in the ledger.
import type { OverviewAnswer } from '../../../../worker/http/schemas/overview.ts'
import type { ProofState } from '../../ui/proof-state.ts'

type Event = OverviewAnswer['activity'][number]
type Checkpoint = NonNullable<OverviewAnswer['ledger']['checkpoint']>

export type LedgerRow =
  | { readonly kind: 'event'; readonly key: string; readonly event: Event; readonly proof: ProofState }
  | { readonly kind: 'checkpoint'; readonly key: string; readonly checkpoint: Checkpoint }

/** Events newest first; the checkpoint comes before the first event that it covers. */
export function ledgerRows({ activity, ledger }: Pick<OverviewAnswer, 'activity' | 'ledger'>): LedgerRow[] {
  const { checkpoint } = ledger
  const rows: LedgerRow[] = []
  for (const event of activity) {
    const covered = checkpoint !== null && event.seq < checkpoint.size
    if (covered && checkpoint !== null && !rows.some((row) => row.kind === 'checkpoint')) {
      rows.push({ kind: 'checkpoint', key: `checkpoint-${checkpoint.number}`, checkpoint })
    }
    rows.push({ kind: 'event', key: String(event.seq), event, proof: covered ? 'checkpointed' : 'pending' })
  }
  return rows
}
