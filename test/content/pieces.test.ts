import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mask } from '../../worker/content/mask.ts'
import { excerptOf, piecesOf, tallyMarks } from '../../worker/content/pieces.ts'

const TEXT = 'Ask ada@example.com or oli@example.com; ADA@example.com is away.'
const joined = (pieces: readonly { text: string }[]): string => pieces.map(({ text }) => text).join('')

describe('a text in pieces', () => {
  it('reads masked as the mask of exports does, and unmasked as the text itself', () => {
    const some = fc.array(fc.constantFrom('ada@example.com', ' and ', '192.0.2.7', 'x', '東京', ' ', '+49 30 901820'))
    fc.assert(
      fc.property(some, (parts) => {
        const text = parts.join('')
        expect(joined(piecesOf(text, new Map(), true))).toBe(mask(text).text)
        expect(joined(piecesOf(text, new Map(), false))).toBe(text)
      }),
    )
  })

  it('carries no value where it is masked, and the same marks either way', () => {
    const masked = piecesOf(TEXT, new Map(), true)
    expect(JSON.stringify(masked)).not.toMatch(/ada|oli/i)
    const marks = (pieces: typeof masked) => pieces.flatMap(({ mark }) => mark?.number ?? [])
    expect([marks(masked), marks(piecesOf(TEXT, new Map(), false))]).toEqual([
      [1, 2, 1],
      [1, 2, 1],
    ])
  })

  it('goes on with the numbers of the texts before it', () => {
    const numbering = new Map<string, number>()
    piecesOf('oli@example.com', numbering, true)
    expect(joined(piecesOf('ada@example.com oli@example.com', numbering, true))).toBe('[EMAIL 2] [EMAIL 1]')
  })

  it('is one empty piece where there is no text', () => {
    expect(piecesOf('', new Map(), true)).toEqual([{ text: '' }])
  })

  it('is tallied by kind: how often, and how many different', () => {
    expect(tallyMarks([piecesOf(TEXT, new Map(), true), null])).toEqual([{ kind: 'EMAIL', count: 3, distinct: 2 }])
    expect(tallyMarks([])).toEqual([])
  })
})

describe('an excerpt', () => {
  it('is the whole of a short text', () => {
    const pieces = piecesOf(TEXT, new Map(), true)
    expect(excerptOf(pieces, 0)).toEqual(pieces)
  })

  it('is short, begins before the place, and never cuts a mark', () => {
    const text = `${'word '.repeat(400)}ada@example.com ${'word '.repeat(400)}`
    const pieces = piecesOf(text, new Map(), true)
    const cut = excerptOf(pieces, joined(pieces).indexOf('[EMAIL'))
    expect(joined(cut).length).toBeLessThan(300)
    expect(cut[0]).toEqual({ text: '…' })
    expect(cut.at(-1)).toEqual({ text: '…' })
    expect(cut.find(({ mark }) => mark !== undefined)?.text).toBe('[EMAIL 1]')
  })
})
