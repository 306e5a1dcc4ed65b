// A WOFF2 font file becomes a plain TrueType file. The font library reads WOFF2 too, but then knows neither weights nor subsets of it.
import { brotliDecompressSync } from 'node:zlib'
import { concat, utf8 } from '../../ledger/bytes.ts'
import { ByteReader } from './byte-reader.ts'
import { rebuildGlyphs } from './woff2-glyphs.ts'

// WOFF2 section 4.1: tags by number, in the order of the specification.
const TAGS =
  'cmap head hhea hmtx maxp name OS/2 post cvt_ fpgm glyf loca prep CFF_ VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG_ sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill'
    .split(' ')
    .map((tag) => tag.replace('_', ' '))

type Entry = { tag: string; transformed: boolean; length: number }

function readEntry(reader: ByteReader): Entry {
  const flags = reader.u8()
  const known = flags & 0x3f
  const tag = known === 0x3f ? String.fromCharCode(...reader.bytes(4)) : (TAGS[known] ?? '')
  const version = flags >> 6
  const length = reader.base128()
  // For outlines 3 means "as it is", for every other table 0 does.
  const transformed = tag === 'glyf' || tag === 'loca' ? version !== 3 : version !== 0
  return { tag, transformed, length: transformed ? reader.base128() : length }
}

/** `hmtx` whose left side bearings were left out because they are the glyphs' left edges, WOFF2 section 5.4. */
function rebuildMetrics(table: Uint8Array, xMins: Int16Array, advances: number): Uint8Array {
  const reader = new ByteReader(table)
  const flags = reader.u8()
  const widths = Array.from({ length: advances }, () => reader.u16())
  const out = new DataView(new ArrayBuffer(4 * advances + 2 * (xMins.length - advances)))
  for (let glyph = 0; glyph < xMins.length; glyph++) {
    const proportional = glyph < advances
    const omitted = (flags & (proportional ? 1 : 2)) !== 0
    const bearing = omitted ? (xMins[glyph] ?? 0) : reader.i16()
    if (proportional) out.setUint16(4 * glyph, widths[glyph] ?? 0)
    out.setInt16(proportional ? 4 * glyph + 2 : 4 * advances + 2 * (glyph - advances), bearing)
  }
  return new Uint8Array(out.buffer)
}

function writeSfnt(flavor: number, tables: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const head = new DataView(new ArrayBuffer(12 + 16 * tables.size))
  head.setUint32(0, flavor)
  head.setUint16(4, tables.size)
  const body: Uint8Array[] = []
  let [row, offset] = [12, head.byteLength]
  for (const [tag, bytes] of [...tables].sort(([a], [b]) => (a < b ? -1 : 1))) {
    new Uint8Array(head.buffer).set(utf8(tag), row)
    head.setUint32(row + 8, offset)
    head.setUint32(row + 12, bytes.length)
    body.push(bytes, new Uint8Array(-bytes.length & 3))
    row += 16
    offset += (bytes.length + 3) & ~3
  }
  return concat(new Uint8Array(head.buffer), ...body)
}

export const isWoff2 = (file: Uint8Array): boolean =>
  file.length > 48 && String.fromCharCode(...file.subarray(0, 4)) === 'wOF2'

/** The TrueType file inside. Checksums are left zero: nothing that we hand it to looks at them. Throws RangeError or zlib's error on damage. */
export function unpackWoff2(file: Uint8Array): Uint8Array {
  const reader = new ByteReader(file, 4)
  const [flavor, , count] = [reader.u32(), reader.u32(), reader.u16()]
  reader.bytes(6)
  const packed = reader.u32()
  reader.bytes(24)
  const entries = Array.from({ length: count }, () => readEntry(reader))
  const body = new ByteReader(brotliDecompressSync(reader.bytes(packed)))
  const tables = new Map<string, Uint8Array>()
  const transformed = new Set<string>()
  for (const { tag, transformed: changed, length } of entries) {
    tables.set(tag, body.bytes(length))
    if (changed) transformed.add(tag)
  }
  const [glyf, hmtx] = [tables.get('glyf'), tables.get('hmtx')]
  if (glyf === undefined || !transformed.has('glyf')) return writeSfnt(flavor, tables)
  const outlines = rebuildGlyphs(glyf)
  tables.set('glyf', outlines.glyf).set('loca', outlines.loca)
  const headTable = Uint8Array.from(tables.get('head') ?? [])
  headTable[51] = 1 // indexToLocFormat: long offsets
  tables.set('head', headTable)
  const hhea = tables.get('hhea')
  if (hmtx !== undefined && hhea !== undefined && transformed.has('hmtx')) {
    tables.set('hmtx', rebuildMetrics(hmtx, outlines.xMins, new ByteReader(hhea, 34).u16()))
  }
  return writeSfnt(flavor, tables)
}
