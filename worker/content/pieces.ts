// Texts for screens: cut at what masking finds, so that a mark can be drawn. Masked, the value itself does not leave the Worker.
import { type Numbering, numberOf } from './mask.ts'
import { detect, type FindingType } from './pii.ts'

/** A plain stretch, or one with a mark: the same number for the same value within one numbering. Unmasked, `text` is the value. */
export type Piece = { text: string; mark?: { kind: FindingType; number: number } }

/** A text in pieces. Texts of one chat share a numbering and are cut in their order, masked or not, so that the numbers stay. */
export function piecesOf(text: string, numbering: Numbering, masked: boolean): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const { type: kind, start, end } of detect(text)) {
    const value = text.slice(start, end)
    const number = numberOf(kind, value, numbering)
    if (start > from) pieces.push({ text: text.slice(from, start) })
    pieces.push({ text: masked ? `[${kind} ${number}]` : value, mark: { kind, number } })
    from = end
  }
  if (from < text.length || pieces.length === 0) pieces.push({ text: text.slice(from) })
  return pieces
}

export type MarkTally = { kind: FindingType; count: number; distinct: number }

/** How often each kind of mark stands in some texts, ascending by kind. */
export function tallyMarks(texts: readonly (readonly Piece[] | null)[]): MarkTally[] {
  const counts = new Map<FindingType, { count: number; numbers: Set<number> }>()
  for (const { mark } of texts.flatMap((pieces) => pieces ?? [])) {
    if (mark === undefined) continue
    const known = counts.get(mark.kind) ?? { count: 0, numbers: new Set<number>() }
    known.numbers.add(mark.number)
    counts.set(mark.kind, { count: known.count + 1, numbers: known.numbers })
  }
  return [...counts]
    .map(([kind, { count, numbers }]) => ({ kind, count, distinct: numbers.size }))
    .sort((a, b) => (a.kind < b.kind ? -1 : 1))
}

/** UTF-16 units of an excerpt, and how many of them stand before what was found. */
const EXCERPT = 220
const BEFORE = 60

/** The part of a masked text around a place; whole marks only. */
export function excerptOf(pieces: readonly Piece[], around: number): Piece[] {
  const from = Math.max(0, around - BEFORE)
  const cut: Piece[] = []
  let at = 0
  for (const piece of pieces) {
    const [start, end] = [at, at + piece.text.length]
    at = end
    if (end <= from || start >= from + EXCERPT) continue
    if (piece.mark !== undefined) cut.push(piece)
    else cut.push({ text: piece.text.slice(Math.max(0, from - start), from + EXCERPT - start) })
  }
  if (from > 0 && cut[0]?.mark === undefined) cut.unshift({ text: '…' })
  if (at > from + EXCERPT) cut.push({ text: '…' })
  return cut
}
