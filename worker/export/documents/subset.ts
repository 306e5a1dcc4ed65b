// The glyphs of a face that a document uses, cut out at its weight: what is embedded instead of the whole font.
import type { Face } from './face.ts'
import { instantiate, type Native, place, type SubsetCalls, tag } from './wasm.ts'

/** TrueType bytes that keep the glyphs' numbers. */
export type Subsetter = (face: Face, gids: Iterable<number>) => Uint8Array

const READONLY = 1
/** hb_subset_flags_t: no hinting, same glyph numbers, no closure over layout rules: the text was shaped already. */
const FLAGS = 0x001 | 0x002 | 0x200
const DROP_TABLES = 3
/** A PDF needs outlines and metrics; the rest is for software that lays text out. */
const UNUSED = [
  'GSUB',
  'GPOS',
  'GDEF',
  'BASE',
  'STAT',
  'DSIG',
  'vhea',
  'vmtx',
  'meta',
  'MATH',
  'cmap',
  'OS/2',
  'name',
  'post',
  'gasp',
]

/** A subsetter with an instance of its own. Throws Error when the font refuses, which a font that was opened never did. */
export function subsetter(module: WebAssembly.Module): Subsetter {
  const hb: Native<SubsetCalls> = instantiate<SubsetCalls>(module)
  return (face, gids) => {
    const pointer = place(hb, face.file)
    const blob = hb.hb_blob_create(pointer, face.file.length, READONLY, 0, 0)
    const source = hb.hb_face_create(blob, 0)
    const input = hb.hb_subset_input_create_or_fail()
    const wanted = hb.hb_subset_input_glyph_set(input)
    for (const gid of gids) hb.hb_set_add(wanted, gid)
    hb.hb_subset_input_set_flags(input, FLAGS)
    const dropped = hb.hb_subset_input_set(input, DROP_TABLES)
    for (const name of UNUSED) hb.hb_set_add(dropped, tag(name))
    hb.hb_subset_input_pin_axis_location(input, source, tag('wght'), face.weight)
    const made = hb.hb_subset_or_fail(source, input)
    if (made === 0) throw new Error(`${face.id} gave no subset`)
    const out = hb.hb_face_reference_blob(made)
    const start = hb.hb_blob_get_data(out, 0)
    const bytes = new Uint8Array(hb.memory.buffer, start, hb.hb_blob_get_length(out)).slice()
    for (const used of [out, blob]) hb.hb_blob_destroy(used)
    for (const used of [made, source]) hb.hb_face_destroy(used)
    hb.hb_subset_input_destroy(input)
    hb.free(pointer)
    return bytes
  }
}
