// Measures and colours of the documents: the tokens of the screens in points, on A4.

/** Points, 1/72 inch. */
export const PAGE = { width: 595.28, height: 841.89 }
export const MARGIN = { left: 56, right: 56, top: 60, bottom: 74 }
export const TEXT_WIDTH = PAGE.width - MARGIN.left - MARGIN.right

/** Red, green, blue from 0 to 1, as the operators take them. */
export type Colour = readonly [number, number, number]

const colour = (hex: string): Colour => {
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  return [r, g, b]
}

export const INK = colour('151917')
export const INK_2 = colour('434a46')
export const INK_3 = colour('5f6863')
export const PAPER = colour('f4f6f3')
export const LINE = colour('e1e5df')
export const LINE_2 = colour('c8cec6')
export const LINE_INK = colour('2a302d')
export const ACCENT = colour('0a6654')
export const BAD = colour('b0261e')

export type Style = { size: number; leading: number; weight: 400 | 600; mono?: true; colour: Colour }

const style = (size: number, leading: number, ink: Colour, weight: 400 | 600 = 400): Style => ({
  size,
  leading,
  weight,
  colour: ink,
})

export const TITLE = style(22, 29, INK, 600)
export const HEADING = style(13, 19, INK, 600)
export const BODY = style(9.5, 14.5, INK)
export const STRONG = style(9.5, 14.5, INK, 600)
export const SMALL = style(8, 12, INK_3)
export const SMALL_INK = style(8, 12, INK)
export const SMALL_STRONG = style(8, 12, INK_2, 600)
export const CODE: Style = { ...style(7.5, 12, INK_2), mono: true }
export const FINE_CODE: Style = { ...style(6.8, 9, INK_2), mono: true }
export const STAMP: Style = { ...style(9, 12, INK, 600), mono: true }
