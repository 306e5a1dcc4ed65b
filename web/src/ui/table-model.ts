// What a table is told: its columns and rows in our words, and how they become the TanStack Table behind it.
import {
  type ColumnDef,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  sortFn_basic,
  tableFeatures,
} from '@tanstack/react-table'
import type { ReactNode } from 'react'
import type { ProofState } from './proof-state.ts'

/** Values a column can be sorted by in the browser; null goes last. */
export type SortValue = string | number | bigint | null

export interface Column<T> {
  readonly id: string
  /** The word in the head; also the word in the column menu. */
  readonly head: string
  /** A glyph after the word: `<Provenance kind="estimate" bare />`. */
  readonly mark?: ReactNode
  readonly cell: (row: T) => ReactNode
  /** Numbers stand right. */
  readonly num?: boolean
  readonly className?: string
  /** Waits for room: `p2` from 821 px, `p4` from 561 px. Say its words elsewhere (`only2`, `only4`). */
  readonly hide?: 'p2' | 'p4'
  /** Pixels. */
  readonly width?: number
  /** `'server'`: the API sorts. A function: sorted here by what it answers. Without it the head is no button. */
  readonly sort?: 'server' | ((row: T) => SortValue)
  /** Numbers first go down, words first go up. Set it to choose. */
  readonly firstDown?: boolean
  /** The cell of the sum row: of the whole filter, not of the rows drawn. */
  readonly sum?: ReactNode
  /** The head is for screen readers only: buttons, menus. */
  readonly hiddenHead?: boolean
}

/** A row of another kind between the rows: a checkpoint, or the head of a group. */
export interface WideRow {
  readonly kind: 'checkpoint' | 'group'
  readonly content: ReactNode
  /** The second cell of a checkpoint row: its time. */
  readonly first?: ReactNode
  readonly proof?: ProofState
}

export const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic },
})

/** Reads `-tokens` as the sorting state. */
export function sortingOf(sort: string | undefined): SortingState {
  if (sort === undefined || sort === '') return []
  return sort.startsWith('-') ? [{ id: sort.slice(1), desc: true }] : [{ id: sort, desc: false }]
}

/** The reverse: what goes into the URL. */
export function sortOf(state: SortingState): string | undefined {
  const first = state[0]
  return first ? `${first.desc ? '-' : ''}${first.id}` : undefined
}

/** Our columns as TanStack's. */
export function columnDefs<T extends object>(columns: readonly Column<T>[]): ColumnDef<typeof features, T>[] {
  return columns.map((column) => {
    const { sort } = column
    return {
      id: column.id,
      header: column.head,
      enableSorting: sort !== undefined,
      sortDescFirst: column.firstDown ?? column.num ?? false,
      sortFn: 'basic' as const,
      sortUndefined: 'last' as const,
      accessorFn: (row: T) => (typeof sort === 'function' ? (sort(row) ?? undefined) : undefined),
    }
  })
}
