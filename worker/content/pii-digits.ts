// Cuts the digits of a text into groups and runs; cards, social security numbers and phones are read from these.

import { isDigit, isWord } from './pii-text.ts'

/** How two neighbouring groups of digits are joined: space, dash, dot, slash, or by a parenthesis that opens or closes. */
type Gap = ' ' | '-' | '.' | '/' | '(' | ')'

/** A group of ASCII digits. `gap` is what joins it to the group before in the same run; undefined starts a run. */
export type Group = { readonly start: number; readonly end: number; readonly gap: Gap | undefined }

const GAPS: ReadonlyMap<string, Gap> = new Map([
  [' ', ' '],
  ['  ', ' '],
  ['-', '-'],
  [' - ', '-'],
  ['.', '.'],
  ['/', '/'],
  [' / ', '/'],
  ['(', '('],
  [' (', '('],
  ['-(', '('],
  [')', ')'],
  [') ', ')'],
  [')-', ')'],
  [').', ')'],
  [') - ', ')'],
  [')/', ')'],
])

/** Groups of digits of the folded text, in order. Linear: each character is looked at once or twice. */
export function digitGroups(text: string): Group[] {
  const groups: Group[] = []
  let last = -1
  for (let at = 0; at < text.length; at++) {
    if (!isDigit(text.charCodeAt(at))) continue
    const start = at
    while (isDigit(text.charCodeAt(at))) at++
    const gap = last >= 0 && start - last <= 3 ? GAPS.get(text.slice(last, start)) : undefined
    groups.push({ start, end: at, gap })
    last = at
  }
  return groups
}

/** A stretch of neighbouring groups, read as one number. */
export type Stretch = {
  readonly groups: readonly Group[]
  readonly digits: string
  readonly start: number
  readonly end: number
}

/** No card, phone or social security number is shorter, or is written in more groups. */
const FEWEST_DIGITS = 7
const MOST_GROUPS = 7
const MOST_DIGITS = 19

/** Stretches of 7 to 19 digits that start at group `index`, the shortest first; at most seven, so the work is bounded. */
export function stretchesFrom(text: string, groups: readonly Group[], index: number): Stretch[] {
  const found: Stretch[] = []
  const start = groups[index]?.start ?? 0
  let digits = ''
  let single = 0
  for (let at = index; at < groups.length && at - index < MOST_GROUPS; at++) {
    const group = groups[at]
    if (group === undefined || (at > index && group.gap === undefined)) break
    const size = group.end - group.start
    // Enumerations and tables, not numbers: "1 2 3 4 5 6 7".
    if (size === 1 && ++single > 2) break
    if (digits.length + size > MOST_DIGITS) break
    digits += text.slice(group.start, group.end)
    if (digits.length >= FEWEST_DIGITS)
      found.push({ groups: groups.slice(index, at + 1), digits, start, end: group.end })
  }
  return found
}

/** Whether a number may start at `start`: not inside a word, a decimal, an amount of money or an identifier with dashes. */
export function startsFreely(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1)
  if (start === 0) return true
  if (isWord(before)) return false
  const further = text.charCodeAt(start - 2)
  const sign = text[start - 1] ?? ''
  if (sign === '.' || sign === ',') return !isDigit(further)
  if (sign === '-' || sign === ')') return !isWord(further)
  return !'$€£¥₹@\\^~'.includes(sign)
}

/** Whether a number may end at `end`: no letter, further digits, percent or currency follows. */
export function endsFreely(text: string, end: number): boolean {
  const after = text.charCodeAt(end)
  if (Number.isNaN(after)) return true
  if (isWord(after)) return false
  const sign = text[end] ?? ''
  const further = text.charCodeAt(end + 1)
  if ('.,:/'.includes(sign)) return !isDigit(further)
  if (sign === '-') return !isWord(further)
  return !'%€$£°@'.includes(sign)
}

/** Luhn's check digit, ISO/IEC 7812-1 annex B. */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48
    sum += index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}
