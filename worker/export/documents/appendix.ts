// The table that ties every page to the ledger: Bates number, position, leaf hash, hash of the text.
import { batesNumber } from './bates.ts'
import type { Flow } from './flow.ts'
import type { DocumentMessage } from './input.ts'
import { FINE_CODE, HEADING, LINE_INK, MARGIN, PAGE, SMALL, SMALL_STRONG, TEXT_WIDTH } from './look.ts'

/** Where a message stands: pages as numbers of the register, first and last. */
export type Place = { message: DocumentMessage; first: number; last: number }

const COLUMNS = [
  { head: 'Bates', x: 0, width: 118 },
  { head: 'Seq', x: 124, width: 54 },
  { head: 'Leaf hash', x: 188, width: 142 },
  { head: 'SHA-256 of the text', x: 340, width: TEXT_WIDTH - 340 },
] as const

const ROW = 2 * FINE_CODE.leading + 5
const rowsOnAPage = Math.floor((PAGE.height - MARGIN.top - MARGIN.bottom - 60) / ROW)

/** 64 digits in two lines of 32, which copy and compare well. */
const halves = (hash: string): string => `${hash.slice(0, 32)}\n${hash.slice(32)}`

function head(flow: Flow): void {
  flow.row(COLUMNS.map(({ head: text, x, width }) => ({ text, style: SMALL_STRONG, x, width })))
  flow.rule(LINE_INK, 0.8)
  flow.space(3)
}

export function drawAppendix(flow: Flow, prefix: string, places: readonly Place[]): void {
  flow.turn()
  flow.text('Appendix: pages and records', HEADING)
  flow.text(
    'A hash of the text is there when the organization records it. It is the hash of the original, also where the text above is masked.',
    SMALL,
  )
  flow.space(6)
  places.forEach(({ message, first, last }, i) => {
    if (i % rowsOnAPage === 0) {
      if (i > 0) flow.turn()
      head(flow)
    }
    const bates =
      last === first ? batesNumber(prefix, first) : `${batesNumber(prefix, first)}\n\u2013 ${batesNumber(prefix, last)}`
    const cells = [
      bates,
      String(message.seq),
      halves(message.leaf),
      message.sha256 === undefined ? '\u2013' : halves(message.sha256),
    ]
    flow.row(COLUMNS.map(({ x, width }, column) => ({ text: cells[column] ?? '', style: FINE_CODE, x, width })))
    flow.space(2)
    flow.rule()
    flow.space(2)
  })
}
