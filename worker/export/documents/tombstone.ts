// A message whose text is gone: a dashed box that says so, so that nobody takes it for an omission.
import type { Flow } from './flow.ts'
import type { DocumentMessage } from './input.ts'
import { shownTime } from './instants.ts'
import { linesOf } from './lines.ts'
import { INK_3, MARGIN, SMALL, SMALL_STRONG, TEXT_WIDTH } from './look.ts'
import { drawPieces, frame } from './operators.ts'

const PADDING = 8

/** What a tombstone says, also in text files and RSMF. */
export function tombstoneWords({ tombstone }: DocumentMessage): { title: string; body: string } {
  if (tombstone === undefined)
    return { title: 'This text is not in the production.', body: 'Its record stands in the ledger.' }
  const record = tombstone.record === undefined ? '' : ` Erasure record ${tombstone.record}.`
  return {
    title: `This text was destroyed on ${shownTime(tombstone.at)}.`,
    body: `${tombstone.reason}${record} What still stands: its record, in this order, at this time, under this hash.`,
  }
}

export function drawTombstone(flow: Flow, message: DocumentMessage): void {
  const { title, body } = tombstoneWords(message)
  const width = TEXT_WIDTH - 2 * PADDING
  const set = [
    ...linesOf(flow.book, title, SMALL_STRONG, width).map((line) => ({ line, style: SMALL_STRONG })),
    ...linesOf(flow.book, body, SMALL, width).map((line) => ({ line, style: SMALL })),
  ]
  const height = set.length * SMALL.leading + 2 * PADDING - 4
  flow.mark(height, (top, ink) => [
    frame(MARGIN.left, top - height, TEXT_WIDTH, height, INK_3, true),
    ...set.flatMap(({ line, style }, i) =>
      drawPieces(ink, line.pieces, {
        x: MARGIN.left + PADDING,
        y: top - PADDING - i * style.leading - style.leading * 0.6,
        size: style.size,
        colour: style.colour,
      }),
    ),
  ])
}
