import { describe, expect, it } from 'vitest'
import type { Face } from '../../worker/export/documents/face.ts'
import { newInk } from '../../worker/export/documents/ink.ts'
import { makePdf } from '../../worker/export/documents/pdf.ts'
import { message, productionOf, WORLD } from './production.ts'
import { copy, openPdf } from './read-pdf.ts'
import { typesetting } from './typesetting.ts'

const twenty = 20_000
const CASES = {
  'one word without end': 'a'.repeat(20 * twenty),
  'one right-to-left word without end': 'שלום'.repeat(twenty),
  'ideographs without end': '这是'.repeat(4 * twenty),
  'characters that nobody sees': '\u200b'.repeat(5 * twenty),
  'a letter with a tower of marks': `e${'\u0301'.repeat(2 * twenty)}`,
  'controls of direction, nested': `${'\u202e\u202d'.repeat(twenty)}x`,
  'control characters': '\u0001'.repeat(twenty),
  'line breaks': '\n'.repeat(twenty),
  'half a surrogate pair': 'a\ud800b\udc00c',
}

/** Quadratic work on any of these would pass the time limit of the tests many times over. */
describe('hostile texts', () => {
  it.each(Object.entries(CASES))('are laid out like any other: %s', async (_name, text) => {
    const chat = { ...WORLD, messages: [message(1, text), message(2, 'after')] }
    const made = await makePdf(productionOf([chat]), typesetting)
    if (!made.ok) throw new Error(made.code)
    const document = await openPdf(made.bytes)
    const last = document.getPages()[(made.chats[0]?.last ?? 0) - 1]
    expect(last && copy(last).map((piece) => piece.text)).toContain('after')
  })
})

describe('the ink', () => {
  const face = { id: 'a face' } as Face // it is only compared

  it('goes on as another font before two bytes are not enough', () => {
    const ink = newInk()
    for (let i = 0; i < 130_000; i++) {
      ink.use(face)
      expect(ink.code(face, i % 100, `sign ${i}`)).toBeLessThanOrEqual(0xffff)
    }
    expect(ink.used().length).toBe(3)
    expect(ink.used().flatMap(({ signs }) => signs).length).toBe(130_000)
  })

  it('never gives a code that has no glyph, whatever one stretch holds', () => {
    const ink = newInk()
    ink.use(face)
    for (let i = 0; i < 70_000; i++) {
      const code = ink.code(face, i % 100, `sign ${i}`)
      expect(ink.used()[0]?.signs[code - 1]?.gid).toBe(i % 100)
    }
  })
})
