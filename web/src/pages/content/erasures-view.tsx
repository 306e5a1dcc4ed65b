// Erasures: what was asked for, how far each is, and the certificate that it happened.
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ErasureView } from '../../../../worker/http/schemas/content.ts'
import { countedWords, erasureName, erasureStates, reasonWords } from '../../content/erasure-words.ts'
import { erasurePages } from '../../content/queries.ts'
import { whoName } from '../../content/who.ts'
import { Failed } from '../../figures/failed.tsx'
import { count } from '../../format.ts'
import { WithProof } from '../../records/proof-badge.tsx'
import { day, moment } from '../../time.ts'
import { Button } from '../../ui/button.tsx'
import { WithDrawer } from '../../ui/drawer.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Badge, Kbd } from '../../ui/marks.tsx'
import { PageHead } from '../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { ErasureDrawer } from './erasure-drawer.tsx'
import type { ContentSearch, SetSearch } from './search.ts'
import { ContentTabs } from './tabs.tsx'

/** What the open drawer says itself. */
const besideDrawer = ['what', 'record', 'asked']

export function ErasuresView({ search, set }: { search: ContentSearch; set: SetSearch }) {
  const query = useInfiniteQuery(erasurePages)
  const rows = query.data?.pages.flatMap((page) => page.erasures)
  const at = rows?.findIndex(({ id }) => id === search.erasure) ?? -1
  const step = (to: ErasureView | undefined) => (at >= 0 && to ? () => set({ erasure: to.id }) : undefined)
  return (
    <WithDrawer
      drawer={
        search.erasure === undefined ? null : (
          <ErasureDrawer
            key={search.erasure}
            id={search.erasure}
            known={rows?.[at]}
            onClose={() => set({ erasure: undefined })}
            onPrevious={step(rows?.[at - 1])}
            onNext={step(rows?.[at + 1])}
          />
        )
      }
    >
      <PageHead title="Content">
        Keys and texts are destroyed, the chain of records stays whole. An erasure begins in the menu of a chat or a
        person; its certificate can be checked by anybody.
      </PageHead>
      <ContentTabs see="erasures" />
      {query.isError && !rows ? (
        <Failed error={query.error} what="The erasures" onRetry={() => void query.refetch()} />
      ) : (
        <Waiting waiting={rows === undefined} skeleton={<SkeletonRows rows={5} />}>
          {() =>
            rows === undefined ? null : rows.length === 0 ? (
              <Empty icon="none" title="Nothing was erased yet">
                A chat is erased in its own menu, a person in the menu of their page, what is too old by the retention
                period under Settings → Organization.
              </Empty>
            ) : (
              <Table
                name="Erasures"
                columns={columns}
                hidden={search.erasure === undefined ? [] : besideDrawer}
                rows={rows}
                keyOf={(row) => row.id}
                chosen={search.erasure}
                onOpen={(row) => set({ erasure: row.id })}
                foot={
                  <>
                    {query.hasNextPage ? (
                      <Button
                        size="sm"
                        kind="ghost"
                        busy={query.isFetchingNextPage}
                        onClick={() => void query.fetchNextPage()}
                      >
                        Older erasures
                      </Button>
                    ) : null}
                    <span className="end p2">
                      <Kbd>j</Kbd> <Kbd>k</Kbd> move, <Kbd>Enter</Kbd> open
                    </span>
                  </>
                }
              />
            )
          }
        </Waiting>
      )}
    </WithDrawer>
  )
}

const columns: readonly Column<ErasureView>[] = [
  {
    id: 'of',
    head: 'Of',
    cell: (row) => (
      <>
        <bdi className="strong">{erasureName(row)}</bdi>
        <span className="sub2">{reasonWords(row.reason_code)}</span>
      </>
    ),
  },
  {
    id: 'state',
    head: 'State',
    cell: (row) => <Badge tone={erasureStates[row.state].tone}>{erasureStates[row.state].word}</Badge>,
  },
  {
    id: 'what',
    head: 'What went',
    hide: 'p2',
    cell: (row) => <span className="small sub">{countedWords(row.counts).slice(0, 3).join(', ') || '–'}</span>,
  },
  {
    id: 'asked',
    head: 'Asked',
    hide: 'p2',
    cell: (row) => (
      <span title={moment(row.created_at)}>
        {day(row.created_at.slice(0, 10))}
        <span className="sub2">{row.requested_by === null ? 'by itself' : whoName(row.requested_by)}</span>
      </span>
    ),
  },
  {
    id: 'record',
    head: 'Record',
    num: true,
    hide: 'p4',
    className: 'mono',
    cell: ({ result_seq, intent_seq }) => {
      const seq = result_seq ?? intent_seq
      return seq === null ? '–' : <WithProof seq={seq}>{count(seq)}</WithProof>
    },
  },
]
