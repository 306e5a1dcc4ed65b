// Counters and money as records hold them: integers, or decimal strings where an integer will not do (LEDGER section 1).
import { z } from 'zod'

/** A counter: an integer up to 2^53 - 1, a decimal string above it. */
export type Count = number | string

/** Schema of a counter; null or missing is null, because unknown is not zero. */
export const count = z
  .union([z.number(), z.string().regex(/^\d{1,30}$/)])
  .nullish()
  .transform((said, context): Count | null => {
    if (said === null || said === undefined) return null
    const exact = exactCount(said)
    if (exact !== undefined) return exact
    context.addIssue('not a counter')
    return z.NEVER
  })

function exactCount(said: number | string): Count | undefined {
  // A double past 2^53 - 1 already lost digits; http-body keeps those as strings, so none comes here.
  if (typeof said === 'number') return Number.isSafeInteger(said) && said >= 0 ? said : undefined
  const value = BigInt(said)
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString()
}

/**
 * The longest decimal that is read. Vendors are known to say amounts with 6,176 places behind the point (the exponent range of
 * IEEE 754 decimal128), once also written out; a number of this length is worked on in microseconds.
 */
const MAX_TEXT = 7000
/** Digits before the point that are taken at most: far beyond any money, and a bound on every power of ten below. */
const MAX_WHOLE = 40

/** Schema of a decimal number, said as a string or as a number; kept as the text it was. */
export const decimal = z.union([z.string(), z.number()]).transform((said, context) => {
  const text = String(said).trim()
  if (scaled(text, 0) !== undefined) return text
  context.addIssue('not a decimal number')
  return z.NEVER
})

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/

/**
 * `text` times 10^`places` as an integer, half to even below it; undefined when the text is no decimal number or has more than
 * 40 digits before its point.
 */
export function scaled(text: string, places: number): bigint | undefined {
  const match = text.length > MAX_TEXT ? null : DECIMAL.exec(text)
  if (match === null) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  if (whole === '' && fraction === '') return undefined
  const digits = (whole + fraction).replace(/^0+/, '')
  if (digits === '') return 0n // whatever its exponent
  const power = Number(exponent) - fraction.length
  if (digits.length + power > MAX_WHOLE) return undefined
  const shift = power + places
  if (digits.length + shift < 0) return 0n // under a tenth, so that no power of ten has more digits than the text
  const size =
    shift >= 0 ? BigInt(digits) * 10n ** BigInt(shift) : divideHalfEven(BigInt(digits), 10n ** BigInt(-shift))
  return sign === '-' ? -size : size
}

/** n / d for n >= 0, d > 0, rounded to the nearest integer, half to even. */
export function divideHalfEven(n: bigint, d: bigint): bigint {
  const quotient = n / d
  const twice = 2n * (n % d)
  if (twice > d) return quotient + 1n
  return twice === d ? quotient + (quotient % 2n) : quotient
}

/** Nanodollars of an amount in cents, as a decimal string: one cent is 10^7 nanodollars. */
export const nanoOfCents = (cents: string): string => (scaled(cents, 7) ?? 0n).toString()

/** Nanodollars of an amount in dollars, as a decimal string. */
export const nanoOfDollars = (dollars: string): string => (scaled(dollars, 9) ?? 0n).toString()
