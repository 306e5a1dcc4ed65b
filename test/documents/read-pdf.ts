// A small reader of our PDFs for the tests: what can be copied from each page, and every byte that any stream holds.
import { inflateSync } from 'node:zlib'
import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFPage, PDFRawStream, PDFRef } from '@cantoo/pdf-lib'

/** A stretch as it is copied, with where it was drawn. */
export type Copied = { text: string; x: number; y: number; size: number }

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

function contentsOf(stream: PDFRawStream): Uint8Array {
  const filter = stream.dict.get(PDFName.of('Filter'))
  return filter === PDFName.of('FlateDecode') ? new Uint8Array(inflateSync(stream.contents)) : stream.contents
}

function streamAt(holder: PDFDict, key: string): PDFRawStream {
  const stream = holder.lookup(PDFName.of(key))
  if (!(stream instanceof PDFRawStream)) throw new Error(`${key} is no stream`)
  return stream
}

/** The XMP packet of the document, as text. */
export const metadataOf = (document: PDFDocument): string =>
  Buffer.from(streamAt(document.catalog, 'Metadata').contents).toString('utf8')

const fromHex16 = (hex: string): string =>
  (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('')

/** Code to text, from a ToUnicode CMap. */
function readCmap(text: string): Map<string, string> {
  return new Map(
    Array.from(text.matchAll(/^<([0-9a-f]{4})> <([0-9a-f]*)>$/gm), ([, code = '', to = '']) => [code, fromHex16(to)]),
  )
}

function fontsOf(page: PDFPage): Map<string, Map<string, string>> {
  const { context } = page.doc
  const resources = context.lookup(page.node.get(PDFName.of('Resources')), PDFDict)
  const fonts = resources.lookup(PDFName.of('Font'), PDFDict)
  return new Map(
    fonts.entries().map(([name, value]) => {
      return [name.asString(), readCmap(latin1(contentsOf(streamAt(context.lookup(value, PDFDict), 'ToUnicode'))))]
    }),
  )
}

/** The page's operators, body and foot. */
export function operatorsOf(page: PDFPage): string {
  const streams = page.doc.context.lookup(page.node.get(PDFName.of('Contents')), PDFArray)
  return streams
    .asArray()
    .map((ref) => {
      const stream = page.doc.context.lookup(ref)
      return stream instanceof PDFRawStream ? latin1(contentsOf(stream)) : ''
    })
    .join('\n')
}

const OPERATORS =
  /\/Span <<\/ActualText <feff([0-9a-f]*)>>> BDC|(EMC)|\/(F\d+) ([\d.]+) Tf|1 0 0 1 ([-\d.]+) ([-\d.]+) Tm|\[([^\]]*)\] TJ/g

/** Everything that can be copied from a page, in the order in which it was drawn. ActualText stands for what it wraps. */
export function copy(page: PDFPage): Copied[] {
  const fonts = fontsOf(page)
  const out: Copied[] = []
  let [font, size, said]: [Map<string, string>, number, string | undefined] = [new Map(), 0, undefined]
  let current: Copied | undefined
  const add = (text: string): void => {
    if (current === undefined) throw new Error('text before its place')
    current.text += text
  }
  for (const [, actual, end, name, points, x, y, shown] of operatorsOf(page).matchAll(OPERATORS)) {
    if (actual !== undefined) said = fromHex16(actual)
    else if (end !== undefined) {
      if (said !== undefined) add(said)
      said = undefined
    } else if (name !== undefined) [font, size] = [fonts.get(`/${name}`) ?? new Map(), Number(points)]
    else if (x !== undefined) {
      current = { text: '', x: Number(x), y: Number(y), size }
      out.push(current)
    } else if (shown !== undefined && said === undefined) {
      for (const [, codes = ''] of shown.matchAll(/<([0-9a-f]*)>/g)) {
        for (const code of codes.match(/.{4}/g) ?? []) {
          const text = font.get(code)
          if (text === undefined) throw new Error(`code ${code} stands for nothing`)
          add(text)
        }
      }
    }
  }
  return out
}

/** Lines of a page from top to bottom: stretches on one baseline, from left to right. */
export function linesOfPage(page: PDFPage): string[] {
  const lines = new Map<number, Copied[]>()
  for (const piece of copy(page)) {
    const y = Math.round(piece.y)
    lines.set(y, [...(lines.get(y) ?? []), piece])
  }
  return [...lines].sort(([a], [b]) => b - a).map(([, pieces]) => pieces.map(({ text }) => text).join(''))
}

/** Every stream of the file, unpacked, and the file around them. */
export async function everyByte(file: Uint8Array): Promise<string> {
  const document = await PDFDocument.load(file, { updateMetadata: false })
  const streams = document.context
    .enumerateIndirectObjects()
    .flatMap(([, object]) => (object instanceof PDFRawStream ? [latin1(contentsOf(object))] : []))
  return [latin1(file), ...streams].join('\n')
}

export const openPdf = (file: Uint8Array): Promise<PDFDocument> => PDFDocument.load(file, { updateMetadata: false })

/** Font dictionaries of the file. */
export function fontDictionaries(document: PDFDocument): PDFDict[] {
  return document.context
    .enumerateIndirectObjects()
    .flatMap(([ref, object]) =>
      ref instanceof PDFRef && object instanceof PDFDict && object.get(PDFName.of('Type')) === PDFName.of('Font')
        ? [object]
        : [],
    )
}
