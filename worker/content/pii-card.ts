// Payment cards: the issuer's prefix and length, Luhn's digit, and no word before that calls it an order or a parcel.

import { endsFreely, passesLuhn, type Stretch, startsFreely } from './pii-digits.ts'
import { isBound, SAYS, type Words } from './pii-words.ts'

/** Prefix range of an issuer, its lengths, and whether the number speaks for itself (2) or needs a word beside it (1). */
type Issuer = readonly [from: number, to: number, lengths: readonly number[], sure: 1 | 2]

/** Issuer prefixes (ISO/IEC 7812 IIN ranges as the schemes publish them). Lengths beyond 16 need a word: many ids have them. */
const ISSUERS: readonly Issuer[] = [
  [4, 4, [16], 2], // Visa
  [4, 4, [13, 18, 19], 1],
  [51, 55, [16], 2], // Mastercard
  [2221, 2720, [16], 2],
  [34, 34, [15], 2], // American Express
  [37, 37, [15], 2],
  [300, 305, [14], 2], // Diners Club
  [3095, 3095, [14], 2],
  [36, 36, [14], 2],
  [38, 39, [14], 2],
  [30, 30, [14, 16, 17, 18, 19], 1],
  [36, 36, [15, 16, 17, 18, 19], 1],
  [38, 39, [16, 17, 18, 19], 1],
  [6011, 6011, [16], 2], // Discover
  [644, 659, [16], 2],
  [6011, 6011, [17, 18, 19], 1],
  [644, 659, [17, 18, 19], 1],
  [62, 62, [16], 2], // UnionPay
  [62, 62, [17, 18, 19], 1],
  [81, 81, [16, 17, 18, 19], 1],
  [3528, 3589, [16], 2], // JCB
  [3528, 3589, [17, 18, 19], 1],
  [1800, 1800, [15], 1],
  [2131, 2131, [15], 1],
  [2200, 2204, [16, 17, 18, 19], 1], // Mir
  [50, 50, [12, 13, 14, 15, 16, 17, 18, 19], 1], // Maestro, RuPay, Elo, Verve, Dankort
  [56, 61, [12, 13, 14, 15, 16, 17, 18, 19], 1],
  [63, 69, [12, 13, 14, 15, 16, 17, 18, 19], 1],
  [82, 82, [16], 1],
  [9792, 9792, [16], 1], // Troy
]

function surety(digits: string): 0 | 1 | 2 {
  let best: 0 | 1 | 2 = 0
  for (const [from, to, lengths, sure] of ISSUERS) {
    const prefix = Number(digits.slice(0, String(from).length))
    if (prefix >= from && prefix <= to && sure > best && lengths.includes(digits.length)) best = sure
  }
  return best
}

/** One piece, or pieces of at least three digits joined in one way; printed cards have four or five. */
function isGroupedLikeCard(stretch: Stretch): boolean {
  const [, second, ...rest] = stretch.groups
  if (second === undefined) return true
  if (second.gap !== ' ' && second.gap !== '-' && second.gap !== '.') return false
  return (
    rest.every(({ gap }) => gap === second.gap) &&
    stretch.groups.every(({ start, end }, index) => end - start >= (index === stretch.groups.length - 1 ? 1 : 4))
  )
}

/** Whether a stretch of 12 to 19 digits is a payment card. */
export function isCard(text: string, stretch: Stretch, words: Words): boolean {
  const { digits, start, end } = stretch
  if (digits.length < 12 || digits.length > 19) return false
  const sure = surety(digits)
  if (!isGroupedLikeCard(stretch) || !passesLuhn(digits) || /^(\d)\1+$/.test(digits)) return false
  if (!startsFreely(text, start) || !endsFreely(text, end)) return false
  const before = words.before(start, 60, SAYS.CARD | SAYS.OTHER | SAYS.PHONE)
  const said = before?.bits ?? 0
  if ((said & SAYS.CARD) !== 0) return sure > 0 || /^[2-6]/.test(digits)
  if (sure === 0 || (before !== undefined && (said & SAYS.OTHER) !== 0 && isBound(text, before.end, start)))
    return false
  // In an address of the web only a word makes a number a card.
  if (text[start - 1] === '/') return false
  return sure === 2 || stretch.groups.length >= 4 || words.after(end, 40, SAYS.CARD) !== undefined
}
