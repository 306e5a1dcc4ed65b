import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batesNumber, checkRange, LAST_NUMBER } from '../../worker/export/documents/bates.ts'
import { FAMILIES, fileOf } from '../../worker/export/documents/families.ts'
import { openFontBook } from '../../worker/export/documents/font-book.ts'
import { linesOf } from '../../worker/export/documents/lines.ts'
import { BODY, TEXT_WIDTH } from '../../worker/export/documents/look.ts'
import { hanOf } from '../../worker/export/documents/scripts.ts'
import { placeholders, tokensOf } from '../../worker/export/documents/tokens.ts'
import { isWoff2, unpackWoff2 } from '../../worker/export/documents/woff2.ts'
import { PHRASES } from './production.ts'
import { typesetting } from './typesetting.ts'

const { fonts, modules } = typesetting
const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...Object.values(PHRASES).flatMap((phrase) => [...phrase])),
    fc.string({ unit: 'binary' }),
  ),
})
const signs = (text: string): string =>
  [...text]
    .filter((sign) => !/\s/.test(sign))
    .sort()
    .join('')

describe('tokens', () => {
  it('leave nothing out and keep the order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = tokensOf(text, placeholders([{ kind: 'EMAIL', count: 1 }]))
        expect(tokens.map((token) => token.text).join('')).toBe(text)
        for (const { text: part, start } of tokens) expect(text.slice(start, start + part.length)).toBe(part)
      }),
    )
  })

  it('find placeholders of the kinds that a text is known to have', () => {
    const kinds = (text: string): string[] =>
      tokensOf(text, placeholders([{ kind: 'API_KEY', count: 1 }]))
        .filter(({ kind }) => kind === 'mask')
        .map(({ text: found }) => found)
    expect(kinds('a [API_KEY], b [API_KEY 2] c [REDACTED:API_KEY] d [EMAIL] [api_key]')).toEqual([
      '[API_KEY]',
      '[API_KEY 2]',
      '[REDACTED:API_KEY]',
    ])
  })
})

describe('lines', () => {
  it('draw every character of any text, each in its line’s width', async () => {
    const book = await openFontBook(fonts, modules.shape)
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        await book.prepare([text])
        const lines = linesOf(book, text, BODY, TEXT_WIDTH)
        const drawn = lines.flatMap(({ pieces }) =>
          pieces.map((piece) => (piece.kind === 'box' ? piece.text : piece.shaped.text)),
        )
        expect(signs(drawn.join(''))).toBe(signs(text))
        for (const { width } of lines) expect(width).toBeLessThan(TEXT_WIDTH * 1.02)
      }),
      { numRuns: 60 },
    )
  })

  it('order right-to-left words from the right, with what is foreign to them left to right', async () => {
    const book = await openFontBook(fonts, modules.shape)
    const text = 'שלום abc 12 עולם'
    await book.prepare([text])
    const [line] = linesOf(book, text, BODY, TEXT_WIDTH)
    const words = line?.pieces.flatMap((piece) =>
      piece.kind === 'glyphs' && piece.shaped.text.trim() !== '' ? [piece.shaped.text] : [],
    )
    expect(words).toEqual(['עולם', 'abc', '12', 'שלום'])
    expect(line?.rtl).toBe(true)
  })
})

describe('the forms of Han characters', () => {
  it.each([
    [PHRASES.simplified, 'sc'],
    [PHRASES.traditional, 'tc'],
    [PHRASES.japanese, 'jp'],
    ['계약서 契約', 'kr'],
  ])('of %s are those of its language', (text, han) => {
    expect(hanOf(text)).toBe(han)
  })
})

describe('the fonts', () => {
  const require = createRequire(import.meta.url)
  it.each(FAMILIES)('has every slice that we ask $name for', ({ ...family }) => {
    const folder = dirname(
      require.resolve(`@fontsource${family.variable ? '-variable' : ''}/${family.name}/package.json`),
    )
    const ranges = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8'))
    const original = FAMILIES.find(({ name }) => name === family.name)
    if (original === undefined) throw new Error('unknown')
    for (const slice of family.slices ?? Object.keys(ranges)) {
      for (const weight of [400, 600] as const) {
        const file = fileOf(original, slice, weight)
        expect([file, existsSync(join(folder, file))]).toEqual([file, true])
      }
    }
  })

  it('are unpacked to files whose tables say the same as the packed ones', async () => {
    const packed = await fonts('ibm-plex-sans', 'files/ibm-plex-sans-latin-wght-normal.woff2')
    expect(isWoff2(packed)).toBe(true)
    const plain = unpackWoff2(packed)
    expect(isWoff2(plain)).toBe(false)
    expect([...plain.subarray(0, 4)]).toEqual([0, 1, 0, 0])
  })
})

describe('a Bates number', () => {
  it('has a prefix and seven digits', () => {
    expect(batesNumber('ACME', 123)).toBe('ACME0000123')
    expect(batesNumber('ACME', LAST_NUMBER)).toBe('ACME9999999')
    expect(() => batesNumber('ACME', LAST_NUMBER + 1)).toThrow(RangeError)
    expect(() => batesNumber('ACME', 0)).toThrow(RangeError)
  })

  it('is given for as many pages as there are numbers', () => {
    expect(checkRange('ACME', 9_999_990, 10)).toBeUndefined()
    expect(checkRange('ACME', 9_999_990, 11)).toEqual({ ok: false, code: 'bates_exhausted' })
  })
})
