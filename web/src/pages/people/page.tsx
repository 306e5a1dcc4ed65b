// The People page: everyone in a directory, invited or seen, with what they did in the days chosen.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PeopleAnswer } from '../../../../worker/http/schemas/people.ts'
import { resolveRange } from '../../date-range.ts'
import { EmptyCause } from '../../figures/empty-cause.tsx'
import { Failed, Stale } from '../../figures/failed.tsx'
import { count, plural } from '../../format.ts'
import { PageHead, Panel } from '../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { Stat, Stats } from '../../ui/stat.tsx'
import { Table } from '../../ui/table.tsx'
import { columnsOf } from './columns.tsx'
import { PeopleFilters } from './filters.tsx'
import './people.css'
import { peopleQuery } from './queries.ts'
import { peopleRoute } from './route.ts'

export function PeoplePage() {
  const search = peopleRoute.useSearch()
  const navigate = peopleRoute.useNavigate()
  const set = (next: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false })
  const range = resolveRange(search.r ?? '28d')
  const ask = { ...range, state: search.state, q: search.q }
  const query = useQuery(peopleQuery(ask))
  const answer = query.data
  const columns = useMemo(() => columnsOf(search.r), [search.r])
  return (
    <>
      <PeopleFilters search={search} csv={ask} until={answer?.freshness.updated_at} set={set} />
      <PageHead title="People">
        Everyone in a vendor’s directory, everyone invited, and everyone who was seen but stands in neither. Names come
        from a directory that can be erased; records hold none.
      </PageHead>
      {query.isError && answer ? (
        <Stale error={query.error} at={query.dataUpdatedAt} onRetry={() => void query.refetch()} />
      ) : null}
      {query.isError && !answer ? (
        <Failed error={query.error} what="People" onRetry={() => void query.refetch()} />
      ) : (
        <>
          <PeopleStats answer={answer} />
          <Panel title="Everyone" section bare>
            <Waiting waiting={answer === undefined} skeleton={<SkeletonRows rows={11} />}>
              {() =>
                answer === undefined ? null : answer.freshness.empty !== null ? (
                  <EmptyCause
                    freshness={answer.freshness}
                    what="People"
                    report="member directory"
                    range={range}
                    onRange={(r) => set({ r })}
                    onClear={() => set({ state: undefined, q: undefined })}
                  />
                ) : (
                  <Table
                    name="People"
                    columns={columns}
                    rows={answer.people}
                    keyOf={(row) => row.subject}
                    sort={search.sort ?? '-events'}
                    onSort={(sort) => set({ sort: sort === '-events' ? undefined : sort })}
                    onOpen={(row) =>
                      void navigate({
                        to: '/people/$personId',
                        params: { personId: row.subject },
                        search: search.r ? { r: search.r } : {},
                      })
                    }
                    foot={<span>{plural(answer.total, 'person', 'people')}. Cost is of Claude Code only.</span>}
                  />
                )
              }
            </Waiting>
          </Panel>
        </>
      )}
    </>
  )
}

function PeopleStats({ answer }: { answer: PeopleAnswer | undefined }) {
  const people = answer?.people ?? []
  const of = (state: string) => people.filter((person) => person.state === state).length
  const known = (value: number) => (answer ? count(value) : undefined)
  const coders = people.filter((person) => person.code_sessions > 0).length
  return (
    <Stats columns={4}>
      <Stat label="People" value={known(answer?.total ?? 0)} why={<>{count(of('member'))} members</>} />
      <Stat
        label="Active in these days"
        value={known(answer?.active ?? 0)}
        why={<>{count(coders)} with Claude Code</>}
      />
      <Stat label="Invited" value={known(of('invited'))} why="have not accepted yet" />
      <Stat
        label="Seen, in no directory"
        value={known(of('seen'))}
        why={
          of('removed') > 0
            ? `${count(of('removed'))} were removed and stay in the ledger`
            : 'active, but nobody’s member'
        }
      />
    </Stats>
  )
}
