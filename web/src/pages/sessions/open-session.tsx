// The open row: its first record with the proof, and above it the models of the day.
import { Link } from '@tanstack/react-router'
import type { SessionRow } from '../../../../worker/http/schemas/people.ts'
import { RecordDrawer } from '../../records/drawer.tsx'
import { day } from '../../time.ts'
import { SessionLead } from './lead.tsx'
import { developerOf } from './words.ts'

interface Props {
  rows: readonly SessionRow[]
  record: number
  search: { readonly r?: string | undefined; readonly who?: string | undefined }
  onOpen: (seq: number | undefined) => void
}

export function OpenSession({ rows, record, search, onOpen }: Props) {
  const at = rows.findIndex((row) => row.seq === record)
  const row = rows[at]
  const show = (one: SessionRow | undefined) => (one ? () => onOpen(one.seq) : undefined)
  return (
    <RecordDrawer
      seq={record}
      title={row ? `${developerOf(row)}, ${day(row.day)}` : undefined}
      onClose={() => onOpen(undefined)}
      onPrevious={at > 0 ? show(rows[at - 1]) : undefined}
      onNext={at >= 0 ? show(rows[at + 1]) : undefined}
      linkTo={(seq, words) => (
        <Link to="/sessions" search={{ ...search, record: seq }} resetScroll={false}>
          {words}
        </Link>
      )}
      lead={row ? <SessionLead row={row} /> : null}
    />
  )
}
