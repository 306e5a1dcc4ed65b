// The head of the ledger, always in sight: record, small stick, and how far outside proof reaches.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { LedgerHead } from '../../../worker/http/schemas/ledger.ts'
import { count } from '../format.ts'
import { blockName } from '../records/anchor-words.ts'
import { useReach } from '../records/proof-of.ts'
import { anchoredUntil, type Reach, stickCuts } from '../records/reach.ts'
import { Stick } from '../ui/stick.tsx'
import { useMay } from './may.ts'
import { checkpointsQuery, headQuery } from './queries.ts'

const shownMs = 6 * 3_600_000

/** Nothing while nothing is known: the foot is a statement, not a placeholder. */
export function RailFoot({ onGo }: { onGo?: (() => void) | undefined }) {
  const opensLedger = useMay('read:ledger')
  const head = useQuery({ ...headQuery, retry: false }).data
  const reach = useReach()
  if (!head) return null
  const stopped = head.state === 'stopped'
  const where = (
    <>
      <span className="row between tiny">
        <b>{head.size === 0 ? 'No record yet' : `Record ${count(head.size - 1)}`}</b>
        <span className="dim">head</span>
      </span>
      {opensLedger ? <HeadStick reach={reach} /> : null}
      <span className={`tiny ${stopped ? 'bad-t' : 'dim'}`}>
        {stopped ? 'Stopped: the storage was rolled back' : standing(head, reach)}
      </span>
    </>
  )
  return (
    <div className="rail-foot">
      {opensLedger ? (
        <Link to="/ledger" onClick={onGo}>
          {where}
        </Link>
      ) : (
        where
      )}
    </div>
  )
}

function standing({ checkpoint }: LedgerHead, { anchored }: Reach): string {
  if (anchored !== null) return `Anchored in ${blockName(anchored)}`
  return checkpoint === null ? 'No checkpoint yet' : `Checkpoint ${count(checkpoint.number)}, not anchored yet`
}

function HeadStick({ reach }: { reach: Reach }) {
  const checkpoints = useQuery({ ...checkpointsQuery, retry: false }).data?.checkpoints ?? []
  const to = Date.now()
  return (
    <Stick
      from={to - shownMs}
      to={to}
      cuts={stickCuts(checkpoints)}
      anchoredUntil={anchoredUntil(reach)}
      height={14}
      label="The last six hours of the ledger"
      onPaper
    />
  )
}
