// The languages that chats are written in, and how one is chosen: English for a third of them, each other one alike.
import { pick } from '../../random.ts'
import { latin } from './languages-latin.ts'
import { world } from './languages-world.ts'

/** `{n}` stands for a number, `{}` for what is planted. */
export interface Phrases {
  readonly code: string
  readonly titles: readonly string[]
  readonly asks: readonly string[]
  readonly answers: readonly string[]
  readonly contact: string
}

/** Twenty. */
export const languages: readonly Phrases[] = [...latin, ...world]

const ENGLISH = 0.35

/** A language, by two numbers in [0, 1). */
export function languageBy(chance: number, other: number): Phrases {
  return pick(chance < ENGLISH ? languages.slice(0, 1) : languages.slice(1), other)
}

/**
 * What breaks careless readers: joined emoji, flags, a letter and its mark apart, characters beyond 16 bits, marks that turn
 * the direction, line ends of three kinds, quotes, backslashes, text that looks like JSON, markup or a formula.
 */
export const rough: readonly string[] = [
  '👩🏽‍🔬 and 👨‍👩‍👧‍👦 signed off 🏳️‍🌈 🇳🇴',
  'cafe\u0301, nai\u0308ve, A\u030angstro\u0308m against café, naïve, Ångström',
  'z\u0351\u036b\u0343\u036a\u0302\u036b and 𝒜𝓁𝑔ℯ𝒷𝓇𝒶, 𠮷野家, 𐍈',
  '\u202bعنوان mixed with English\u202c and \u200fback\u200e again',
  'line one\r\nline two\u2028line three\ttabbed',
  'C:\\temp\\new "quoted" \'single\' `tick` \\u0041',
  '{"key": "value", "list": [1, 2, 3]}',
  '<script>alert(1)</script> & <b>bold</b>',
  '=SUM(A1:A9)',
  '```ts\nconst total = rows.reduce((sum, row) => sum + row.amount, 0n)\n```',
  '1. first\n2. second\n   - nested\n\n| a | b |\n|---|---|\n| 1 | 2 |',
  '﷽ ﷺ ﬁ ㎏ Ⅷ ½',
]
