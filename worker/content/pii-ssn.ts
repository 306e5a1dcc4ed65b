// Social security numbers of the United States: three, two and four digits, in areas that were ever given out.

import { endsFreely, type Stretch, startsFreely } from './pii-digits.ts'
import { isBound, SAYS, type Words } from './pii-words.ts'

/** Printed on wallets and in leaflets: never anybody's. */
const SPECIMEN = new Set(['078051120', '219099999', '123456789', '111111111'])

/** Area not 000, 666 or 9xx, group not 00, serial not 0000 (SSA, "Social Security Number Randomization"). */
function wasGivenOut(digits: string): boolean {
  return /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits) && !SPECIMEN.has(digits)
}

/** Taxpayer number of a person without an SSN: area 9xx, group 50-65, 70-88, 90-92, 94-99 (IRS, Form W-7). */
function isItin(digits: string): boolean {
  return /^9\d{2}(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(digits)
}

function isShaped(stretch: Stretch): boolean {
  const [a, b, c] = stretch.groups
  if (a === undefined || b === undefined || c === undefined || stretch.groups.length !== 3) return false
  return a.end - a.start === 3 && b.end - b.start === 2 && c.end - c.start === 4 && b.gap === c.gap
}

/** Whether a stretch of nine digits is a social security number. Without separators, or with odd ones, a word must say so. */
export function isSsn(text: string, stretch: Stretch, words: Words, aloneInRun: boolean): boolean {
  const { digits, groups, start, end } = stretch
  if (digits.length !== 9 || (groups.length !== 1 && !isShaped(stretch))) return false
  if (!startsFreely(text, start) || !endsFreely(text, end)) return false
  const before = words.before(start, 60, SAYS.SSN | SAYS.OTHER | SAYS.PHONE)
  const said = before?.bits ?? 0
  const saysSsn = (said & SAYS.SSN) !== 0 || (said === 0 && words.after(end, 20, SAYS.SSN) !== undefined)
  if (isItin(digits)) return (said & SAYS.ITIN) !== 0
  if (!wasGivenOut(digits)) return false
  if (saysSsn) return true
  const gap = groups[1]?.gap
  if (gap !== '-' && gap !== ' ') return false
  const bound = before !== undefined && isBound(text, before.end, start)
  return !bound && (gap === '-' || aloneInRun)
}
