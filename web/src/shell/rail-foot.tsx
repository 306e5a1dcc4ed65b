// The head of the ledger, always in sight: record, small stick, and how far outside proof reaches.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { count } from '../format.ts'
import { Stick, type StickCut } from '../ui/stick.tsx'
import { useMay } from './may.ts'
import { checkpointsQuery, headQuery } from './queries.ts'

const shownMs = 6 * 3_600_000

/** Nothing while nothing is known: the foot is a statement, not a placeholder. */
export function RailFoot({ onGo }: { onGo?: (() => void) | undefined }) {
  const opensLedger = useMay('read:ledger')
  const head = useQuery({ ...headQuery, retry: false }).data
  if (!head) return null
  const stopped = head.state === 'stopped'
  const covered =
    head.checkpoint === null ? 'No checkpoint yet' : `Checkpoint ${count(head.checkpoint.number)}, not anchored yet`
  const where = (
    <>
      <span className="row between tiny">
        <b>{head.size === 0 ? 'No record yet' : `Record ${count(head.size - 1)}`}</b>
        <span className="dim">head</span>
      </span>
      {opensLedger ? <HeadStick /> : null}
      <span className={`tiny ${stopped ? 'bad-t' : 'dim'}`}>
        {stopped ? 'Stopped: the storage was rolled back' : covered}
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

function HeadStick() {
  const checkpoints = useQuery({ ...checkpointsQuery, retry: false }).data?.checkpoints ?? []
  const to = Date.now()
  const cuts: StickCut[] = checkpoints.map((one) => ({ at: Date.parse(one.at), kind: 'checkpoint' }))
  return (
    <Stick
      from={to - shownMs}
      to={to}
      cuts={cuts}
      anchoredUntil={null}
      height={14}
      label="The last six hours of the ledger"
      onPaper
    />
  )
}
