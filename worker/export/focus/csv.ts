// A FOCUS file as CSV (RFC 4180): UTF-8, CRLF, a line of names first, an empty cell for null.
import { utf8 } from '../../ledger/bytes.ts'
import { COLUMNS, cellsOf, type FocusRow } from './columns.ts'

/**
 * A cell as it is: what begins like a formula stays, because a finance tool must read the same text that the record has; README.txt of
 * every export says so. An empty text would read as null and is written as "".
 */
const quoted = (cell: string | null): string =>
  cell === null ? '' : cell === '' || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

const line = (cells: readonly (string | null)[]): string => `${cells.map(quoted).join(',')}\r\n`

/** The bytes of a whole file. Written piece by piece, so that the text of the whole is never there beside its bytes. */
export function writeCsv(rows: readonly FocusRow[]): Uint8Array<ArrayBuffer> {
  const pieces = [utf8(line(COLUMNS))]
  const AT_ONCE = 1000
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    pieces.push(
      utf8(
        rows
          .slice(at, at + AT_ONCE)
          .map((row) => line(cellsOf(row)))
          .join(''),
      ),
    )
  }
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let place = 0
  for (const piece of pieces) {
    bytes.set(piece, place)
    place += piece.length
  }
  return bytes
}
