// Lists as CSV files: RFC 4180 with CRLF, UTF-8 without a mark, streamed page by page, safe to open in a spreadsheet.
import type { DayRange } from '../db/tenant/range.ts'

type Cell = string | number | boolean | null
export type Column<Row> = readonly [name: string, of: (row: Row) => Cell]
type Page<Row, Position> = { rows: readonly Row[]; next: Position | null }

/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/
/** A plain number is no formula, and one with an apostrophe before it is no number: credits are negative. */
const NUMBER = /^-?\d+(\.\d+)?$/
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/

function csvCell(cell: Cell): string {
  if (cell === null) return ''
  const text = String(cell)
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** Nanodollars as decimal dollars, all nine digits: `-1` is `-0.000000001`. Null stays null. */
export function dollars(nano: string): string
export function dollars(nano: string | null): string | null
export function dollars(nano: string | null): string | null {
  if (nano === null) return null
  const sign = nano.startsWith('-') ? '-' : ''
  const digits = nano.slice(sign.length).padStart(10, '0')
  return `${sign}${digits.slice(0, -9)}.${digits.slice(-9)}`
}

/**
 * The file of everything that `readPage` gives, one page in memory at a time. The first page is read before the answer
 * begins, so that what fails at once is an error and not half a file; later a failure cuts the connection.
 */
export async function csvFile<Row, Position>(
  name: string,
  range: Pick<DayRange, 'from' | 'to'>,
  columns: readonly Column<Row>[],
  readPage: (after: Position | null) => Promise<Page<Row, Position>>,
): Promise<Response> {
  const encoder = new TextEncoder()
  const lines = (rows: readonly Row[]) => rows.map((row) => csvLine(columns.map(([, of]) => of(row)))).join('')
  let page = await readPage(null)
  let head = csvLine(columns.map(([title]) => title))
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const text = head + lines(page.rows)
      head = ''
      if (text !== '') controller.enqueue(encoder.encode(text))
      if (page.next === null) return controller.close()
      page = await readPage(page.next)
    },
  })
  const fileName = `tallystick-${name}-${range.from}-to-${range.to}.csv`
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${fileName}"`,
    },
  })
}
