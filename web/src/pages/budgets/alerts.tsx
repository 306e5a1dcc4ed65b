// The Alerts tab: what was raised, newest first, how each fared on its way, and who has seen it.
import { useInfiniteQuery } from '@tanstack/react-query'
import type { AlertView } from '../../../../worker/http/schemas/alerts.ts'
import { Failed } from '../../figures/failed.tsx'
import { ago, moment } from '../../time.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { WithDrawer } from '../../ui/drawer.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Badge } from '../../ui/marks.tsx'
import { Segments } from '../../ui/segments.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { AlertDrawer } from './alert-drawer.tsx'
import { alertPages } from './queries.ts'
import { budgetsRoute } from './route.ts'
import { deliveredWords, severityTones } from './words.ts'

const states = [
  { value: 'all', label: 'All' },
  { value: 'open', label: 'Not seen' },
  { value: 'acknowledged', label: 'Seen' },
] as const

export function AlertsPart() {
  const { state, source, open } = budgetsRoute.useSearch()
  const navigate = budgetsRoute.useNavigate()
  const query = useInfiniteQuery(alertPages({ state, source }))
  const rows = query.data?.pages.flatMap((page) => page.alerts)
  const go = (id?: string) => void navigate({ search: (old) => ({ ...old, open: id }), resetScroll: false })
  const place = rows?.findIndex(({ id }) => id === open) ?? -1
  const step = (to: AlertView | undefined) => (place >= 0 && to ? () => go(to.id) : undefined)
  return (
    <WithDrawer
      drawer={
        open === undefined ? null : (
          <AlertDrawer
            key={open}
            id={open}
            known={rows?.[place]}
            onClose={() => go()}
            onPrevious={step(rows?.[place - 1])}
            onNext={step(rows?.[place + 1])}
          />
        )
      }
    >
      <div className="row wrap mb-4">
        <Segments
          label="Alerts"
          value={state ?? 'all'}
          options={states}
          onChange={(next) =>
            void navigate({
              search: (old) => ({ ...old, state: next === 'all' ? undefined : next }),
              resetScroll: false,
            })
          }
        />
        {source === undefined ? null : (
          <ButtonLink size="sm" kind="ghost" icon="close" to="/budgets" search={{ tab: 'alerts', state }}>
            Of one budget only
          </ButtonLink>
        )}
      </div>
      {query.isError && !rows ? (
        <Failed error={query.error} what="The alerts" onRetry={() => void query.refetch()} />
      ) : (
        <Waiting waiting={rows === undefined} skeleton={<SkeletonRows rows={6} />}>
          {() =>
            rows === undefined ? null : rows.length === 0 ? (
              <NoAlert filtered={state !== undefined || source !== undefined} />
            ) : (
              <Table
                name="Alerts"
                columns={columns}
                hidden={open === undefined ? [] : ['delivered', 'seen']}
                rows={rows}
                keyOf={(row) => row.id}
                chosen={open}
                onOpen={(row) => go(row.id)}
                foot={
                  query.hasNextPage ? (
                    <Button
                      size="sm"
                      kind="ghost"
                      busy={query.isFetchingNextPage}
                      onClick={() => void query.fetchNextPage()}
                    >
                      Older alerts
                    </Button>
                  ) : null
                }
              />
            )
          }
        </Waiting>
      )}
    </WithDrawer>
  )
}

const columns: Column<AlertView>[] = [
  {
    id: 'what',
    head: 'Alert',
    cell: (row) => (
      <>
        <b>{row.headline}</b>
        <span className="sub2">{row.details.join(' ')}</span>
      </>
    ),
  },
  {
    id: 'severity',
    head: 'How bad',
    hide: 'p4',
    cell: (row) => <Badge tone={severityTones[row.severity]}>{row.severity}</Badge>,
  },
  {
    id: 'delivered',
    head: 'Delivered',
    hide: 'p2',
    cell: (row) => {
      const { word, tone } = deliveredWords(row.deliveries)
      return <Badge tone={tone}>{word}</Badge>
    },
  },
  {
    id: 'seen',
    head: 'Seen',
    hide: 'p2',
    cell: (row) =>
      row.acknowledged === null ? (
        <span className="dim">not yet</span>
      ) : (
        <>
          <span className="nowrap">{row.acknowledged.by.name ?? row.acknowledged.by.email ?? 'somebody'}</span>
          <span className="sub2 nowrap">{ago(row.acknowledged.at)}</span>
        </>
      ),
  },
  {
    id: 'at',
    head: 'When',
    cell: (row) => (
      <span className="nowrap" title={moment(row.at)}>
        {ago(row.at)}
      </span>
    ),
  },
]

function NoAlert({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <Empty
      icon="search"
      title="No alert fits"
      action={
        <ButtonLink size="sm" to="/budgets" search={{ tab: 'alerts' }}>
          Show all
        </ButtonLink>
      }
    >
      There are none of this budget or in this state.
    </Empty>
  ) : (
    <Empty icon="check" title="No alert yet">
      An alert comes when a budget reaches one of its thresholds, when its forecast ends above it, or, where that is
      switched on under Channels, when a day is unusual.
    </Empty>
  )
}
