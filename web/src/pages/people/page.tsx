// The People page: everyone over both vendors with what they used in the days chosen, and what belongs to nobody yet.
import { useQuery } from '@tanstack/react-query'
import { resolveRange } from '../../date-range.ts'
import { Failed, Stale } from '../../figures/failed.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { Everyone } from './everyone.tsx'
import { PeopleFilters } from './filters.tsx'
import './people.css'
import { peopleQuery } from './queries.ts'
import { peopleRoute } from './route.ts'
import { PeopleStats } from './stats.tsx'
import { Unmapped } from './unmapped.tsx'

export function PeoplePage() {
  const search = peopleRoute.useSearch()
  const navigate = peopleRoute.useNavigate()
  const set = (next: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false })
  const range = resolveRange(search.r ?? '28d')
  const ask = { ...range, vendor: search.vendor, state: search.state, q: search.q }
  const query = useQuery(peopleQuery(ask))
  const answer = query.data
  const tab = search.tab ?? 'everyone'
  return (
    <>
      <PeopleFilters search={search} csv={ask} until={answer?.freshness.updated_at} set={set} />
      <PageHead title="People">
        One row is one human over all vendors. A link between identities is itself a record: who made it, and when.
        Names come from a directory that can be erased; records hold none.
      </PageHead>
      {query.isError && answer ? (
        <Stale error={query.error} at={query.dataUpdatedAt} onRetry={() => void query.refetch()} />
      ) : null}
      {query.isError && !answer ? (
        <Failed error={query.error} what="People" onRetry={() => void query.refetch()} />
      ) : (
        <>
          <PeopleStats answer={answer} r={search.r} />
          <div className="section">
            <Tabs
              label="People or identities"
              value={tab}
              onChange={(next) => set({ tab: next === 'unmapped' ? next : undefined, sort: undefined })}
              items={[
                { value: 'everyone', label: 'Everyone', ...(answer ? { count: answer.total } : {}) },
                { value: 'unmapped', label: 'Unmapped', ...(answer ? { count: answer.unmapped } : {}) },
              ]}
            >
              {tab === 'everyone' ? (
                <Everyone answer={answer} search={search} range={range} set={set} />
              ) : (
                <Unmapped search={search} range={range} freshness={answer?.freshness} set={set} />
              )}
            </Tabs>
          </div>
        </>
      )}
    </>
  )
}
