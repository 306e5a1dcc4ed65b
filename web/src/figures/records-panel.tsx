// The records behind a number: opened by a bar, a group or the sum, listed newest day first, each leading to the ledger.
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Query } from '../api/client.ts'
import { count, plural } from '../format.ts'
import { useKeys } from '../prefs/keys.ts'
import { WithProof } from '../records/proof-badge.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { CsvLink } from '../ui/csv-link.tsx'
import { Panel } from '../ui/page.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Failed } from './failed.tsx'

/** A page of rows as the API gives it. */
interface RecordsPage<T> {
  readonly rows: readonly T[]
  readonly total: number
  readonly next_cursor: string | null
}

interface RecordsPanelProps<T extends { readonly seq: number }> {
  /** "Usage rows of Thu 12 Nov, claude-opus-5-5". */
  title: string
  query: UseInfiniteQueryResult<InfiniteData<RecordsPage<T>>>
  columns: readonly Column<T>[]
  /** Ids of columns that say nothing for these rows. */
  hidden?: (rows: readonly T[]) => readonly string[]
  onClose: () => void
  csv: { readonly path: string; readonly query: Query }
  note?: ReactNode
}

/** The list. It comes into view and takes focus when it is opened; Escape closes it. */
export function RecordsPanel<T extends { readonly seq: number }>(props: RecordsPanelProps<T>) {
  const { title, query, columns, hidden, onClose, csv, note } = props
  const place = useRef<HTMLDivElement>(null)
  const navigate = useNavigate()
  useKeys({ Escape: onClose })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another title is another list, and is shown like the first.
  useEffect(() => {
    place.current?.focus({ preventScroll: true })
    place.current?.scrollIntoView({ block: 'start' })
  }, [title])
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? []
  const total = query.data?.pages[0]?.total ?? 0
  return (
    <div ref={place} tabIndex={-1} className="section outline-none">
      <Panel
        title={title}
        end={
          <>
            <CsvLink {...csv} />
            <IconButton icon="close" name="Close the records" onClick={onClose} />
          </>
        }
      >
        {query.isError ? (
          <Failed error={query.error} what="The records" onRetry={() => void query.refetch()} />
        ) : query.isPending ? (
          <SkeletonRows rows={8} />
        ) : (
          <Table
            name={title}
            columns={columns}
            hidden={hidden?.(rows) ?? []}
            rows={rows}
            keyOf={(row) => String(row.seq)}
            onOpen={(row) => void navigate({ to: '/ledger', search: { record: row.seq } })}
            foot={
              <>
                <span>
                  {rows.length < total
                    ? `${count(rows.length)} of ${plural(total, 'record')}`
                    : plural(total, 'record')}
                </span>
                {note}
                {query.hasNextPage ? (
                  <span className="end">
                    <Button size="sm" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                      Show more
                    </Button>
                  </span>
                ) : null}
              </>
            }
          />
        )}
      </Panel>
    </div>
  )
}

/** The record's number, which leads to it; a restated one says which statement of the vendor it is. */
export function RecordCell({ seq, rev }: { seq: number; rev: number }) {
  return (
    <span className="nowrap">
      <WithProof seq={seq}>
        <Link className="mono" to="/ledger" search={{ record: seq }}>
          {count(seq)}
        </Link>
      </WithProof>
      {rev > 0 ? <span className="sub2">restated{rev === 1 ? '' : ` ${rev} times`}</span> : null}
    </span>
  )
}
