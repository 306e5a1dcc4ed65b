// The fonts of the documents and which of them may have a character: the drawn type first, Noto for the rest of the world.
import { CJK, EMOJI, type Han } from './scripts.ts'

export type Family = {
  /** Folder of the package: `@fontsource-variable/<name>` or `@fontsource/<name>`. */
  name: string
  /** A variable font has one file for all weights. */
  variable: boolean
  /** A static font that has files for both weights. */
  weights?: true
  /** Slices that we use; undefined = all that the package has. Others repeat Latin. */
  slices?: readonly string[]
  /** The one slice holds the whole font, whatever its range says. */
  whole?: true
}

/** Slices of a package: key to unicode-range, as its unicode.json has them. */
export type Ranges = Readonly<Record<string, string>>

const noto = (script: string): Family => ({ name: `noto-sans-${script}`, variable: true, slices: [script] })

const EUROPE = ['latin', 'latin-ext', 'vietnamese', 'cyrillic', 'cyrillic-ext', 'greek']
export const SANS: Family = { name: 'ibm-plex-sans', variable: true, slices: EUROPE }
export const MONO: Family = { name: 'ibm-plex-mono', variable: false, weights: true, slices: ['latin'] }
const WIDE: Family = { name: 'noto-sans', variable: true, slices: [...EUROPE, 'greek-ext'] }
const EMOJIS: Family = { name: 'noto-emoji', variable: true }
const SYMBOLS: readonly Family[] = [
  noto('symbols'),
  { name: 'noto-sans-symbols-2', variable: false, slices: ['symbols', 'braille', 'mayan-numerals'] },
  { name: 'noto-sans-math', variable: false, slices: ['latin'], whole: true },
]

const SCRIPTS: readonly (readonly [RegExp, Family])[] = [
  // Whole letters first: Noto sets Arabic letters from parts, which copy worse. It has the rarer ones.
  [/\p{Script=Arabic}/u, { name: 'ibm-plex-sans-arabic', variable: false, weights: true, slices: ['arabic'] }],
  [/\p{Script=Arabic}/u, noto('arabic')],
  [/\p{Script=Hebrew}/u, noto('hebrew')],
  [/\p{Script=Devanagari}/u, noto('devanagari')],
  [/\p{Script=Bengali}/u, noto('bengali')],
  [/\p{Script=Tamil}/u, noto('tamil')],
  [/\p{Script=Telugu}/u, noto('telugu')],
  [/\p{Script=Gujarati}/u, noto('gujarati')],
  [/\p{Script=Gurmukhi}/u, noto('gurmukhi')],
  [/\p{Script=Kannada}/u, noto('kannada')],
  [/\p{Script=Malayalam}/u, noto('malayalam')],
  [/\p{Script=Sinhala}/u, noto('sinhala')],
  [/\p{Script=Thai}/u, noto('thai')],
  [/\p{Script=Lao}/u, noto('lao')],
  [/\p{Script=Khmer}/u, noto('khmer')],
  [/\p{Script=Myanmar}/u, noto('myanmar')],
  [/\p{Script=Georgian}/u, noto('georgian')],
  [/\p{Script=Armenian}/u, noto('armenian')],
  [/\p{Script=Ethiopic}/u, noto('ethiopic')],
]

const IDEOGRAPHS: Readonly<Record<Han, Family>> = {
  sc: { name: 'noto-sans-sc', variable: true },
  tc: { name: 'noto-sans-tc', variable: true },
  jp: { name: 'noto-sans-jp', variable: true },
  kr: { name: 'noto-sans-kr', variable: true },
}

/** Every family there is: what the installation has to bring. */
export const FAMILIES: readonly Family[] = [
  SANS,
  MONO,
  WIDE,
  EMOJIS,
  ...SYMBOLS,
  ...SCRIPTS.map(([, family]) => family),
  ...Object.values(IDEOGRAPHS),
]

/** Families that may have a character (as its reader sees it, code points together), best first. */
export function familiesFor(cluster: string, han: Han): readonly Family[] {
  const ideographs = [IDEOGRAPHS[han], ...Object.values(IDEOGRAPHS)]
  const own = SCRIPTS.filter(([script]) => script.test(cluster)).map(([, family]) => family)
  if (EMOJI.test(cluster)) return [EMOJIS, SANS, WIDE, ...SYMBOLS]
  if (CJK.test(cluster)) return [...ideographs, SANS, WIDE, ...SYMBOLS, EMOJIS]
  return [...own, SANS, WIDE, ...SYMBOLS, EMOJIS, ...ideographs]
}

/** File of a slice in the package's folder. Numbered slices stand in brackets in unicode.json. */
export function fileOf(family: Family, slice: string, weight: 400 | 600): string {
  const part = `${family.name}-${slice.replace(/[[\]]/g, '')}`
  return family.variable
    ? `files/${part}-wght-normal.woff2`
    : `files/${part}-${family.weights ? weight : 400}-normal.woff2`
}

/** A range of code points, both included. */
type Span = readonly [from: number, to: number]

/** Slices of a family that we use with the code points that each may have, in the order of preference. */
export type Spans = readonly (readonly [slice: string, spans: readonly Span[]])[]

const EVERYTHING: readonly Span[] = [[0, 0x10ffff]]

/** Ranges as unicode.json writes them, `U+0100-02BA,U+02BD`, read once a family. */
export function spansOf(family: Family, ranges: Ranges): Spans {
  const read = (range: string): Span[] =>
    range.split(',').map((part) => {
      const [from = -1, to = from] = part
        .replace(/^u\+/i, '')
        .split('-')
        .map((hex) => Number.parseInt(hex, 16))
      return [from, to]
    })
  return (family.slices ?? Object.keys(ranges)).map((slice) => [
    slice,
    family.whole ? EVERYTHING : read(ranges[slice] ?? ''),
  ])
}

/** Slices that may have the code point. */
export const slicesFor = (spans: Spans, codePoint: number): string[] =>
  spans.flatMap(([slice, own]) => (own.some(([from, to]) => codePoint >= from && codePoint <= to) ? [slice] : []))
