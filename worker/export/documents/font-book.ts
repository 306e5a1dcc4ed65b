// The fonts of one document: loads the slices that its texts need, and says which face draws what.
import { text as decode } from '../../ledger/bytes.ts'
import { type Face, type FaceOpener, faceOpener, type Shaped, type Weight } from './face.ts'
import {
  type Family,
  familiesFor,
  fileOf,
  MONO,
  type Ranges,
  SANS,
  type Spans,
  slicesFor,
  spansOf,
} from './families.ts'
import { HANS, type Han, hanOf, INVISIBLE } from './scripts.ts'
import { isWoff2, unpackWoff2 } from './woff2.ts'

/**
 * Where font files come from: `file` is a path in the folder of the family, e.g. (`noto-sans-thai`, `unicode.json`) or
 * (`noto-sans-thai`, `files/noto-sans-thai-thai-wght-normal.woff2`). Rejects when there is none: an installation without its fonts is a bug.
 */
export type FontSource = (family: string, file: string) => Promise<Uint8Array>

export type FontBook = {
  /** Loads what these texts need. To be awaited before they are laid out. */
  prepare(texts: Iterable<string>): Promise<void>
  /** The face that draws this character, or undefined when no font has it. */
  faceFor(cluster: string, han: Han, style: { weight: Weight; mono?: true }): Face | undefined
  /** Glyphs of a text that one face draws. Words repeat, so they are remembered. */
  shape(face: Face, text: string, rtl: boolean): Shaped
}

/** Shaped words that are kept: some 1 kB each. */
const REMEMBERED = 10_000
const PLAIN = /^[\n\r\t -~]*$/
const WEIGHTS: readonly Weight[] = [400, 600]
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** What a text consists of for its reader: characters with their marks, emoji sequences. */
export function clustersOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment)
}

type Faces = (weight: Weight) => Face

export async function openFontBook(source: FontSource, module: WebAssembly.Module): Promise<FontBook> {
  const open = faceOpener(module)
  const spans = new Map<string, Spans>()
  const holders = new Map<string, readonly string[]>()
  const slices = new Map<string, Faces>()
  const chosen = new Map<string, Faces | undefined>()
  const words = new Map<string, Shaped>()

  const slicesOf = async (family: Family, codePoint: number): Promise<readonly string[]> => {
    const key = `${family.name} ${codePoint}`
    const known = holders.get(key)
    if (known !== undefined) return known
    // The package's own file: one text a slice.
    const own =
      spans.get(family.name) ?? spansOf(family, JSON.parse(decode(await source(family.name, 'unicode.json'))) as Ranges)
    spans.set(family.name, own)
    const found = slicesFor(own, codePoint)
    holders.set(key, found)
    return found
  }
  const load = async (family: Family, slice: string): Promise<Faces> => {
    const key = `${family.name}/${slice}`
    const known = slices.get(key) ?? (await loadSlice(source, open, family, slice))
    slices.set(key, known)
    return known
  }
  const choose = async (cluster: string, han: Han): Promise<Faces | undefined> => {
    const codePoints = [...cluster].filter((sign) => !INVISIBLE.test(sign)).map((sign) => sign.codePointAt(0) ?? 0)
    for (const family of familiesFor(cluster, han)) {
      for (const slice of await slicesOf(family, codePoints[0] ?? 0)) {
        const faces = await load(family, slice)
        if (codePoints.every((codePoint) => faces(400).has(codePoint))) return faces
      }
    }
    return undefined
  }

  const base = await load(SANS, 'latin')
  const mono = await load(MONO, 'latin')

  return {
    prepare: async (texts) => {
      for (const text of texts) {
        if (PLAIN.test(text)) continue
        const han = hanOf(text)
        for (const cluster of new Set(clustersOf(text))) {
          // A character that no single face has whole is drawn part by part.
          for (const sign of [cluster, ...(cluster.length > 1 ? cluster : '')]) {
            const key = han + sign
            if (!PLAIN.test(sign) && !chosen.has(key)) chosen.set(key, await choose(sign, han))
            if (chosen.get(key) !== undefined) break
          }
        }
      }
    },
    faceFor: (cluster, han, { weight, mono: fixed }) => {
      if (PLAIN.test(cluster) || INVISIBLE.test(cluster)) return (fixed ? mono : base)(weight)
      // A text that stands beside another one may be taken for another language than it was alone.
      for (const forms of [han, ...HANS]) {
        const faces = chosen.get(forms + cluster)
        if (faces !== undefined) return faces(weight)
      }
      return undefined
    },
    shape: (face, text, rtl) => {
      const key = `${face.id}${rtl ? '<' : '>'}${text}`
      const known = words.get(key)
      if (known !== undefined) return known
      if (words.size >= REMEMBERED) words.clear()
      const shaped = face.shape(text, rtl)
      words.set(key, shaped)
      return shaped
    },
  }
}

/** A slice whose faces are opened when they are first used: most texts have no bold one. */
async function loadSlice(source: FontSource, open: FaceOpener, family: Family, slice: string): Promise<Faces> {
  const packed = new Map<string, Uint8Array>()
  for (const weight of WEIGHTS) {
    const path = fileOf(family, slice, weight)
    if (!packed.has(path)) packed.set(path, await source(family.name, path))
  }
  const opened = new Map<Weight, Face>()
  const unpacked = new Map<string, Uint8Array>()
  return (weight) => {
    const known = opened.get(weight)
    if (known !== undefined) return known
    const path = fileOf(family, slice, weight)
    const file = packed.get(path)
    if (file === undefined) throw new Error(`${path} was not loaded`)
    const plain = unpacked.get(path) ?? (isWoff2(file) ? unpackWoff2(file) : file)
    unpacked.set(path, plain)
    const face = open(`${family.name}-${slice.replace(/\W/g, '')}-${weight}`, plain, weight)
    opened.set(weight, face)
    return face
  }
}
