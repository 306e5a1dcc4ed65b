// Fills lines: a text and a width become lines of pieces in the order in which they are drawn.
import bidiFactory from 'bidi-js'
import { clustersOf, type FontBook } from './font-book.ts'
import type { Mark } from './input.ts'
import type { Style } from './look.ts'
import { boxPiece, type Piece, piecesOf, type Setting } from './runs.ts'
import { hanOf, RTL } from './scripts.ts'
import { labelOf, placeholders, type Token, tokensOf } from './tokens.ts'

/** Pieces from left to right. `rtl`: the paragraph runs right to left, so the line is set against the right edge. */
export type Line = { pieces: readonly Piece[]; width: number; rtl: boolean }

const bidi = bidiFactory()
/** Four columns: a tab stop would need a grid that a proportional type does not have. */
const TAB = '    '

type Part = { pieces: Piece[]; width: number; space: boolean }

/**
 * Lines of a text at a width in points, at least one. Line breaks of the text stay; a word that is wider than the line is cut between characters.
 * Every character is drawn: what no font has is a box with its code point.
 */
export function linesOf(
  book: FontBook,
  text: string,
  style: Style,
  width: number,
  marks: readonly Mark[] = [],
): Line[] {
  const setting: Setting = {
    book,
    han: hanOf(text),
    size: style.size,
    weight: style.weight,
    ...(style.mono && { mono: true }),
  }
  const masks = placeholders(marks)
  const paragraphs = text.replaceAll('\t', TAB).split(/\r\n|[\n\r\u2028\u2029]/)
  return paragraphs.flatMap((paragraph) => fill(paragraph, setting, width, masks))
}

function fill(paragraph: string, setting: Setting, width: number, masks: RegExp | undefined): Line[] {
  const analysed = RTL.test(paragraph) ? bidi.getEmbeddingLevels(paragraph, 'auto') : undefined
  const base = analysed?.paragraphs[0]?.level ?? 0
  const lines: Line[] = []
  let [current, used]: [Part[], number] = [[], 0]
  const close = (): void => {
    while (current.at(-1)?.space) used -= current.pop()?.width ?? 0
    lines.push({ pieces: ordered(current.flatMap(({ pieces }) => pieces)), width: used, rtl: base % 2 === 1 })
    ;[current, used] = [[], 0]
  }
  for (const token of tokensOf(paragraph, masks)) {
    for (const part of parts(token, setting, width, analysed?.levels, base)) {
      if (!part.space && current.length > 0 && used + part.width > width) close()
      if (part.space && current.length === 0 && lines.length > 0) continue
      current.push(part)
      used += part.width
    }
  }
  close()
  return lines
}

/** A token as one part, or, when it is wider than a line, as many as it needs. */
function parts(token: Token, setting: Setting, width: number, levels: Uint8Array | undefined, base: number): Part[] {
  const { text, start, kind } = token
  const own = levels?.subarray(start, start + text.length)
  const space = kind === 'space'
  const pieces =
    kind === 'mask' ? [boxPiece(setting, labelOf(text), 'mask', text, own?.[0] ?? base)] : piecesOf(setting, text, own)
  const total = widthOf(pieces)
  if (space || kind === 'mask' || total <= width || text.length < 2) return [{ pieces, width: total, space }]
  const cut: Part[] = []
  for (const { index, length } of chunks(text, setting, width)) {
    const chunk = piecesOf(setting, text.slice(index, index + length), own?.subarray(index, index + length))
    cut.push({ pieces: chunk, width: widthOf(chunk), space })
  }
  return cut
}

/** A word cut to the width of a line, between characters, each measured by itself. */
function chunks(text: string, setting: Setting, width: number): { index: number; length: number }[] {
  const out: { index: number; length: number }[] = []
  let [index, length, used] = [0, 0, 0]
  for (const cluster of clustersOf(text)) {
    const own = widthOf(piecesOf(setting, cluster))
    if (length > 0 && used + own > width) {
      out.push({ index, length })
      ;[index, length, used] = [index + length, 0, 0]
    }
    length += cluster.length
    used += own
  }
  return [...out, { index, length }]
}

const widthOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, piece) => sum + piece.width, 0)

/** UAX #9, rule L2: from the highest level down, every stretch at that level or above is turned around. */
function ordered(pieces: readonly Piece[]): Piece[] {
  let out = [...pieces]
  for (let level = Math.max(0, ...pieces.map((piece) => piece.level)); level > 0; level--) {
    const next: Piece[] = []
    let stretch: Piece[] = []
    for (const piece of out) {
      if (piece.level >= level) stretch.unshift(piece)
      else {
        next.push(...stretch, piece)
        stretch = []
      }
    }
    out = [...next, ...stretch]
  }
  return out
}
