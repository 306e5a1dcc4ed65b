import { describe, expect, it } from 'vitest'
import { makeLoadFile } from '../../worker/export/documents/load-file.ts'
import type { Typesetting } from '../../worker/export/documents/pdf.ts'
import { makePdf } from '../../worker/export/documents/pdf.ts'
import { makeRsmf } from '../../worker/export/documents/rsmf.ts'
import { message, productionOf, SUPPLIER } from './production.ts'
import { copy, everyByte, openPdf, operatorsOf } from './read-pdf.ts'
import { typesetting } from './typesetting.ts'

const SECRET = 'maja.lindqvist@example.com'
const original = message(1, `Write to ${SECRET} today.`)
const masked = { ...original, text: 'Write to [EMAIL 1] today.', marks: [{ kind: 'EMAIL', count: 1 }] }
const productionWith = (text: typeof original) => productionOf([{ ...SUPPLIER, messages: [text] }])

/** Everything that can be copied from a PDF, and every byte of it. */
async function insideOf(pdf: Uint8Array): Promise<string> {
  const copied = (await openPdf(pdf)).getPages().flatMap((page) => copy(page).map(({ text }) => text))
  return `${copied.join('')}\n${await everyByte(pdf)}`
}

async function pdfOf(text: typeof original): Promise<Uint8Array> {
  const made = await makePdf(productionWith(text), typesetting)
  if (!made.ok) throw new Error(made.code)
  return made.bytes
}

/** Text in a content stream stands as glyph codes: what a search of the bytes has to look for is what can be copied. */
describe('a masked production', () => {
  it('has the secret nowhere in its PDF, while the one in full does', async () => {
    expect(await insideOf(await pdfOf(original))).toContain(SECRET)
    const inside = await insideOf(await pdfOf(masked))
    expect(inside).not.toContain(SECRET)
    expect(inside).not.toContain('maja')
  })

  it('does not even embed the letters that only the secret has', async () => {
    const texts = async (text: typeof original, weigh: Typesetting = typesetting): Promise<string> => {
      const made = await makePdf({ ...productionWith(text), attachments: [] }, weigh)
      return made.ok ? await everyByte(made.bytes) : ''
    }
    const rare = { ...original, text: 'Write to \u01c5 today.' }
    const hidden = { ...rare, text: 'Write to [EMAIL] today.', marks: masked.marks }
    expect(await texts(rare)).toContain('<01c5>')
    expect(await texts(hidden)).not.toContain('<01c5>')
  })

  it('shows a box with the kind, from which the placeholder is copied', async () => {
    const [, page] = (await openPdf(await pdfOf(masked))).getPages()
    const pieces = page === undefined ? [] : copy(page).map(({ text }) => text)
    expect(pieces).toContain('[EMAIL 1]')
    expect(pieces.join('')).toContain('Masked: EMAIL 1')
  })

  it('boxes nothing in a text that only looks masked', async () => {
    const boxes = async (text: typeof original): Promise<number> => {
      const [, page] = (await openPdf(await pdfOf(text))).getPages()
      return page === undefined ? -1 : operatorsOf(page).split(' re S Q').length - 1
    }
    expect(await boxes(masked)).toBe(1)
    expect(await boxes({ ...original, text: 'I typed [EMAIL] myself.' })).toBe(0)
  })

  it('has the secret nowhere in RSMF and load files', async () => {
    const rsmf = makeRsmf(productionWith(masked))
    const load = await makeLoadFile(productionWith(masked), typesetting)
    if (!rsmf.ok || !load.ok) throw new Error('not made')
    const encoded = Buffer.from(SECRET).toString('base64').slice(0, 20)
    for (const { bytes } of rsmf.files) expect(Buffer.from(bytes).toString('latin1')).not.toContain(encoded)
    for (const [path, bytes] of load.files) {
      expect(path.endsWith('.pdf') ? await insideOf(bytes) : Buffer.from(bytes).toString('utf8')).not.toContain(SECRET)
    }
  })
})
