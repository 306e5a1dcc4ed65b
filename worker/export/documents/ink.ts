// Keeps count of what a document draws with: its faces, their glyphs, and the text that each glyph stands for.
import type { Face } from './face.ts'

/** A glyph under one meaning. The same outline under another meaning has another code, so copying gives back what was meant. */
export type Sign = { gid: number; text: string }

/** A face as it is used. The code of a sign is its place in `signs`, from 1 on. */
export type UsedFace = { name: string; face: Face; signs: readonly Sign[] }

export type Ink = {
  /** The face's name in the page's resources. To be asked at the beginning of each stretch. */
  use(face: Face): string
  /** The code of a glyph that stands for `text`. */
  code(face: Face, gid: number, text: string): number
  /** Everything used so far, in the order of first use. */
  used(): readonly UsedFace[]
}

type Entry = { name: string; face: Face; signs: Sign[]; known: Map<string, number> }

/** Codes have two bytes. A face with more signs than this goes on as another font, and one stretch may add the rest. */
const ENOUGH = 60_000
const LAST_CODE = 0xffff

export function newInk(): Ink {
  const all: Entry[] = []
  const current = new Map<Face, Entry>()
  const begin = (face: Face): Entry => {
    const entry = { name: `F${all.length + 1}`, face, signs: [], known: new Map<string, number>() }
    all.push(entry)
    current.set(face, entry)
    return entry
  }
  return {
    use: (face) => {
      const entry = current.get(face)
      return (entry === undefined || entry.signs.length >= ENOUGH ? begin(face) : entry).name
    },
    code: (face, gid, text) => {
      const { signs, known } = current.get(face) ?? begin(face)
      const key = `${gid} ${text}`
      // Thousands of new signs in one stretch are no language: what is drawn stays right, what is copied is the last sign's.
      const code =
        known.get(key) ??
        (signs.length < LAST_CODE ? signs.push({ gid, text }) : signs.findLastIndex((sign) => sign.gid === gid) + 1)
      known.set(key, code)
      return code
    },
    used: () => all,
  }
}
