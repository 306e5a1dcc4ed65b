// The rows, with sums over the whole filter.
import { useMemo } from 'react'
import type { SessionRow, SessionsAnswer } from '../../../../worker/http/schemas/people.ts'
import { count, plural } from '../../format.ts'
import { useProofOf } from '../../records/proof-of.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import { columnsOf } from './columns.tsx'

interface Props {
  rows: readonly SessionRow[]
  answer: SessionsAnswer
  open: number | undefined
  onOpen: (seq: number) => void
  older: (() => void) | undefined
  busy: boolean
}

/** Columns that give way to the open record. */
const besideDrawer = ['where', 'commits', 'pulls', 'accepted', 'tokens']

export function SessionTable({ rows, answer, open, onOpen, older, busy }: Props) {
  const columns = useMemo(() => columnsOf(answer.totals), [answer.totals])
  const proofOf = useProofOf()
  return (
    <Panel title="By developer and day" section>
      <Table
        name="Sessions"
        columns={columns}
        rows={rows}
        keyOf={(row) => String(row.seq)}
        proof={(row) => proofOf(row.seq)}
        chosen={open === undefined ? undefined : String(open)}
        hidden={open === undefined ? [] : besideDrawer}
        onOpen={(row) => onOpen(row.seq)}
        sums={plural(answer.total, 'row')}
        foot={
          <>
            <span>
              1–{count(rows.length)} of {count(answer.total)}; the sum covers all of them.
            </span>
            {older ? (
              <Button size="sm" kind="ghost" busy={busy} onClick={older}>
                Older
              </Button>
            ) : null}
            <span className="end p2">
              <Kbd>j</Kbd> <Kbd>k</Kbd> move, <Kbd>Enter</Kbd> open, <Kbd>v</Kbd> verify
            </span>
          </>
        }
      />
    </Panel>
  )
}
