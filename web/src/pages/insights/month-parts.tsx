// The month's end of each part: vendors, workspaces and projects, people, keys. Opening a row draws its month above.
import { useMemo } from 'react'
import type { ForecastAnswer } from '../../../../worker/http/schemas/insights.ts'
import { changeOf } from '../../figures/ratio.ts'
import { change, range, unknown } from '../../format.ts'
import { about } from '../../insights/about.ts'
import { isMono, scopeId, scopeName } from '../../insights/scope-words.ts'
import { Amount } from '../../ui/amount.tsx'
import { Button } from '../../ui/button.tsx'
import { Vendor } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { Segments } from '../../ui/segments.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { type InsightsSearch, type Scope, type SetSearch, scopes as scopeNames } from './ask.ts'

type Row = ForecastAnswer['scopes'][number]

const tabWords: Record<Scope, string> = {
  vendor: 'Vendors',
  workspace: 'Workspaces and projects',
  key: 'Keys',
  person: 'People',
  model: 'Models',
}

interface MonthPartsProps {
  scopes: readonly Row[]
  month: string
  search: InsightsSearch
  set: SetSearch
}

export function MonthParts({ scopes, month, search, set }: MonthPartsProps) {
  const kinds = scopeNames.filter((kind) => scopes.some(({ by }) => by === kind))
  const shown = kinds.find((kind) => kind === search.scope) ?? kinds[0]
  const columns = useMemo(() => columnsOf(shown ?? 'vendor', month), [shown, month])
  const rows = scopes.filter(({ by }) => by === shown)
  return (
    <Panel
      title={`The end of ${month}, part by part`}
      mark={<Provenance kind="estimate" />}
      section
      end={
        <>
          {search.of ? (
            <Button size="sm" onClick={() => set({ of: undefined })}>
              Show the whole
            </Button>
          ) : null}
          {kinds.length > 1 && shown ? (
            <Segments
              label="Parts"
              value={shown}
              onChange={(scope) => set({ scope, of: undefined })}
              options={kinds.map((value) => ({ value, label: tabWords[value] }))}
            />
          ) : null}
        </>
      }
    >
      <Table
        name={`The end of ${month} by ${tabWords[shown ?? 'vendor'].toLowerCase()}`}
        columns={columns}
        rows={rows}
        keyOf={scopeId}
        chosen={search.of}
        onOpen={(row) => set({ scope: shown, of: search.of === scopeId(row) ? undefined : scopeId(row) })}
        foot={<span>A part’s range is its own; ranges do not add up. Opening a row draws its month above.</span>}
      />
    </Panel>
  )
}

const vendorColumn: Column<Row> = {
  id: 'vendor',
  head: 'Vendor',
  hide: 'p2',
  cell: (row) => (row.vendor ? <Vendor id={row.vendor} /> : null),
}

const columnsOf = (kind: Scope, month: string): readonly Column<Row>[] => [
  {
    id: 'part',
    head: tabWords[kind],
    cell: (row) => (
      <>
        <span className={isMono(row) ? 'mono strong wrap-anywhere' : 'strong wrap-anywhere'}>{scopeName(row)}</span>
        <span className="only2 sub2">{rangeWords(row)}</span>
      </>
    ),
  },
  ...(kind === 'vendor' || kind === 'person' ? [] : [vendorColumn]),
  { id: 'so_far', head: 'So far', num: true, hide: 'p4', cell: (row) => <Amount nano={row.so_far} /> },
  {
    id: 'mean',
    head: `${month}, expected`,
    num: true,
    cell: (row) => (row.unreliable ? <span className="dim">no forecast</span> : about(row.mean)),
  },
  { id: 'range', head: '8 in 10 cases', num: true, hide: 'p2', cell: rangeWords },
  { id: 'before', head: 'Month before', num: true, hide: 'p2', cell: (row) => <Amount nano={row.previous_month} /> },
  {
    id: 'change',
    head: 'Change',
    num: true,
    cell: (row) => (row.unreliable ? unknown : change(changeOf(row.mean, row.previous_month))),
  },
]

const rangeWords = (row: Row): string => (row.unreliable ? unknown : range(about(row.lower), about(row.upper)))
