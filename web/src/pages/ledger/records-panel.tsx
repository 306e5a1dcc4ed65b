// The records themselves, newest first, with the stick upright beside them, a filter, and the open one in a drawer.
import { keepPreviousData, useInfiniteQuery, useIsFetching } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { LedgerHead } from '../../../../worker/http/schemas/ledger.ts'
import { Failed } from '../../figures/failed.tsx'
import { count } from '../../format.ts'
import { RecordDrawer } from '../../records/drawer.tsx'
import { useReach } from '../../records/proof-of.ts'
import { proofAt } from '../../records/reach.ts'
import { Button } from '../../ui/button.tsx'
import { WithDrawer } from '../../ui/drawer.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Kbd } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { Table } from '../../ui/table.tsx'
import { recordPages } from './queries.ts'
import { columns } from './record-columns.tsx'
import { RecordFilters } from './record-filters.tsx'
import { neighboursOf, rowsOf } from './rows.ts'
import { type LedgerSearch, noFilter, recordsAskOf, type SetSearch } from './search.ts'

/** Columns that give way to the open record. */
const besideDrawer = ['stream', 'bytes', 'proof']

/** With a filter, pages are fetched until this many records are found, but no more pages than these. */
const enough = 25
const mostPages = 25

interface Props {
  head: LedgerHead
  search: LedgerSearch
  set: SetSearch
}

export function RecordsPanel({ head, search, set }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const query = useInfiniteQuery({ ...recordPages(recordsAskOf(search)), placeholderData: keepPreviousData })
  const records = query.data?.pages.flatMap((page) => page.records)
  const { record: open } = search
  const reach = useReach()
  // A link to a record is about that record: once what stands above has its size, the page goes to the list.
  const wanted = useRef(open !== undefined || location.hash === '#records')
  const settled = useIsFetching({ queryKey: ['ledger'] }) === 0
  useEffect(() => {
    if (!settled || !wanted.current) return
    wanted.current = false
    place.current?.scrollIntoView()
  }, [settled])
  const filtered = search.kind !== undefined || search.stream !== undefined
  // The API looks through a few thousand records a page; a rare kind would leave the list nearly empty.
  const goOn = filtered && query.hasNextPage && !query.isFetching && (records?.length ?? 0) < enough
  const { fetchNextPage } = query
  const fewPages = (query.data?.pages.length ?? 0) < mostPages
  useEffect(() => {
    if (goOn && fewPages) void fetchNextPage()
  }, [goOn, fewPages, fetchNextPage])
  const { previous, next } = neighboursOf(records ?? [], open ?? 0, head.size)
  const show = (seq: number | undefined) => (seq === undefined ? undefined : () => set({ record: seq }))
  return (
    <div ref={place} id="records" className="section">
      <WithDrawer
        drawer={
          open === undefined ? null : (
            <RecordDrawer
              seq={open}
              onClose={() => set({ record: undefined })}
              onPrevious={show(previous)}
              onNext={show(next)}
              linkTo={(seq, words) => (
                <Link to="/ledger" search={{ ...search, record: seq }} resetScroll={false}>
                  {words}
                </Link>
              )}
            />
          )
        }
      >
        <Panel title="Records" end={<RecordFilters search={search} set={set} size={head.size} />}>
          {query.isError && !records ? (
            <Failed error={query.error} what="The records" onRetry={() => void query.refetch()} />
          ) : (
            <Waiting waiting={records === undefined} skeleton={<SkeletonRows rows={12} />}>
              {() =>
                records === undefined ? null : records.length === 0 && !query.hasNextPage ? (
                  <Empty
                    icon="search"
                    title="No record fits this filter"
                    action={<Button onClick={() => set(noFilter)}>Clear the filter</Button>}
                  >
                    The ledger has {count(head.size)} records; none in this part of it is of that kind and stream.
                  </Empty>
                ) : (
                  <Table
                    name="Records"
                    columns={columns}
                    hidden={open === undefined ? [] : besideDrawer}
                    rows={rowsOf(records)}
                    keyOf={(row) => row.key}
                    proof={(row) => proofAt(reach, row.type === 'record' ? row.record.seq : row.last).state}
                    wide={(row) =>
                      row.type === 'checkpoint'
                        ? {
                            kind: 'checkpoint',
                            content: checkpointWords(row.number, proofAt(reach, row.last).outside),
                            proof: proofAt(reach, row.last).state,
                          }
                        : null
                    }
                    chosen={open === undefined ? undefined : String(open)}
                    onOpen={(row) => row.type === 'record' && set({ record: row.record.seq })}
                    foot={
                      <>
                        {query.hasNextPage ? (
                          <Button
                            size="sm"
                            kind="ghost"
                            busy={query.isFetchingNextPage}
                            onClick={() => void fetchNextPage()}
                          >
                            {filtered ? 'Look further back' : 'Older records'}
                          </Button>
                        ) : (
                          <span>That is all of them.</span>
                        )}
                        <span className="end p2">
                          <Kbd>j</Kbd> <Kbd>k</Kbd> move, <Kbd>Enter</Kbd> open, <Kbd>v</Kbd> verify
                        </span>
                      </>
                    }
                  />
                )
              }
            </Waiting>
          )}
        </Panel>
      </WithDrawer>
    </div>
  )
}

const checkpointWords = (number: number, outside: string | null): string =>
  `Checkpoint ${count(number)}${outside === null ? '' : ` · ${outside}`}`
