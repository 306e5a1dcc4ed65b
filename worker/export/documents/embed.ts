// Puts the used part of each face into the PDF: outlines, widths, and the text that every glyph stands for.
import { deflateSync } from 'node:zlib'
import { type PDFContext, PDFHexString, PDFName, PDFRawStream, type PDFRef } from '@cantoo/pdf-lib'
import { utf8 } from '../../ledger/bytes.ts'
import type { Sign, UsedFace } from './ink.ts'
import { num } from './show-text.ts'
import type { Subsetter } from './subset.ts'

/** A compressed stream. The same bytes in one runtime; another one's zlib may pack differently. */
export function flate(context: PDFContext, bytes: Uint8Array, members: Record<string, string | number> = {}): PDFRef {
  const packed = deflateSync(bytes)
  const dictionary = context.obj({ ...members, Length: packed.length, Filter: 'FlateDecode' })
  return context.register(PDFRawStream.of(dictionary, packed))
}

const hex4 = (value: number): string => value.toString(16).padStart(4, '0')
const utf16 = (text: string): string => Array.from({ length: text.length }, (_, i) => hex4(text.charCodeAt(i))).join('')
/** A bfchar section may hold a hundred lines. */
const SECTION = 100

/** ToUnicode CMap, PDF 32000-1 section 9.10.3. */
function toUnicode(signs: readonly Sign[]): Uint8Array {
  const lines = signs.map(({ text }, i) => `<${hex4(i + 1)}> <${utf16(text.isWellFormed() ? text : '\ufffd')}>`)
  const sections: string[] = []
  for (let at = 0; at < lines.length; at += SECTION) {
    const part = lines.slice(at, at + SECTION)
    sections.push(`${part.length} beginbfchar\n${part.join('\n')}\nendbfchar`)
  }
  return utf8(
    `/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n${sections.join('\n')}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend`,
  )
}

/** Six letters, from the font's place in the document: what marks a subset. */
const subsetTag = (index: number): string =>
  Array.from({ length: 6 }, (_, i) => String.fromCharCode(65 + (Math.floor(index / 26 ** (5 - i)) % 26))).join('')

/** Two bytes a code: the glyph that it draws. Code 0 is nobody's. */
function glyphMap(signs: readonly Sign[]): Uint8Array {
  const map = new DataView(new ArrayBuffer(2 * (signs.length + 1)))
  signs.forEach(({ gid }, i) => {
    map.setUint16(2 * (i + 1), gid)
  })
  return new Uint8Array(map.buffer)
}

/** Embeds one face as a composite font whose codes are those of the ink. */
export function embedFace(context: PDFContext, subset: Subsetter, { face, signs }: UsedFace, index: number): PDFRef {
  const file = subset(face, new Set(signs.map(({ gid }) => gid)))
  const name = `${subsetTag(index)}+${face.id}`
  const descriptor = context.register(
    context.obj({
      Type: 'FontDescriptor',
      FontName: name,
      Flags: 4,
      FontBBox: [-1000, face.descent, 3000, face.ascent],
      ItalicAngle: 0,
      Ascent: face.ascent,
      Descent: face.descent,
      CapHeight: face.capHeight,
      StemV: face.weight === 600 ? 120 : 80,
      FontFile2: flate(context, file, { Length1: file.length }),
    }),
  )
  const widths = context.obj([1, signs.map(({ gid }) => Number(num(face.advance(gid))))])
  const descendant = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: name,
      CIDSystemInfo: {
        Registry: PDFHexString.fromBytes(utf8('Adobe')),
        Ordering: PDFHexString.fromBytes(utf8('Identity')),
        Supplement: 0,
      },
      FontDescriptor: descriptor,
      CIDToGIDMap: flate(context, glyphMap(signs)),
      DW: 0,
      W: widths,
    }),
  )
  return context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: PDFName.of(name),
      Encoding: 'Identity-H',
      DescendantFonts: [descendant],
      ToUnicode: flate(context, toUnicode(signs)),
    }),
  )
}
