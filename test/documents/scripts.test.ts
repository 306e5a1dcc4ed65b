import { beforeAll, describe, expect, it } from 'vitest'
import { makePdf } from '../../worker/export/documents/pdf.ts'
import { message, PHRASES, productionOf, WORLD } from './production.ts'
import { copy, linesOfPage, openPdf } from './read-pdf.ts'
import { typesetting } from './typesetting.ts'

/** Lines of the transcript of these texts, each a message of its own. */
async function transcript(texts: readonly string[]): Promise<string[]> {
  const chat = { ...WORLD, title: 'Scripts', messages: texts.map((text, i) => message(i, text)) }
  const made = await makePdf(productionOf([chat]), typesetting)
  if (!made.ok) throw new Error(made.code)
  return (await openPdf(made.bytes)).getPages().flatMap(linesOfPage)
}

/** Right-to-left text is drawn from its end; turned around, marks come after their letters again. */
const turned = (line: string): string => [...line].reverse().join('')

describe('text that is copied from the PDF', () => {
  let lines: string[]
  beforeAll(async () => {
    lines = await transcript(Object.values(PHRASES))
  })

  const { arabic: _, hebrew: __, ...leftToRight } = PHRASES
  it.each(Object.entries(leftToRight))('is what was written: %s', (_name, phrase) => {
    expect(lines).toContain(phrase)
  })

  it('is what was written in Hebrew, with its points', () => {
    // Two points of one letter have no order of their own: NFD gives them one.
    expect(lines.map((line) => turned(line).normalize('NFD'))).toContain(PHRASES.hebrew.normalize('NFD'))
  })

  it('is what was written in Arabic, letters of ligatures in their order, digits left to right', () => {
    const line = lines.find((candidate) => turned(candidate).startsWith('السلام')) ?? ''
    expect(turned(line.replace('٤٢', '٢٤'))).toBe(PHRASES.arabic)
  })
})

describe('a character that no font has', () => {
  it('is a box with its code point, and copied as itself', async () => {
    const chat = { ...WORLD, messages: [message(1, 'clef \u{1d11e} private \ue000 bell \u0007 end')] }
    const made = await makePdf(productionOf([chat]), typesetting)
    if (!made.ok) throw new Error(made.code)
    const [, page] = (await openPdf(made.bytes)).getPages()
    const copied = page === undefined ? [] : copy(page).map(({ text }) => text)
    for (const sign of ['\u{1d11e}', '\ue000', '\u0007']) expect(copied).toContain(sign)
  })
})

describe('lines', () => {
  it('of right-to-left text end at the right margin', async () => {
    const chat = { ...WORLD, title: 'x', messages: [message(1, PHRASES.hebrew)] }
    const made = await makePdf(productionOf([chat]), typesetting)
    if (!made.ok) throw new Error(made.code)
    const [, page] = (await openPdf(made.bytes)).getPages()
    const first = page && copy(page).find(({ text }) => /[\u05d0-\u05ea]/.test(text))
    expect(first?.x).toBeGreaterThan(400)
  })

  it('of a text without spaces are cut inside the page', async () => {
    const lines = await transcript(['x'.repeat(500), '这'.repeat(200)])
    expect(lines.filter((line) => /^x+$/.test(line)).join('')).toBe('x'.repeat(500))
    expect(lines.filter((line) => /^这+$/.test(line)).join('')).toBe('这'.repeat(200))
    expect(lines.filter((line) => /^x+$/.test(line)).length).toBeGreaterThan(4)
  })

  it('never begin with a closing mark of Chinese', async () => {
    const lines = await transcript(['换行，'.repeat(100)])
    expect(lines.filter((line) => line.includes('换')).length).toBeGreaterThan(3)
    expect(lines.filter((line) => line.startsWith('，'))).toEqual([])
  })
})
