// Rows drawn on demand: over 200, only those near the window are in the page.
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useState } from 'react'

const drawAllUpTo = 200
const rowHeight = 36

interface Drawn<R> {
  readonly rows: readonly { row: R; index: number }[]
  /** Heights in pixels of what is left out above and below. */
  readonly before: number
  readonly after: number
  readonly measure: ((element: HTMLTableRowElement | null) => void) | undefined
}

/** Chooses the rows to draw. Row heights are measured, so rows with a second line are right. */
export function useDrawnRows<R>(rows: readonly R[], table: RefObject<HTMLTableElement | null>): Drawn<R> {
  const many = rows.length > drawAllUpTo
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    if (many && table.current) setTop(table.current.getBoundingClientRect().top + window.scrollY)
  }, [many, table])
  const virtual = useWindowVirtualizer<HTMLTableRowElement>({
    count: many ? rows.length : 0,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: top,
    enabled: many,
  })
  if (!many) return { rows: rows.map((row, index) => ({ row, index })), before: 0, after: 0, measure: undefined }
  const items = virtual.getVirtualItems()
  const drawn = items.flatMap((item) => {
    const row = rows[item.index]
    return row === undefined ? [] : [{ row, index: item.index }]
  })
  return {
    rows: drawn,
    before: (items[0]?.start ?? top) - top,
    after: virtual.getTotalSize() - ((items.at(-1)?.end ?? top) - top),
    measure: virtual.measureElement,
  }
}
