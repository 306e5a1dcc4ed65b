// The words of a PDF content stream: text, rules, boxes. Coordinates in points from the lower left corner.
import type { Ink } from './ink.ts'
import { type Colour, INK_2, LINE_2, PAPER } from './look.ts'
import { BOX_PADDING, LABEL, type Piece } from './runs.ts'
import { hexText, num, type Spot, showText } from './show-text.ts'

const paint = (colour: Colour): string => colour.map(num).join(' ')
export const rule = (x: number, y: number, width: number, colour: Colour, weight = 0.5): string =>
  `${paint(colour)} rg ${num(x)} ${num(y)} ${num(width)} ${num(weight)} re f`

export const fill = (x: number, y: number, width: number, height: number, colour: Colour): string =>
  `${paint(colour)} rg ${num(x)} ${num(y)} ${num(width)} ${num(height)} re f`

export const frame = (x: number, y: number, width: number, height: number, colour: Colour, dashed = false): string =>
  `q ${dashed ? '[2 2] 0 d ' : ''}${paint(colour)} RG 0.6 w ${num(x)} ${num(y)} ${num(width)} ${num(height)} re S Q`

/** A line's pieces from `x` on, their baseline at `y`. */
export function drawPieces(
  ink: Ink,
  pieces: readonly Piece[],
  at: { x: number; y: number; size: number; colour: Colour },
): string[] {
  const out: string[] = []
  let x = at.x
  let text: string[] = []
  const flush = (): void => {
    if (text.length > 0) out.push(`BT ${paint(at.colour)} rg`, ...text, 'ET')
    text = []
  }
  for (const piece of pieces) {
    if (piece.kind === 'glyphs') text.push(showText(ink, piece.shaped, { x, y: at.y, size: at.size }))
    else {
      flush()
      out.push(...drawBox(ink, piece, { x, y: at.y, size: at.size }))
    }
    x += piece.width
  }
  flush()
  return out
}

function drawBox(ink: Ink, { label, width, tone, text }: Piece & { kind: 'box' }, { x, y, size }: Spot): string[] {
  const [low, height] = [y - 0.26 * size, 1.18 * size]
  const edge = 0.12 * size
  const inner = { x: x + BOX_PADDING * size, y: y + 0.06 * size, size: size * LABEL }
  return [
    tone === 'mask' ? fill(x + edge / 2, low, width - edge, height, PAPER) : '',
    frame(x + edge / 2, low, width - edge, height, tone === 'mask' ? INK_2 : LINE_2),
    // The placeholder or the character itself is what is copied; the box only shows it.
    `/Span <</ActualText <${hexText(text.isWellFormed() ? text : '\ufffd')}>>> BDC`,
    `BT ${paint(INK_2)} rg`,
    showText(ink, label, inner),
    'ET EMC',
  ].filter((line) => line !== '')
}
