// One slice of one font at one weight: which characters it has, and how a stretch of text turns into its glyphs.
import { instantiate, type Native, place, type ShapeCalls, tag } from './wasm.ts'

/** Weights of the documents: text and emphasis. */
export type Weight = 400 | 600

/** In units of the face. `from`: index into the text of the cluster that it belongs to; several glyphs may share one, one may stand for several. */
export type Glyph = { gid: number; advance: number; dx: number; dy: number; from: number }

/** Glyphs in the order in which they are drawn, left to right, also for right-to-left text. `width` in 1/1000 of the size. */
export type Shaped = { face: Face; text: string; glyphs: readonly Glyph[]; width: number; rtl: boolean }

export type Face = {
  /** Unique in a document, and the name of the font in it. */
  id: string
  weight: Weight
  file: Uint8Array
  /** In 1/1000 of the size. */
  ascent: number
  descent: number
  capHeight: number
  unitsPerEm: number
  /** A glyph without width, where the face has one: drawn invisibly, it carries text that no glyph of its own shows. */
  empty: number | undefined
  has(codePoint: number): boolean
  advance(gid: number): number
  shape(text: string, rtl: boolean): Shaped
}

/** Joiners, and marks for faces that have no joiners. */
const WIDTHLESS = [0x200d, 0x200c, 0x200b, 0x064e, 0x0651, 0x0301, 0x05b7]
const LTR = 4
const RTL = 5
const READONLY = 1
const MONOTONE_CHARACTERS = 1
const ASCENDER = tag('hasc')
const DESCENDER = tag('hdsc')
const CAP_HEIGHT = tag('cpht')

/** Opens faces in one instance of HarfBuzz. */
export type FaceOpener = (id: string, file: Uint8Array, weight: Weight) => Face

export function faceOpener(module: WebAssembly.Module): FaceOpener {
  const hb = instantiate<ShapeCalls>(module)
  const buffer = hb.hb_buffer_create()
  // Marks keep clusters of their own where they can, so that each glyph stands for as little text as possible.
  hb.hb_buffer_set_cluster_level(buffer, MONOTONE_CHARACTERS)
  const scratch = hb.malloc(16)
  return (id, file, weight) => openFace(hb, { buffer, scratch }, { id, file, weight })
}

type Room = { buffer: number; scratch: number }

function openFace(hb: Native<ShapeCalls>, room: Room, named: { id: string; file: Uint8Array; weight: Weight }): Face {
  const blob = hb.hb_blob_create(place(hb, named.file), named.file.length, READONLY, 0, 0)
  const face = hb.hb_face_create(blob, 0)
  const font = hb.hb_font_create(face)
  const variation = new DataView(hb.memory.buffer, room.scratch, 8)
  variation.setUint32(0, tag('wght'), true)
  variation.setFloat32(4, named.weight, true)
  hb.hb_font_set_variations(font, room.scratch, 1)
  const unitsPerEm = hb.hb_face_get_upem(face)
  const metric = (name: number): number => {
    hb.hb_ot_metrics_get_position_with_fallback(font, name, room.scratch)
    return Math.round((new DataView(hb.memory.buffer).getInt32(room.scratch, true) * 1000) / unitsPerEm)
  }
  const glyphOf = (codePoint: number): number | undefined =>
    hb.hb_font_get_nominal_glyph(font, codePoint, room.scratch) === 0
      ? undefined
      : new DataView(hb.memory.buffer).getUint32(room.scratch, true)
  const opened: Face = {
    ...named,
    ascent: metric(ASCENDER),
    descent: metric(DESCENDER),
    capHeight: metric(CAP_HEIGHT),
    unitsPerEm,
    empty: WIDTHLESS.map(glyphOf).find((gid) => gid !== undefined && hb.hb_font_get_glyph_h_advance(font, gid) === 0),
    has: (codePoint) => glyphOf(codePoint) !== undefined,
    advance: (gid) => (hb.hb_font_get_glyph_h_advance(font, gid) * 1000) / unitsPerEm,
    shape: (text, rtl) => shapeText(hb, room, { face: opened, font }, text, rtl),
  }
  return opened
}

function shapeText(
  hb: Native<ShapeCalls>,
  { buffer }: Room,
  of: { face: Face; font: number },
  text: string,
  rtl: boolean,
) {
  const wide = new Uint16Array(text.length)
  for (let i = 0; i < text.length; i++) wide[i] = text.charCodeAt(i)
  const pointer = place(hb, new Uint8Array(wide.buffer))
  hb.hb_buffer_clear_contents(buffer)
  hb.hb_buffer_add_utf16(buffer, pointer, text.length, 0, text.length)
  hb.hb_buffer_set_direction(buffer, rtl ? RTL : LTR)
  hb.hb_buffer_guess_segment_properties(buffer)
  hb.hb_shape(of.font, buffer, 0, 0)
  hb.free(pointer)
  const count = hb.hb_buffer_get_length(buffer)
  const [infos, positions] = [hb.hb_buffer_get_glyph_infos(buffer, 0), hb.hb_buffer_get_glyph_positions(buffer, 0)]
  const memory = new DataView(hb.memory.buffer)
  const glyphs: Glyph[] = []
  let width = 0
  // hb_glyph_info_t and hb_glyph_position_t are five 32-bit members each.
  for (let i = 0; i < count; i++) {
    const [info, position] = [infos + 20 * i, positions + 20 * i]
    const advance = memory.getInt32(position, true)
    glyphs.push({
      gid: memory.getUint32(info, true),
      from: memory.getUint32(info + 8, true),
      advance,
      dx: memory.getInt32(position + 8, true),
      dy: memory.getInt32(position + 12, true),
    })
    width += advance
  }
  return { face: of.face, text, glyphs, width: (width * 1000) / of.face.unitsPerEm, rtl }
}
