// A token in stretches that one face draws in one direction; what no font has becomes a box that names the code point.
import type { Face, Shaped, Weight } from './face.ts'
import { clustersOf, type FontBook } from './font-book.ts'
import { CONTROL, type Han } from './scripts.ts'

/** Something of a line. `text` is what it stands for when the text is copied; widths in points. */
export type Piece =
  | { kind: 'glyphs'; shaped: Shaped; level: number; width: number }
  | { kind: 'box'; label: Shaped; text: string; tone: 'mask' | 'missing'; level: number; width: number }

export type Setting = { book: FontBook; han: Han; size: number; weight: Weight; mono?: true }

/** Room at both sides of a box's label, in sizes of the text. */
export const BOX_PADDING = 0.32
/** Size of a box's label to that of the text around it. */
export const LABEL = 0.78

const PLAIN = /^[ -~]*$/
const named = (sign: string): string => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** A labelled box; the label is ASCII. */
export function boxPiece(
  setting: Setting,
  label: string,
  tone: 'mask' | 'missing',
  text: string,
  level: number,
): Piece {
  const { book, han, size, weight } = setting
  const face = book.faceFor(label, han, { weight, mono: true })
  if (face === undefined) throw new Error('a label is ASCII')
  const shaped = book.shape(face, label, false)
  const width = (shaped.width / 1000) * size * LABEL + 2 * BOX_PADDING * size
  return { kind: 'box', label: shaped, text, tone, level, width }
}

/** Pieces of a text in its own order. `levels`: the bidi level of each of its UTF-16 units, undefined when all of it runs left to right. */
export function piecesOf(setting: Setting, text: string, levels?: Uint8Array): Piece[] {
  const { book, size } = setting
  const pieces: Piece[] = []
  let run: { face: Face; level: number; text: string } | undefined
  const flush = (): void => {
    if (run === undefined) return
    const shaped = book.shape(run.face, run.text, run.level % 2 === 1)
    pieces.push({ kind: 'glyphs', shaped, level: run.level, width: (shaped.width / 1000) * size })
    run = undefined
  }
  const add = (sign: string, level: number): void => {
    const face = CONTROL.test(sign) ? undefined : book.faceFor(sign, setting.han, setting)
    if (face === undefined && [...sign].length > 1) {
      for (const part of sign) add(part, level)
      return
    }
    if (face === undefined) {
      flush()
      pieces.push(boxPiece(setting, named(sign), 'missing', sign, level))
    } else if (run?.face === face && run.level === level) run.text += sign
    else {
      flush()
      run = { face, level, text: sign }
    }
  }
  if (PLAIN.test(text) && levels === undefined) add(text, 0)
  else {
    let at = 0
    for (const cluster of clustersOf(text)) {
      add(cluster, levels?.[at] ?? 0)
      at += cluster.length
    }
  }
  flush()
  return pieces
}
