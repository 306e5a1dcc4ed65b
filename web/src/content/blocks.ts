// The plain structure of a text from outside: paragraphs, fenced code, simple tables. Everything else stays as it was typed.
import type { TextPiece } from '../../../worker/http/schemas/content.ts'
import { bareText, isMasked, type Line, linesOf } from './pieces.ts'

export type Block =
  | { readonly kind: 'text'; readonly lines: readonly Line[] }
  | { readonly kind: 'code'; readonly lines: readonly Line[] }
  | { readonly kind: 'table'; readonly head: readonly Line[]; readonly rows: readonly (readonly Line[])[] }

const fence = /^ {0,3}(`{3,}|~{3,})[^`]*$/
const rule = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/
/** A wider table is shown as it was typed: nobody reads 13 columns in a column of 640 px. */
const mostColumns = 12
/** A longer line is no rule: its pattern steps back at spaces, so a hostile line could take a second. */
const longestRule = 300

/**
 * Cuts a message into blocks. Nothing is left out but fences, rules and bars of tables; no markup beyond these is read, so a
 * hostile text can draw nothing else. Linear in the number of lines.
 */
export function blocksOf(pieces: readonly TextPiece[]): Block[] {
  const lines = linesOf(pieces)
  const blocks: Block[] = []
  let text: Line[] = []
  const close = () => {
    if (text.length > 0) blocks.push({ kind: 'text', lines: text })
    text = []
  }
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? []
    const bare = bareText(line)
    const opened = bare === null ? null : fence.exec(bare)
    if (opened?.[1]) {
      close()
      const end = closingFence(lines, at + 1, opened[1])
      blocks.push({ kind: 'code', lines: lines.slice(at + 1, end) })
      at = end + 1
      continue
    }
    const table = tableAt(lines, at)
    if (table !== null) {
      close()
      blocks.push(table.block)
      at = table.end
      continue
    }
    if (bare?.trim() === '') close()
    else text.push(line)
    at += 1
  }
  close()
  return blocks
}

/** The line that ends the code, or one behind the last where nothing does. */
function closingFence(lines: readonly Line[], from: number, mark: string): number {
  const found = lines.findIndex((line, index) => {
    if (index < from) return false
    const typed = bareText(line)?.trim() ?? ''
    return typed.length >= mark.length && typed === (mark[0] ?? '').repeat(typed.length)
  })
  return found < 0 ? lines.length : found
}

function tableAt(lines: readonly Line[], at: number): { block: Block; end: number } | null {
  const [head, under] = [lines[at], lines[at + 1]]
  if (head === undefined || under === undefined) return null
  const ruled = bareText(under)
  if (ruled === null || ruled.length > longestRule || !ruled.includes('|')) return null
  if (!rule.test(ruled) || !hasBar(head)) return null
  const cells = cellsOf(head)
  if (cells.length !== cellsOf(under).length || cells.length > mostColumns) return null
  const rows: Line[][] = []
  let end = at + 2
  for (let line = lines[end]; line !== undefined && hasBar(line); line = lines[++end]) {
    const row = cellsOf(line)
    rows.push(cells.map((_, column) => row[column] ?? []))
    // More cells than heads: the rest stands behind them, so that no word is lost.
    if (row.length > cells.length) rows.at(-1)?.push(row.slice(cells.length).flat())
  }
  return { block: { kind: 'table', head: cells, rows }, end }
}

const hasBar = (line: Line): boolean => line.some((piece) => !isMasked(piece) && piece.text.includes('|'))

/** The cells of a row: bars at its ends are its frame, a bar behind a backslash is a letter. */
function cellsOf(line: Line): Line[] {
  const cells: TextPiece[][] = [[]]
  for (const piece of line) {
    const parts = isMasked(piece) ? [piece.text] : piece.text.split(/(?<!\\)\|/)
    for (const [index, text] of parts.entries()) {
      if (index > 0) cells.push([])
      if (text !== '' || isMasked(piece)) cells.at(-1)?.push({ ...piece, text: text.replaceAll('\\|', '|') })
    }
  }
  if (isBlank(cells[0])) cells.shift()
  if (cells.length > 1 && isBlank(cells.at(-1))) cells.pop()
  return cells.map(trimmed)
}

const isBlank = (cell: Line | undefined): boolean =>
  cell?.every((one) => !isMasked(one) && one.text.trim() === '') ?? true

function trimmed(cell: Line): Line {
  return cell.flatMap((piece, index) => {
    if (isMasked(piece)) return piece
    const start = index === 0 ? piece.text.trimStart() : piece.text
    const text = index === cell.length - 1 ? start.trimEnd() : start
    return text === '' ? [] : { ...piece, text }
  })
}
