// WOFF2 stores outlines in seven packed streams; this turns them back into the `glyf` and `loca` tables of a TrueType font.
import { concat } from '../../ledger/bytes.ts'
import { ByteReader } from './byte-reader.ts'

type Point = { dx: number; dy: number; on: boolean }
type Streams = Record<'contours' | 'points' | 'flags' | 'glyphs' | 'composites' | 'boxes' | 'instructions', ByteReader>

/** `xMins`: the left edge of each glyph, from which a transformed `hmtx` is made again. */
export type Outlines = { glyf: Uint8Array; loca: Uint8Array; xMins: Int16Array }

const MORE_COMPONENTS = 0x20
const HAVE_INSTRUCTIONS = 0x100
const shorts = (...values: number[]): Uint8Array => Uint8Array.from(values.flatMap((v) => [(v >> 8) & 0xff, v & 0xff]))

/** One point from its flag and the glyph stream: WOFF2 section 5.2, the table of triplets. */
function readPoint(flagByte: number, data: ByteReader): Point {
  const on = (flagByte & 0x80) === 0
  const code = flagByte & 0x7f
  const sign = (bit: number, value: number): number => ((code & bit) === 0 ? -value : value)
  if (code < 10) return { dx: 0, dy: sign(1, ((code & 14) << 7) + data.u8()), on }
  if (code < 20) return { dx: sign(1, (((code - 10) & 14) << 7) + data.u8()), dy: 0, on }
  if (code < 84) {
    const [b0, b1] = [code - 20, data.u8()]
    return { dx: sign(1, 1 + (b0 & 0x30) + (b1 >> 4)), dy: sign(2, 1 + ((b0 & 0x0c) << 2) + (b1 & 0x0f)), on }
  }
  if (code < 120) {
    const b0 = code - 84
    const dx = sign(1, 1 + (Math.trunc(b0 / 12) << 8) + data.u8())
    return { dx, dy: sign(2, 1 + (((b0 % 12) >> 2) << 8) + data.u8()), on }
  }
  if (code < 124) {
    const [b1, b2, b3] = [data.u8(), data.u8(), data.u8()]
    return { dx: sign(1, (b1 << 4) + (b2 >> 4)), dy: sign(2, ((b2 & 0x0f) << 8) + b3), on }
  }
  const dx = sign(1, data.u16())
  return { dx, dy: sign(2, data.u16()), on }
}

function boxOf(points: readonly Point[]): [number, number, number, number] {
  let [x, y, x0, y0, x1, y1] = [0, 0, Infinity, Infinity, -Infinity, -Infinity]
  for (const { dx, dy } of points) {
    x += dx
    y += dy
    ;[x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x), Math.max(y1, y)]
  }
  return [x0, y0, x1, y1]
}

function simpleGlyph(contours: number, s: Streams, box: Uint8Array | undefined): Uint8Array {
  const ends: number[] = []
  let total = 0
  for (let i = 0; i < contours; i++) {
    total += s.points.short255()
    ends.push(total - 1)
  }
  const points = Array.from({ length: total }, () => readPoint(s.flags.u8(), s.glyphs))
  const instructions = s.instructions.bytes(s.glyphs.short255())
  // Flags one by one and every delta in two bytes: the file is never stored like this, so its size does not matter.
  return concat(
    shorts(contours),
    box ?? shorts(...boxOf(points)),
    shorts(...ends, instructions.length),
    instructions,
    Uint8Array.from(points, ({ on }) => (on ? 1 : 0)),
    shorts(...points.map(({ dx }) => dx)),
    shorts(...points.map(({ dy }) => dy)),
  )
}

function compositeGlyph(s: Streams, box: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [shorts(-1), box]
  let flags = MORE_COMPONENTS
  let instructed = false
  while (flags & MORE_COMPONENTS) {
    flags = s.composites.u16()
    const scale = flags & 0x08 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0
    parts.push(shorts(flags), s.composites.bytes(2 + (flags & 1 ? 4 : 2) + scale))
    instructed ||= (flags & HAVE_INSTRUCTIONS) !== 0
  }
  if (!instructed) return concat(...parts)
  const instructions = s.instructions.bytes(s.glyphs.short255())
  return concat(...parts, shorts(instructions.length), instructions)
}

/** `glyf` and `loca` (long offsets) from a transformed `glyf` table, WOFF2 section 5.1. Throws RangeError when it is cut short. */
export function rebuildGlyphs(table: Uint8Array): Outlines {
  const head = new ByteReader(table)
  head.u32() // reserved, options: overlap bits are hints for rasterizers
  const count = head.u16()
  head.u16() // index format: we write long offsets whatever it was
  const sizes = Array.from({ length: 7 }, () => head.u32())
  let offset = head.at
  const next = (size = 0): ByteReader => {
    offset += size
    return new ByteReader(table, offset - size)
  }
  const [contours, points, flags, glyphs, composites, boxes, instructions] = sizes.map((size) => next(size))
  if (!contours || !points || !flags || !glyphs || !composites || !boxes || !instructions)
    throw new RangeError('streams')
  const streams: Streams = { contours, points, flags, glyphs, composites, boxes, instructions }
  const hasBox = boxes.bytes(((count + 31) >> 5) << 2)
  const [parts, loca, xMins]: [Uint8Array[], Uint8Array, Int16Array] = [
    [],
    new Uint8Array(4 * (count + 1)),
    new Int16Array(count),
  ]
  const offsets = new DataView(loca.buffer)
  let at = 0
  for (let glyph = 0; glyph < count; glyph++) {
    const outlines = contours.i16()
    const box = ((hasBox[glyph >> 3] ?? 0) & (0x80 >> (glyph & 7))) === 0 ? undefined : boxes.bytes(8)
    if (outlines !== 0) {
      if (outlines < 0 && box === undefined) throw new RangeError('a composite glyph without a box')
      const data = outlines < 0 && box ? compositeGlyph(streams, box) : simpleGlyph(outlines, streams, box)
      parts.push(data, new Uint8Array(-data.length & 3))
      xMins[glyph] = new ByteReader(data, 2).i16()
      at += (data.length + 3) & ~3
    }
    offsets.setUint32(4 * (glyph + 1), at)
  }
  return { glyf: concat(...parts), loca, xMins }
}
