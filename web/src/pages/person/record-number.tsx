// The number of a record in a cell: leads to it where the role opens the ledger; the number stands either way.
import { Link } from '@tanstack/react-router'
import { count } from '../../format.ts'
import { useMay } from '../../shell/may.ts'

export function RecordNumber({ seq }: { seq: number }) {
  if (!useMay('read:ledger')) return count(seq)
  return (
    <Link to="/ledger" search={{ record: seq }}>
      {count(seq)}
    </Link>
  )
}
