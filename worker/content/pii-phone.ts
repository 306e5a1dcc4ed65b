// Phone numbers: international ones by their plan, national ones by their shape and the words around them.

import { endsFreely, type Stretch, startsFreely } from './pii-digits.ts'
import { internationalStanding, isNationalSomewhere } from './pii-numbering.ts'
import { isBound, SAYS, type Words } from './pii-words.ts'

/** What is known around a stretch: the end of the phone before it, if near, and whether its run goes on beside it. */
type Surroundings = {
  readonly words: Words
  readonly lastPhoneEnd: number
  readonly aloneInRun: boolean
  readonly mailBeside: boolean
}

const EXTENSION =
  /[ ,;]{0,2}(?:(?:extension|ext|extn|x|durchwahl|dw|poste|доб|int|anexo|ramal|wew|toestel)\.?[ :=]{0,2}|;ext=|# ?)\d{1,6}(?![\p{L}\d_])/iuy

/** End of an extension that follows, or `end`. */
function afterExtension(text: string, end: number): number {
  EXTENSION.lastIndex = end
  return EXTENSION.test(text) ? EXTENSION.lastIndex : end
}

const DATE =
  /^(?:(?:19|20)\d\d[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])[-./](?:0?[1-9]|[12]\d|3[01])[-./](?:19|20)?\d\d)(?:\D|$)/
const YEARS = /^(?:19|20)\d\d(?:[-/. ](?:19|20)\d\d)+$/
const QUAD = /^\d{1,3}(?:\.\d{1,3}){3}$/
const COMPACT_DATE = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?$/

function isDateOrQuad(written: string): boolean {
  return DATE.test(written) || YEARS.test(written) || QUAD.test(written) || COMPACT_DATE.test(written)
}

/** Sizes of the groups, for example `3-3-4`. */
function shapeOf(stretch: Stretch): string {
  return stretch.groups.map(({ start, end }) => end - start).join('-')
}

/** Labels that are no words: a letter in a signature ("T: ", "M. "), a link that dials. */
const LABEL = /(?:(?:^|[\s|(,;/])[tmpfcd] ?[:.]|wa\.me\/|(?:tel|sms|callto):\/{0,2}) ?\+?$/i

/** Whether the words around say phone (`yes`), some other number (`no`), or nothing. */
function wordsSay(text: string, start: number, end: number, around: Surroundings): 'yes' | 'no' | undefined {
  const { words, lastPhoneEnd } = around
  if (LABEL.test(text.slice(Math.max(0, start - 12), start))) return 'yes'
  const before = words.before(start, 45, SAYS.PHONE | SAYS.OTHER | SAYS.SSN | SAYS.CARD | SAYS.VERSION)
  if (before !== undefined && (before.bits & SAYS.PHONE) === 0 && isBound(text, before.end, start)) {
    return words.after(end, 3, SAYS.PHONE | SAYS.PLACE) === undefined ? 'no' : 'yes'
  }
  if (words.after(end, 3, SAYS.PLACE) !== undefined || words.before(start, 3, SAYS.PLACE) !== undefined) return 'yes'
  if (words.after(end, 3, SAYS.UNIT) !== undefined) return 'no'
  if (before !== undefined && (before.bits & SAYS.PHONE) !== 0) return 'yes'
  if (lastPhoneEnd >= 0 && start - lastPhoneEnd <= 14 && !/[\n.;:]/.test(text.slice(lastPhoneEnd, start))) return 'yes'
  return words.after(end, 6, SAYS.PHONE) === undefined ? undefined : 'yes'
}

/** Shapes that only phone numbers have: a first group in parentheses, or 3-3-4 as in North America. */
function isPhoneShaped(stretch: Stretch, opened: boolean): boolean {
  const shape = shapeOf(stretch)
  const [first, second] = stretch.groups
  if (opened && second?.gap === ')') {
    const digits = stretch.digits.length
    const size = first === undefined ? 0 : first.end - first.start
    return size >= 2 && size <= 5 && digits >= 8 && digits <= 12
  }
  if (shape === '3-3-4') return /^[2-9]\d\d[2-9]/.test(stretch.digits)
  return shape === '1-3-3-4' && /^1[2-9]\d\d[2-9]/.test(stretch.digits)
}

/** Left end of the number with its `+` and parentheses; `opened` when the first group stands in parentheses. */
function leftEnd(text: string, start: number): { at: number; plus: boolean; opened: boolean } {
  let at = start
  let plus = false
  let opened = false
  for (let steps = 0; steps < 3; steps++) {
    const sign = text[at - 1]
    if (sign === '+' && !plus) plus = true
    else if (sign === '(' && !opened) opened = true
    else if (!(sign === ' ' && text[at - 2] === '+' && !plus)) break
    at--
  }
  return { at, plus, opened }
}

/** Whether digits without a plus are a phone by their own look, when no word says anything. */
function looksNational(stretch: Stretch, written: string, opened: boolean, around: Surroundings): boolean {
  const { digits, groups } = stretch
  if (isPhoneShaped(stretch, opened)) return true
  if (groups.length < 2 || digits.length < 8 || digits.length > 12) return false
  const isTrunk = digits.length >= 9 && /^0[1-9]/.test(digits) && !written.includes('/')
  return (isTrunk || around.mailBeside) && isNationalSomewhere(digits)
}

/** Whether the stretch, dialled as 00 or 011 and a country, or after its plus, is an international number. */
function isInternational(digits: string, pieces: number, says: 'yes' | 'no' | undefined): boolean {
  const standing = internationalStanding(digits)
  if (standing === 'valid') return says !== 'no' || pieces > 1
  return standing === 'possible' && (pieces > 1 || says === 'yes')
}

function isPhone(text: string, stretch: Stretch, end: number, around: Surroundings): boolean {
  const { digits } = stretch
  const { at, plus, opened } = leftEnd(text, stretch.start)
  if (!startsFreely(text, at) || !endsFreely(text, end)) return false
  const pieces = stretch.groups.length
  // Words are asked last: they cost more than the digits.
  if (plus && internationalStanding(digits) === undefined) return false
  const says = wordsSay(text, at, end, around)
  if (plus) return isInternational(digits, pieces, says)
  const exit = /^(?:00|011)(?=[1-9])/.exec(digits)
  if (exit && says !== 'no' && pieces > 1 && isInternational(digits.slice(exit[0].length), pieces, says)) return true
  const written = text.slice(stretch.start, stretch.end)
  if (digits.length > 14 || isDateOrQuad(written) || /^(\d)\1+$/.test(digits)) return false
  if (says === 'yes') return digits.length <= 13 && (digits.length > 7 || /^(?:7|3-4)$/.test(shapeOf(stretch)))
  if (says === 'no' || !around.aloneInRun || '/='.includes(text[at - 1] ?? ' ')) return false
  return looksNational(stretch, written, opened, around)
}

/** Span of the phone number that the stretch is, with its `+`, opening parenthesis and extension, or undefined. */
export function phoneAt(
  text: string,
  stretch: Stretch,
  around: Surroundings,
): { start: number; end: number } | undefined {
  if (stretch.digits.length < 7) return undefined
  const end = afterExtension(text, stretch.end)
  if (!isPhone(text, stretch, end, around)) return undefined
  return { start: leftEnd(text, stretch.start).at, end }
}
