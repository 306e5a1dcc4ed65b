// The two fields of a range as a person types them: the range they mean, or what is wrong with which.
import { count } from '../../format.ts'
import type { Range } from '../../verify/range.ts'

export interface RangeProblem {
  readonly first?: string
  readonly last?: string
}

/** `last` is the newest record that a checkpoint covers. */
export function checkableRange(from: string, to: string, last: number): Range | RangeProblem {
  const [first, end] = [wholeOf(from), wholeOf(to)]
  if (first === null) return { first: 'Enter the number of a record.' }
  if (end === null) return { last: 'Enter the number of a record.' }
  if (end > last) return { last: `No checkpoint covers it yet; the newest that one covers is ${count(last)}.` }
  if (first > end) return { first: 'The first record must not stand after the last.' }
  return { from: first, to: end }
}

/** Commas and spaces in long numbers are welcome. */
function wholeOf(text: string): number | null {
  const digits = text.replace(/[\s,]/g, '')
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null
}
