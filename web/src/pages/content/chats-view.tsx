// Chats: the list, the open transcript, and what stands beside it. On small screens list and transcript are pages of their own.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { chatPages, chatQuery, summaryQuery } from '../../content/queries.ts'
import { Failed, Stale } from '../../figures/failed.tsx'
import { type Keys, useKeys } from '../../prefs/keys.ts'
import { WithDrawer } from '../../ui/drawer.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { ChatRows } from './chat-list.tsx'
import { NoChats } from './empty.tsx'
import { ContentFilters } from './filters.tsx'
import { NothingOpen } from './nothing-open.tsx'
import { OpenMessage } from './open-message.tsx'
import { useReveals } from './reveals.ts'
import { askOf, type ContentSearch, isFiltered, noFilter, type SetSearch } from './search.ts'
import { ContentTabs } from './tabs.tsx'
import { Transcript } from './transcript.tsx'
import { isRefused } from './unread.tsx'

interface Props {
  search: ContentSearch
  set: SetSearch
}

export function ChatsView({ search, set }: Props) {
  const { chat, record } = search
  const summary = useQuery(summaryQuery)
  const query = useInfiniteQuery({ ...chatPages(askOf(search)), placeholderData: keepPreviousData })
  const reveals = useReveals()
  const first = query.data?.pages[0]
  const chats = query.data?.pages.flatMap((page) => page.chats) ?? []
  useKeys(
    keysOf(() => {
      if (chat !== undefined) set({ chat: undefined })
      else if (isFiltered(search)) set(noFilter)
    }),
  )
  const closed = isRefused(summary.error) || isRefused(query.error)
  const failed = !closed && query.isError && first === undefined
  const empty = first !== undefined && chats.length === 0
  return (
    <>
      <div className={`contents ${chat === undefined ? '' : 'max-p2:hidden'}`}>
        {closed ? null : (
          <ContentFilters search={search} set={set} first={first} listed={chats} whole={!query.hasNextPage} />
        )}
      </div>
      <WithDrawer
        drawer={record === undefined ? null : <OpenRecord search={search} set={set} reveals={reveals} seq={record} />}
      >
        <div className={chat === undefined ? 'content-tabs' : 'content-tabs max-p2:hidden'}>
          <ContentTabs see={undefined} />
        </div>
        {chat === undefined ? <h1 className="sr p2:hidden">Content</h1> : null}
        {query.isError && first ? (
          <Stale error={query.error} at={query.dataUpdatedAt} onRetry={() => void query.refetch()} />
        ) : null}
        {failed ? <Failed error={query.error} what="The chats" onRetry={() => void query.refetch()} /> : null}
        {closed || (empty && chat === undefined) ? (
          <div className="mt-4">
            <h1 className="sr max-p2:hidden">Content</h1>
            <h2 className="sr">Chats</h2>
            <NoChats
              summary={closed ? null : (summary.data ?? null)}
              filtered={isFiltered(search)}
              notIndexed={first?.not_indexed ?? 0}
              onClear={() => set(noFilter)}
            />
          </div>
        ) : failed ? null : (
          <div className="content-cols" data-open={chat !== undefined}>
            <Waiting waiting={first === undefined} skeleton={<SkeletonRows rows={10} />}>
              {() =>
                first ? (
                  <ChatRows
                    chats={chats}
                    first={first}
                    open={chat}
                    older={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
                    busy={query.isFetchingNextPage}
                  />
                ) : null
              }
            </Waiting>
            {chat !== undefined ? (
              <Transcript key={chat} id={chat} record={record} reveals={reveals} />
            ) : summary.data ? (
              <NothingOpen summary={summary.data} />
            ) : null}
          </div>
        )}
      </WithDrawer>
    </>
  )
}

/** Closes what is open, then takes the filter away. */
const keysOf = (leave: () => void): Keys => Object.fromEntries([['Escape', leave]])

interface OpenProps extends Props {
  reveals: ReturnType<typeof useReveals>
  seq: number
}

/** Its neighbours are the messages of the open chat, as far as they were read. */
function OpenRecord({ search, set, reveals, seq }: OpenProps) {
  const { chat } = search
  const reveal = chat === undefined ? undefined : reveals.of(chat)
  const query = useInfiniteQuery({ ...chatQuery(chat ?? '', reveal?.id), enabled: chat !== undefined })
  const messages = query.data?.pages.flatMap((page) => page.messages) ?? []
  return <OpenMessage seq={seq} messages={messages} search={search} set={set} />
}
