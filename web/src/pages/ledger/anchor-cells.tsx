// The cell about the outside of a checkpoint: the block that attests it, or what is waited for.
import type { Anchored } from '../../../../worker/http/schemas/rootlog.ts'
import { anchorStanding, vouchers } from '../../records/anchor-words.ts'
import { moment } from '../../time.ts'

/** The block and its time, or what is waited for, and who else vouched for it. The block's hash is there to look it up. */
export function OutsideProof({ anchored }: { anchored: Anchored | null }) {
  if (anchored === null) return <span className="sub">{anchorStanding(anchored)}</span>
  const { block, block_hash, time } = anchored
  const more = [time === undefined ? null : moment(time), vouchers(anchored)].filter((words) => words !== null)
  return (
    <span className={block === undefined ? 'sub' : ''} title={block_hash && `Block hash ${block_hash}`}>
      {anchorStanding(anchored)}
      <span className="sub2">{more.join(' · ')}</span>
    </span>
  )
}
