// Head and sum row of a table.
import type { SortingState } from '@tanstack/react-table'
import type { ReactNode } from 'react'
import type { Column } from './table-model.ts'

interface HeadProps<T> {
  columns: readonly Column<T>[]
  gutter: boolean
  sorting: SortingState
  onSort: ((id: string) => void) | undefined
}

/** The words over the columns; those that sort are buttons and say the order. */
export function TableHead<T>({ columns, gutter, sorting, onSort }: HeadProps<T>) {
  return (
    <thead>
      <tr>
        {gutter ? (
          <th scope="col" style={{ width: 28 }}>
            <span className="sr">Proof</span>
          </th>
        ) : null}
        {columns.map((column) => {
          const order = sorting.find((one) => one.id === column.id)
          const sorts = column.sort !== undefined && onSort !== undefined
          const words = column.hiddenHead ? <span className="sr">{column.head}</span> : column.head
          return (
            <th
              key={column.id}
              scope="col"
              className={headClassOf(column)}
              style={column.width === undefined ? undefined : { width: column.width }}
              aria-sort={sorts ? (order ? (order.desc ? 'descending' : 'ascending') : 'none') : undefined}
            >
              {sorts ? (
                <button type="button" onClick={() => onSort(column.id)}>
                  {words}
                  {order ? <span aria-hidden="true"> {order.desc ? '↓' : '↑'}</span> : null}
                </button>
              ) : (
                words
              )}
              {column.mark ? <> {column.mark}</> : null}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

/** The sum row. Its first cell says of what; the others are the columns' sums. */
export function TableFoot<T>({
  columns,
  gutter,
  words,
}: {
  columns: readonly Column<T>[]
  gutter: boolean
  words: ReactNode
}) {
  return (
    <tfoot>
      <tr>
        {gutter ? <td /> : null}
        {columns.map((column, index) =>
          index === 0 ? (
            <th key={column.id} scope="row" className={classOf(column)}>
              {words}
            </th>
          ) : (
            <td key={column.id} className={classOf(column)}>
              {column.sum}
            </td>
          ),
        )}
      </tr>
    </tfoot>
  )
}

function headClassOf<T>(column: Column<T>): string {
  return [column.num ? 'num' : '', column.hide ?? ''].filter(Boolean).join(' ')
}

/** The classes a column's cells share. */
export function classOf<T>(column: Column<T>): string {
  return [column.num ? 'num' : '', column.hide ?? '', column.className ?? ''].filter(Boolean).join(' ')
}
