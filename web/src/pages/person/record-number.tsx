// The number of a record in a cell: leads to it where the role opens the ledger; the number stands either way.
import { Link } from '@tanstack/react-router'
import { count } from '../../format.ts'
import { WithProof } from '../../records/proof-badge.tsx'
import { useMay } from '../../shell/may.ts'

export function RecordNumber({ seq }: { seq: number }) {
  const opens = useMay('read:ledger')
  const link = (
    <Link to="/ledger" search={{ record: seq }}>
      {count(seq)}
    </Link>
  )
  return <WithProof seq={seq}>{opens ? link : count(seq)}</WithProof>
}
