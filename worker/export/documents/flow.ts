// The pen that goes down the page and turns it: text, rules, columns, each kept together as long as it must be.
import type { FontBook } from './font-book.ts'
import type { Ink } from './ink.ts'
import type { Mark } from './input.ts'
import { type Line, linesOf } from './lines.ts'
import { type Colour, LINE, MARGIN, PAGE, type Style, TEXT_WIDTH } from './look.ts'
import { drawPieces, rule } from './operators.ts'

/** A page that is being written. `ink` is shared by the pages of one file. */
export type Page = { ink: Ink; operators: string[] }

/** Gives the next page; told when one is full, so that it can be packed. */
export type Paper = { next(): Page; full(page: Page): void }

export type Flow = {
  readonly book: FontBook
  /** Pages begun so far. */
  pages(): number
  /** Ends the page; the next thing that is written begins another. */
  turn(): void
  /** Turns the page unless there is room for this many points. */
  need(height: number): void
  space(height: number): void
  rule(colour?: Colour, weight?: number): void
  /** Lines from the left margin, or from `indent`, at most `width` wide. Turns pages between lines. */
  text(text: string, style: Style, options?: TextOptions): void
  lines(lines: readonly Line[], style: Style, options?: TextOptions): void
  /** Texts side by side in one row that is not torn apart; each wraps in its column. */
  row(cells: readonly Cell[]): void
  /** Operators that are drawn where the pen stands; `draw` is given the upper edge. */
  mark(height: number, draw: (top: number, ink: Ink) => readonly string[]): void
}

export type TextOptions = { indent?: number; width?: number; marks?: readonly Mark[] }
export type Cell = { text: string; style: Style; x: number; width: number; align?: 'right' }

const BASELINE = 0.74 // of the leading: where letters stand in their line

export function startFlow(book: FontBook, paper: Paper): Flow {
  let page: Page | undefined
  let [y, count] = [0, 0]
  const current = (): Page => {
    if (page === undefined) {
      page = paper.next()
      y = PAGE.height - MARGIN.top
      count++
    }
    return page
  }
  const turn = (): void => {
    if (page !== undefined) paper.full(page)
    page = undefined
  }
  const need = (height: number): void => {
    if (page !== undefined && y - height < MARGIN.bottom) turn()
    current()
  }
  const place = (line: Line, style: Style, box: { x: number; width: number; right: boolean }, top: number): void => {
    const x = box.right ? box.x + box.width - line.width : box.x
    const { ink, operators } = current()
    operators.push(
      ...drawPieces(ink, line.pieces, { x, y: top - style.leading * BASELINE, size: style.size, colour: style.colour }),
    )
  }
  const lines: Flow['lines'] = (set, style, { indent = 0, width = TEXT_WIDTH - indent } = {}) => {
    for (const line of set) {
      need(style.leading)
      place(line, style, { x: MARGIN.left + indent, width, right: line.rtl }, y)
      y -= style.leading
    }
  }
  return {
    book,
    pages: () => count,
    turn,
    need,
    lines,
    space: (height) => {
      y -= height
    },
    rule: (colour = LINE, weight = 0.5) => {
      need(weight)
      current().operators.push(rule(MARGIN.left, y, TEXT_WIDTH, colour, weight))
      y -= weight
    },
    text: (text, style, options = {}) => {
      const { indent = 0, width = TEXT_WIDTH - indent, marks } = options
      lines(linesOf(book, text, style, width, marks), style, { indent, width })
    },
    row: (cells) => {
      const set = cells.map((cell) => ({ ...cell, lines: linesOf(book, cell.text, cell.style, cell.width) }))
      const height = Math.max(...set.map(({ lines: own, style }) => own.length * style.leading))
      need(height)
      const top = y
      for (const { lines: own, style, x, width, align } of set) {
        own.forEach((line, i) => {
          place(
            line,
            style,
            { x: MARGIN.left + x, width, right: align === 'right' || line.rtl },
            top - i * style.leading,
          )
        })
      }
      y = top - height
    },
    mark: (height, draw) => {
      need(height)
      const { ink, operators } = current()
      operators.push(...draw(y, ink))
      y -= height
    },
  }
}
