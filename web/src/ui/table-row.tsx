// One row of a table: ordinary, chosen, checkpoint or group.
import type { MouseEvent } from 'react'
import { Gutter } from './gutter.tsx'
import type { ProofState } from './proof.tsx'
import { classOf } from './table-head.tsx'
import type { Column, WideRow } from './table-model.ts'

interface RowProps<T> {
  id: string
  row: T
  index: number
  columns: readonly Column<T>[]
  chosen: boolean
  onOpen: ((row: T) => void) | undefined
  proof: ((row: T) => ProofState) | undefined
  cut: boolean
  wide: WideRow | null
  measure: ((element: HTMLTableRowElement | null) => void) | undefined
}

/** Draws it. Opening a row never swallows a click on a link or button inside it. */
export function TableRow<T>({ id, row, index, columns, chosen, onOpen, proof, cut, wide, measure }: RowProps<T>) {
  if (wide)
    return <FullRow wide={wide} span={columns.length} gutter={proof !== undefined} index={index} measure={measure} />
  const open = onOpen
    ? {
        'data-open-row': id,
        tabIndex: 0,
        onClick: (event: MouseEvent<HTMLElement>) => {
          // The event comes from an element of this row.
          if (!(event.target as HTMLElement).closest('a, button, input, label')) onOpen(row)
        },
        onKeyDown: (event: React.KeyboardEvent) => {
          if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(row)
        },
      }
    : {}
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      className={chosen ? 'sel' : ''}
      aria-selected={onOpen ? chosen : undefined}
      {...open}
    >
      {proof ? <Gutter state={proof(row)} cut={cut} /> : null}
      {columns.map((column) => (
        <td key={column.id} className={classOf(column)}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  )
}

interface FullRowProps {
  wide: WideRow
  span: number
  gutter: boolean
  index: number
  measure: ((element: HTMLTableRowElement | null) => void) | undefined
}

function FullRow({ wide, span, gutter, index, measure }: FullRowProps) {
  const { kind, content, first, proof } = wide
  const firstToo = first === undefined ? 0 : 1
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2} className={kind === 'checkpoint' ? 'cp' : 'grp'}>
      {gutter ? proof ? <Gutter state={proof} cut={kind === 'checkpoint'} /> : <td /> : null}
      {first === undefined ? null : <td>{first}</td>}
      <td colSpan={span - firstToo}>{content}</td>
    </tr>
  )
}
