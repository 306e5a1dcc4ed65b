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

/** Schema of a decimal number, said as a string or as a number; kept as the text it was. */
export const decimal = z.union([z.string(), z.number()]).transform((said, context) => {
  const text = String(said).trim()
  if (text.length <= 64 && scaled(text, 0) !== undefined) return text
  context.addIssue('not a decimal number')
  return z.NEVER
})

const DECIMAL = /^([+-]?)(\d{0,40})(?:\.(\d{0,40}))?(?:[eE]([+-]?\d{1,2}))?$/

/** `text` times 10^`places` as an integer, half to even below it; undefined when the text is no decimal number. */
export function scaled(text: string, places: number): bigint | undefined {
  const match = DECIMAL.exec(text)
  if (match === null) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  if (whole === '' && fraction === '') return undefined
  const digits = BigInt(whole + fraction)
  const shift = places - fraction.length + Number(exponent)
  const size = shift >= 0 ? digits * 10n ** BigInt(shift) : divideHalfEven(digits, 10n ** BigInt(-shift))
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
