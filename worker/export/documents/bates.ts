// Bates numbers: a prefix and seven digits, one a page, never reused. The register of what was given out is in the ledger.
import type { Refusal } from './input.ts'

/** Seven digits: the most common width, and what the register holds. */
export const LAST_NUMBER = 9_999_999
const DIGITS = 7
/** Safe in file names and in both load files; one to twelve characters, the first a letter. */
const PREFIX = /^[A-Z][A-Z0-9_-]{0,11}$/

/** `ACME0000123`. Throws RangeError on what `checkRange` would have refused. */
export function batesNumber(prefix: string, number: number): string {
  if (!Number.isInteger(number) || number < 1 || number > LAST_NUMBER) throw new RangeError('not a Bates number')
  return prefix + String(number).padStart(DIGITS, '0')
}

/** Whether `pages` pages from `first` on can be numbered: undefined, or why not. */
export function checkRange(prefix: string, first: number, pages: number): Refusal | undefined {
  if (!PREFIX.test(prefix)) return { ok: false, code: 'bates_prefix' }
  if (!Number.isInteger(first) || first < 1 || first + pages - 1 > LAST_NUMBER)
    return { ok: false, code: 'bates_exhausted' }
  return undefined
}
