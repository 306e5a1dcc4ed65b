// Pages become a PDF: packed as they are filled, numbered and stamped once their count is known.
import { type PDFDocument, PDFName, type PDFRef } from '@cantoo/pdf-lib'
import { utf8 } from '../../ledger/bytes.ts'
import { embedFace, flate } from './embed.ts'
import type { Paper } from './flow.ts'
import type { FontBook } from './font-book.ts'
import { type Ink, newInk } from './ink.ts'
import { linesOf } from './lines.ts'
import { LINE, MARGIN, PAGE, SMALL, STAMP, TEXT_WIDTH } from './look.ts'
import { drawPieces, rule } from './operators.ts'
import type { Subsetter } from './subset.ts'

/** What stands at the foot of page `index`: left, middle, right. */
export type Foot = (index: number, pages: number) => { legend: string; count: string; stamp: string }

export type Sheets = Paper & { ink: Ink; bodies: PDFRef[] }

/** Pages of one file, with one ink. */
export function sheetsOf(document: PDFDocument): Sheets {
  const ink = newInk()
  const bodies: PDFRef[] = []
  return {
    ink,
    bodies,
    next: () => ({ ink, operators: [] }),
    full: (page) => {
      bodies.push(flate(document.context, utf8(page.operators.join('\n'))))
    },
  }
}

const FOOT_Y = 40

function footOperators(book: FontBook, ink: Ink, { legend, count, stamp }: ReturnType<Foot>): string[] {
  const [left] = linesOf(book, legend, SMALL, TEXT_WIDTH * 0.5)
  const [middle] = linesOf(book, count, SMALL, TEXT_WIDTH)
  const [right] = linesOf(book, stamp, STAMP, TEXT_WIDTH)
  const out = [rule(MARGIN.left, FOOT_Y + 16, TEXT_WIDTH, LINE)]
  const at = (x: number, style: typeof SMALL) => ({ x, y: FOOT_Y, size: style.size, colour: style.colour })
  if (left) out.push(...drawPieces(ink, left.pieces, at(MARGIN.left, SMALL)))
  if (middle) out.push(...drawPieces(ink, middle.pieces, at(MARGIN.left + TEXT_WIDTH * 0.62 - middle.width / 2, SMALL)))
  if (right) out.push(...drawPieces(ink, right.pieces, at(MARGIN.left + TEXT_WIDTH - right.width, STAMP)))
  return out
}

/** Adds the pages, their feet and the fonts to the document. */
export function bind(
  document: PDFDocument,
  sheets: Pick<Sheets, 'ink' | 'bodies'>,
  set: { book: FontBook; subset: Subsetter; foot: Foot },
): void {
  const { context } = document
  const { ink, bodies } = sheets
  const resources = context.obj({})
  const shared = context.register(resources)
  bodies.forEach((body, index) => {
    const foot = footOperators(set.book, ink, set.foot(index, bodies.length))
    const page = document.addPage([PAGE.width, PAGE.height])
    page.node.set(PDFName.of('Contents'), context.obj([body, flate(context, utf8(foot.join('\n')))]))
    page.node.set(PDFName.of('Resources'), shared)
  })
  const fonts = ink.used().map((used, i) => [used.name, embedFace(context, set.subset, used, i)] as const)
  resources.set(PDFName.of('Font'), context.obj(Object.fromEntries(fonts)))
}
