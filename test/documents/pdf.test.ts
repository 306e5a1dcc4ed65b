import { PDFDict, PDFName } from '@cantoo/pdf-lib'
import { beforeAll, describe, expect, it } from 'vitest'
import { type MadePdf, makePdf } from '../../worker/export/documents/pdf.ts'
import { text as decode } from '../../worker/ledger/bytes.ts'
import { message, productionOf, SUPPLIER, WORLD } from './production.ts'
import { fontDictionaries, linesOfPage, metadataOf, openPdf } from './read-pdf.ts'
import { typesetting } from './typesetting.ts'

const production = productionOf([SUPPLIER, WORLD], { first: 41 })
let made: MadePdf
let pages: string[][]

beforeAll(async () => {
  const result = await makePdf(production, typesetting)
  if (!result.ok) throw new Error(result.code)
  made = result
  pages = (await openPdf(made.bytes)).getPages().map(linesOfPage)
})

const stampOf = (page: readonly string[]): string => page.at(-1)?.match(/TARN\d{7}/)?.[0] ?? 'none'

describe('the pages', () => {
  it('carry one number each, without a gap, from the first that was given', () => {
    expect(pages.map(stampOf)).toEqual(pages.map((_, i) => `TARN${String(41 + i).padStart(7, '0')}`))
    expect([made.pages, made.first, made.last]).toEqual([pages.length, 41, 40 + pages.length])
  })

  it('carry the legend and their place in the whole', () => {
    for (const [i, page] of pages.entries()) {
      expect(page.at(-1)).toContain(production.legend)
      expect(page.at(-1)).toContain(`page ${i + 1} of ${pages.length}`)
    }
  })

  it('give every chat pages of its own, and say which', () => {
    const titles = made.chats.map(({ first }) => pages[first - 41]?.[0])
    expect(titles[0]).toBe(SUPPLIER.title)
    expect(made.chats.map(({ chat }) => chat)).toEqual([SUPPLIER.id, WORLD.id])
    expect(made.chats[1]?.first).toBe((made.chats[0]?.last ?? 0) + 1)
  })
})

describe('the cover', () => {
  const cover = (): string => pages[0]?.join('\n') ?? ''

  it('says whose, which pages, and what the ledger was', () => {
    expect(cover()).toContain('Tarnwick Instruments')
    expect(cover()).toContain(`TARN0000041 – TARN${String(made.last).padStart(7, '0')}`)
    expect(cover()).toContain(production.statement.root)
    expect(cover()).toContain(production.statement.filter)
    expect(cover()).toContain('Bitcoin block 975861')
    expect(cover()).toContain('python3 verify.py evidence.zip --pin VKEY')
  })

  it('says that an anchor is pending when there is none', async () => {
    const { anchor: _, ...statement } = production.statement
    const result = await makePdf(productionOf([SUPPLIER], { statement }), typesetting)
    if (!result.ok) throw new Error(result.code)
    const [first] = (await openPdf(result.bytes)).getPages()
    expect(first && linesOfPage(first).join('\n')).toContain('Pending')
  })
})

describe('the transcript', () => {
  const all = (): string => pages.flat().join('\n')

  it('puts each message under its place in the ledger', () => {
    for (const { seq, leaf } of SUPPLIER.messages) expect(all()).toContain(`seq ${seq}  leaf ${leaf.slice(0, 16)}`)
  })

  it('shows the flag of a chat that the vendor no longer has', () => {
    expect(all()).toContain('found deleted on 2026-11-20 18:00:00 UTC')
  })

  it('shows a tombstone with its date and reason where the text was destroyed', () => {
    expect(all()).toContain('This text was destroyed on 2026-11-08 09:30:00 UTC.')
    expect(all()).toContain('Erased on request of the person named in it. Erasure record 1233790.')
  })
})

