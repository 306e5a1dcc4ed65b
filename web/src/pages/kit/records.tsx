// Tables and the drawer of the kit page.
import { useState } from 'react'
import { count } from '../../format.ts'
import { Amount, Share, Tokens } from '../../ui/amount.tsx'
import { Button } from '../../ui/button.tsx'
import { Drawer, WithDrawer } from '../../ui/drawer.tsx'
import { Note } from '../../ui/feedback.tsx'
import { Vendor } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { Proof } from '../../ui/proof.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { type EventRow, eventRows, type ModelRow, modelRows } from './figures.ts'
import { kitRoute } from './route.ts'

const modelColumns: Column<ModelRow>[] = [
  {
    id: 'model',
    head: 'Model',
    cell: (row) => <span className="mono strong">{row.model}</span>,
    sort: (row) => row.model,
  },
  { id: 'vendor', head: 'Vendor', hide: 'p2', cell: (row) => <Vendor id={row.vendor} /> },
  {
    id: 'requests',
    head: 'Requests',
    num: true,
    hide: 'p4',
    cell: (row) => count(row.requests),
    sort: (row) => row.requests,
    sum: '1,186,786',
  },
  {
    id: 'tokens',
    head: 'Tokens',
    num: true,
    cell: (row) => <Tokens value={row.tokens} />,
    sort: (row) => row.tokens,
    sum: '16.32 B',
  },
  {
    id: 'share',
    head: 'Share',
    hide: 'p2',
    width: 132,
    cell: (row) => (
      <Share share={row.tokens / 16.32e9} of={0.3} words={`${((row.tokens / 16.32e9) * 100).toFixed(1)} %`} />
    ),
  },
  {
    id: 'cost',
    head: 'Cost',
    mark: <Provenance kind="estimate" bare />,
    num: true,
    cell: (row) => <Amount nano={row.nano} />,
    sort: (row) => (row.nano === null ? null : BigInt(row.nano)),
    sum: '≥ $14,250.31',
  },
  {
    id: 'trend',
    head: '28 days',
    hide: 'p2',
    width: 96,
    cell: (row) => (row.trend.length > 0 ? <Sparkline points={row.trend} height={20} /> : null),
  },
  {
    id: 'records',
    head: 'Records',
    num: true,
    hide: 'p2',
    className: 'mono',
    cell: (row) => <a href="#main">{row.records}</a>,
    sum: '1,731',
  },
]

const eventColumns: Column<EventRow>[] = [
  { id: 'time', head: 'Time', cell: (row) => <span className="dim nowrap">{row.time}</span> },
  {
    id: 'event',
    head: 'Event',
    cell: (row) => (
      <>
        <span className="strong">{row.what}</span>
        <span className="sub2">{row.more}</span>
      </>
    ),
  },
  { id: 'who', head: 'Who', hide: 'p2', cell: (row) => <span className="sub nowrap">{row.who}</span> },
  { id: 'from', head: 'From', hide: 'p2', cell: (row) => <Vendor id={row.vendor} /> },
  {
    id: 'record',
    head: 'Record',
    num: true,
    className: 'mono',
    cell: (row) => <a href="#main">{count(Number(row.id))}</a>,
  },
]

const manyColumns: Column<{ id: number }>[] = [
  { id: 'id', head: 'Record', cell: (row) => <span className="mono">{count(row.id)}</span>, sort: (row) => row.id },
  { id: 'what', head: 'Event', cell: (row) => `Event number ${row.id}` },
]

const many = Array.from({ length: 5_000 }, (_, id) => ({ id }))

export function KitRecords() {
  const { sort = '-tokens', record } = kitRoute.useSearch()
  const navigate = kitRoute.useNavigate()
  const [manySort, setManySort] = useState<string | undefined>('id')
  const open = record === undefined ? null : String(record)
  const show = (id: string | undefined) =>
    void navigate({
      search: (old) => ({ ...old, record: id === undefined ? undefined : Number(id) }),
      resetScroll: false,
    })
  const events = eventRows.filter((row) => row.checkpoint === undefined)
  const at = events.findIndex((row) => row.id === open)
  const neighbour = (by: number) => {
    const row = events[at + by]
    return row ? () => show(row.id) : undefined
  }
  return (
    <>
      <Panel section title="Models">
        <Table
          name="Models"
          columns={modelColumns}
          rows={modelRows}
          keyOf={(row) => row.model}
          sort={sort}
          onSort={(next) => void navigate({ search: (old) => ({ ...old, sort: next }), resetScroll: false })}
          sums="7 models"
          foot={
            <>
              <span>The sum covers the whole filter, not this page.</span>
              <span className="p2">“≥” because 41 rows have no price.</span>
            </>
          }
        />
      </Panel>
      <Panel section title="What people and systems did">
        <WithDrawer
          drawer={
            open === null ? null : (
              <Drawer
                title={`Record ${count(Number(open))}`}
                mark={<Proof state="anchored" />}
                onClose={() => show(undefined)}
                onPrevious={neighbour(-1)}
                onNext={neighbour(1)}
                foot={
                  <Button size="sm" icon="download">
                    Evidence bundle
                  </Button>
                }
              >
                <Note tone="ok" title="Verified in this browser." />
                <pre>{'{ "seq": 1283688 }'}</pre>
              </Drawer>
            )
          }
        >
          <Table
            name="Events"
            columns={eventColumns}
            rows={eventRows}
            keyOf={(row) => row.id}
            proof={(row) => row.proof}
            wide={(row) =>
              row.checkpoint ? { kind: 'checkpoint', first: row.time, content: row.checkpoint, proof: row.proof } : null
            }
            chosen={open ?? undefined}
            onOpen={(row) => show(row.id)}
          />
        </WithDrawer>
      </Panel>
      <Panel section title="5,000 rows, drawn on demand">
        <div className="stack">
          <Table
            name="Many"
            columns={manyColumns}
            rows={many}
            keyOf={(row) => String(row.id)}
            sort={manySort}
            onSort={setManySort}
          />
        </div>
      </Panel>
    </>
  )
}
