// A shaped word becomes text operators from which its text can be copied again, whatever its script.
import type { Glyph, Shaped } from './face.ts'
import type { Ink } from './ink.ts'

/** Numbers as PDF takes them: no exponent, three decimals at most. */
export const num = (value: number): string => String(Math.round(value * 1000) / 1000)

const hex4 = (value: number): string => value.toString(16).padStart(4, '0')

/** UTF-16BE with its mark, in hex: how a PDF says a text outside its glyphs. */
export function hexText(text: string): string {
  let out = 'feff'
  for (let i = 0; i < text.length; i++) out += hex4(text.charCodeAt(i))
  return out
}

/** Where a stretch begins: its baseline in points, and the size of its type. */
export type Spot = { x: number; y: number; size: number }

/** A glyph at its place, in units of the face from the start of the stretch, with what is copied for it. Hidden = only copied. */
type Sign = { gid: number; left: number; dy: number; text: string; hidden?: true }

/** Signs that are copied one by one, or, when `said` is there, all together as that. */
type Group = { signs: readonly Sign[]; said?: string }

/** Stands for the glyphs of a character beyond its first. */
const NOTHING = '\u200b'

/** One shaped stretch between BT and ET, its start set absolutely, so that no error adds up along a line. */
export function showText(ink: Ink, shaped: Shaped, { x, y, size }: Spot): string {
  const { face } = shaped
  const font = ink.use(face)
  const unit = 1000 / face.unitsPerEm
  const out: string[] = []
  let [strings, open] = ['', '']
  let hiding = false
  let [pen, rise] = [0, 0] // where the reader's pen stands, in thousandths of the size; how far it is raised, in units of the face
  const close = (): void => {
    if (open !== '') strings += `<${open}>`
    open = ''
  }
  const flush = (): void => {
    close()
    if (strings !== '') out.push(`[${strings}] TJ`)
    strings = ''
  }
  for (const { signs, said } of groupsOf(shaped)) {
    if (said !== undefined) {
      flush()
      out.push(`/Span <</ActualText <${hexText(said)}>>> BDC`)
    }
    for (const { gid, left, dy, text, hidden = false } of signs) {
      if (hidden !== hiding) {
        flush()
        hiding = hidden
        out.push(hiding ? '3 Tr' : '0 Tr')
      }
      if (dy !== rise) {
        flush()
        rise = dy
        out.push(`${num((rise * unit * size) / 1000)} Ts`)
      }
      const ahead = left * unit - pen
      if (Math.abs(ahead) >= 0.5) {
        close()
        strings += num(-ahead)
        pen += ahead
      }
      open += hex4(ink.code(face, gid, text))
      pen += face.advance(gid)
    }
    if (said !== undefined) {
      flush()
      out.push('EMC')
    }
  }
  flush()
  if (rise !== 0) out.push('0 Ts')
  if (hiding) out.push('0 Tr')
  return `/${font} ${num(size)} Tf 1 0 0 1 ${num(x)} ${num(y)} Tm ${out.join(' ')}`
}

/** Glyphs by the characters that they stand for, left to right. */
function groupsOf({ face, glyphs, text, rtl }: Shaped): Group[] {
  const groups: { from: number; left: number; right: number; glyphs: { glyph: Glyph; left: number }[] }[] = []
  let pen = 0
  for (const glyph of glyphs) {
    const placed = { glyph, left: pen + glyph.dx }
    const last = groups.at(-1)
    if (last?.from === glyph.from) last.glyphs.push(placed)
    else groups.push({ from: glyph.from, left: pen, right: pen, glyphs: [placed] })
    pen += glyph.advance
    const current = groups.at(-1)
    if (current !== undefined) current.right = pen
  }
  return groups.map(({ from, left, right, glyphs: own }, i) => {
    // A cluster ends where the next one of the text begins, which stands at its right, or at its left in right-to-left text.
    const said = text.slice(from, groups[rtl ? i - 1 : i + 1]?.from ?? text.length)
    const carrier = (at: number, what: string): Sign[] =>
      face.empty === undefined ? [] : [{ gid: face.empty, left: at, dy: 0, text: what, hidden: true }]
    const signs = own.map(
      ({ glyph, left: at }, k): Sign => ({ gid: glyph.gid, left: at, dy: glyph.dy, text: k === 0 ? said : NOTHING }),
    )
    const [only] = signs
    // A reader takes the ends of what is wrapped from its first and last glyph.
    if (signs.length > 1) return { signs: [...carrier(left, NOTHING), ...signs, ...carrier(right, NOTHING)], said }
    // Readers turn right-to-left text around sign by sign: a ligature would come out backwards, so its letters are carried one by one.
    const letters = [...said].reverse()
    if (!rtl || letters.length < 2 || only === undefined || face.empty === undefined) return { signs }
    const [last = '', ...before] = letters
    return { signs: [{ ...only, text: last }, ...before.flatMap((letter) => carrier(right, letter))] }
  })
}