describe('the appendix', () => {
  it('ties every message to its page, position and hashes', () => {
    const appendix = pages.slice((made.chats.at(-1)?.last ?? 0) - 40).flat()
    for (const { seq, leaf, sha256 } of SUPPLIER.messages) {
      const row = appendix.findIndex((line) => line.includes(String(seq)) && line.includes(leaf.slice(0, 32)))
      expect(appendix[row]).toContain('TARN0000042')
      expect(appendix[row + 1]).toContain(leaf.slice(32))
      if (sha256 !== undefined) expect(appendix[row]).toContain(sha256.slice(0, 32))
    }
  })
})

describe('the file', () => {
  it('is the same for the same input, whenever it is made', async () => {
    const again = await makePdf(production, typesetting)
    expect(again.ok && Buffer.from(again.bytes).equals(Buffer.from(made.bytes))).toBe(true)
  })

  it('carries the proof byte for byte, as the source of what it shows', async () => {
    const document = await openPdf(made.bytes)
    const [attachment] = document.getAttachments()
    expect(attachment?.name).toBe('evidence.zip')
    expect(attachment && decode(attachment.data)).toBe('PK-not-really: the bundle')
    expect(attachment?.afRelationship).toBe('Source')
  })

  it('says that it is PDF/A-3b, has a colour intent, an identifier, a language and a title', async () => {
    const document = await openPdf(made.bytes)
    const xmp = metadataOf(document)
    expect(xmp).toMatch(/pdfaid:part[>="]+3/)
    expect(xmp).toMatch(/pdfaid:conformance[>="]+B/)
    expect(document.catalog.has(PDFName.of('OutputIntents'))).toBe(true)
    expect(document.context.trailerInfo.ID).toBeDefined()
    expect(document.catalog.get(PDFName.of('Lang'))?.toString()).toContain('en')
    expect(document.getTitle()).toBe(production.title)
  })

  it('embeds every font with the text that its glyphs stand for', async () => {
    const fonts = fontDictionaries(await openPdf(made.bytes))
    const composite = fonts.filter((font) => font.get(PDFName.of('Subtype')) === PDFName.of('Type0'))
    const descendants = fonts.filter((font) => font.get(PDFName.of('Subtype')) === PDFName.of('CIDFontType2'))
    expect(composite.length).toBeGreaterThan(20)
    expect(composite.length + descendants.length).toBe(fonts.length)
    for (const font of composite) expect(font.has(PDFName.of('ToUnicode'))).toBe(true)
    for (const font of descendants) {
      expect(font.lookup(PDFName.of('FontDescriptor'), PDFDict).has(PDFName.of('FontFile2'))).toBe(true)
    }
  })
})

describe('what is refused', () => {
  const code = async (more: Parameters<typeof productionOf>[1]): Promise<string> => {
    const result = await makePdf(productionOf([SUPPLIER], more), typesetting)
    return result.ok ? 'made' : result.code
  }

  it('is a range that would pass 9,999,999', async () => {
    const result = await makePdf(productionOf([SUPPLIER]), typesetting)
    const count = result.ok ? result.pages : 0
    expect(await code({ first: 10_000_000 - count })).toBe('made')
    expect(await code({ first: 10_000_001 - count })).toBe('bates_exhausted')
    expect(await code({ first: 9_999_999 })).toBe('bates_exhausted')
    expect(await code({ first: 0 })).toBe('bates_exhausted')
  })

  it('is a prefix that is none', async () => {
    for (const prefix of ['', 'a', '1A', 'A B', 'A,B', '../A', 'ABCDEFGHIJKLM']) {
      expect(await code({ prefix })).toBe('bates_prefix')
    }
  })

  it('is a production of nothing', async () => {
    expect(await code({ chats: [] })).toBe('nothing_to_produce')
  })

  it('is a time that is none', async () => {
    expect(await code({ chats: [{ ...SUPPLIER, messages: [message(1, 'x', { at: 'yesterday' })] }] })).toBe(
      'time_invalid',
    )
  })
})
