// The Exports page: what was made of the ledger for others, its links, and how to make another.
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ExportView } from '../../../../worker/http/schemas/exports.ts'
import { Failed } from '../../figures/failed.tsx'
import { useMay } from '../../shell/may.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { WithDrawer } from '../../ui/drawer.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Kbd } from '../../ui/marks.tsx'
import { PageHead } from '../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { Table } from '../../ui/table.tsx'
import { columnsFor } from './columns.tsx'
import { ExportDrawer } from './drawer.tsx'
import { MakeExport } from './make-export.tsx'
import { exportPages } from './queries.ts'
import { exportsRoute } from './route.ts'
import './exports.css'

/** What the open drawer says itself. */
const besideDrawer = ['what', 'format', 'ends', 'downloads', 'sha256', 'link']

export function ExportsPage() {
  const { open, wish, like, ...begun } = exportsRoute.useSearch()
  const navigate = exportsRoute.useNavigate()
  const query = useInfiniteQuery(exportPages)
  const may = useMay('write:exports')
  const seesPeople = useMay('read:people')
  const columns = useMemo(() => columnsFor(seesPeople), [seesPeople])
  const rows = query.data?.pages.flatMap((page) => page.exports)
  const go = (search: { open?: string; wish?: 'new' }) => void navigate({ search, resetScroll: false })
  const place = rows?.findIndex(({ id }) => id === open) ?? -1
  const step = (to: ExportView | undefined) => (place >= 0 && to ? () => go({ open: to.id }) : undefined)
  return (
    <WithDrawer
      drawer={
        open === undefined ? null : (
          <ExportDrawer
            key={open}
            id={open}
            known={rows?.[place]}
            onClose={() => go({})}
            onPrevious={step(rows?.[place - 1])}
            onNext={step(rows?.[place + 1])}
          />
        )
      }
    >
      <PageHead
        title="Exports"
        actions={
          <>
            <ButtonLink to="/verify">Check a bundle</ButtonLink>
            {may ? (
              <ButtonLink kind="primary" icon="plus" to="/exports" search={{ wish: 'new' }}>
                New export
              </ButtonLink>
            ) : null}
          </>
        }
      >
        A bundle is checked by our own verifier before it is offered. The link works without an account until it ends;
        every download is a record.
      </PageHead>
      {query.isError && !rows ? (
        <Failed error={query.error} what="The exports" onRetry={() => void query.refetch()} />
      ) : (
        <Waiting waiting={rows === undefined} skeleton={<SkeletonRows rows={6} />}>
          {() =>
            rows === undefined ? null : rows.length === 0 ? (
              <NoExport may={may} />
            ) : (
              <Table
                name="Exports"
                columns={columns}
                hidden={open === undefined ? [] : besideDrawer}
                rows={rows}
                keyOf={(row) => row.id}
                chosen={open}
                onOpen={(row) => go({ open: row.id })}
                foot={
                  <>
                    {query.hasNextPage ? (
                      <Button
                        size="sm"
                        kind="ghost"
                        busy={query.isFetchingNextPage}
                        onClick={() => void query.fetchNextPage()}
                      >
                        Older exports
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
      {may && wish ? (
        <MakeExport like={like} begun={begun} onClose={() => go({})} onMade={(id) => go({ open: id })} />
      ) : null}
    </WithDrawer>
  )
}

function NoExport({ may }: { may: boolean }) {
  return (
    <Empty
      icon="exports"
      title="Nothing was exported yet"
      action={
        may ? (
          <ButtonLink size="sm" to="/exports" search={{ wish: 'new' }}>
            Make the first export
          </ButtonLink>
        ) : null
      }
    >
      A bundle is one file with the records you choose, the proofs that they stood in this ledger, and a verifier:
      whoever gets it can check it offline, without an account.
      {may ? '' : ' Your role may read what is made here; an owner, an admin or finance makes it.'}
    </Empty>
  )
}
