// Tables: sortable heads with the sort in the URL, sum row, gutter, rows drawn on demand over 200.
import { type RowData, useTable } from '@tanstack/react-table'
import { type ReactNode, useMemo, useRef } from 'react'
import { useKeys } from '../prefs/keys.ts'
import type { ProofState } from './proof.tsx'
import { TableFoot, TableHead } from './table-head.tsx'
import { type Column, columnDefs, features, sortingOf, sortOf, type WideRow } from './table-model.ts'
import { TableRow } from './table-row.tsx'
import { useDrawnRows } from './table-window.ts'

export type { Column, WideRow } from './table-model.ts'

export interface TableProps<T extends RowData & object> {
  /** Names the table for screen readers. */
  name: string
  columns: readonly Column<T>[]
  rows: readonly T[]
  keyOf: (row: T) => string
  /** `-tokens`, from the URL. */
  sort?: string | undefined
  onSort?: (sort: string | undefined) => void
  /** The key of the row whose drawer is open. */
  chosen?: string | undefined
  /** Opens a row: click, Enter, and `j` `k` move between rows. */
  onOpen?: (row: T) => void
  /** Draws the upright stick in front. */
  proof?: (row: T) => ProofState
  /** Every row is a checkpoint: the stick is cut at each. */
  cuts?: boolean
  /** Answers how a row is drawn over the whole width, or null for an ordinary row. */
  wide?: (row: T) => WideRow | null
  /** Ids of columns that are switched off. */
  hidden?: readonly string[]
  /** The words of the sum row's first cell ("7 models"); with it the row is drawn. */
  sums?: ReactNode
  /** Words under the table: "The sum covers the whole filter". */
  foot?: ReactNode
  /** In a box of its own that scrolls sideways (wide diagrams); the head then does not stick. */
  scrolls?: boolean
}

/** A table of records or figures. */
export function Table<T extends RowData & object>(props: TableProps<T>) {
  const {
    name,
    columns,
    rows,
    keyOf,
    sort,
    onSort,
    chosen,
    onOpen,
    proof,
    cuts = false,
    wide,
    hidden = [],
    sums,
    foot,
    scrolls,
  } = props
  const box = useRef<HTMLTableElement>(null)
  const defs = useMemo(() => columnDefs(columns), [columns])
  const data = useMemo(() => [...rows], [rows])
  const sorting = useMemo(() => sortingOf(sort), [sort])
  const atServer = columns.some((column) => column.sort === 'server')
  const table = useTable({
    features,
    columns: defs,
    data,
    getRowId: keyOf,
    manualSorting: atServer,
    enableSortingRemoval: false,
    state: { sorting, columnVisibility: Object.fromEntries(hidden.map((id) => [id, false])) },
    onSortingChange: (change) => onSort?.(sortOf(typeof change === 'function' ? change(sorting) : change)),
  })
  const shown = columns.filter((column) => !hidden.includes(column.id))
  const drawn = useDrawnRows(table.getRowModel().rows, box)
  useKeys(onOpen ? { j: () => step(box.current, 1), k: () => step(box.current, -1) } : {})
  const span = shown.length + (proof ? 1 : 0)
  return (
    <>
      <div className={`tbl ${scrolls ? 'scrolls' : ''}`}>
        <table ref={box} aria-label={name} aria-rowcount={rows.length + 1}>
          <TableHead
            columns={shown}
            gutter={proof !== undefined}
            sorting={sorting}
            onSort={onSort ? (id) => table.getColumn(id)?.toggleSorting() : undefined}
          />
          <tbody>
            {drawn.before > 0 ? <Spacer height={drawn.before} span={span} /> : null}
            {drawn.rows.map(({ row, index }) => (
              <TableRow
                key={row.id}
                id={row.id}
                row={row.original}
                index={index}
                columns={shown}
                chosen={chosen === row.id}
                onOpen={onOpen}
                proof={proof}
                cut={cuts}
                wide={wide?.(row.original) ?? null}
                measure={drawn.measure}
              />
            ))}
            {drawn.after > 0 ? <Spacer height={drawn.after} span={span} /> : null}
          </tbody>
          {sums === undefined ? null : <TableFoot columns={shown} gutter={proof !== undefined} words={sums} />}
        </table>
      </div>
      {foot ? <div className="tfoot">{foot}</div> : null}
    </>
  )
}

function Spacer({ height, span }: { height: number; span: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without cells of words; it takes no focus.
    <tr className="spacer" aria-hidden="true">
      <td colSpan={span} style={{ height }} />
    </tr>
  )
}

/** Moves focus to the next or previous row that opens; from nowhere, to the chosen or first one. */
function step(table: HTMLTableElement | null, by: 1 | -1): void {
  const rows = [...(table?.querySelectorAll<HTMLElement>('[data-open-row]') ?? [])]
  const now = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement))
  const start =
    now >= 0 ? now : rows.findIndex((row) => row.getAttribute('aria-selected') === 'true') - (by > 0 ? 1 : -1)
  rows[Math.max(0, Math.min(rows.length - 1, start + by))]?.focus()
}
