// Dollars on the wire, from exact nanodollars: a number that reads back to the same nanodollar, or the texts that were seen live.
import type { Knobs } from '../knobs.ts'

/** Exact decimal dollars with nine places: `6.421180000`. */
export function dollars(nano: bigint): string {
  const sign = nano < 0n ? '-' : ''
  const digits = (nano < 0n ? -nano : nano).toString().padStart(10, '0')
  return `${sign}${digits.slice(0, -9)}.${digits.slice(-9)}`
}

/**
 * `number`: the double nearest to the amount, whose shortest text is the amount itself below a million dollars (15 digits).
 * `string`: 34 decimals, and `0E-6176` for nothing. `absurd`: an exponent, thousands of zeros, or a digit far behind the nanodollar.
 */
export function amountOf(nano: bigint, form: Knobs['openai_amounts']): number | string {
  if (form === 'number') return Number(nano) / 1e9
  if (nano === 0n) return '0E-6176'
  if (form === 'string') return `${dollars(nano)}${'0'.repeat(25)}`
  const choice = Number((nano < 0n ? -nano : nano) % 3n)
  if (choice === 0) return `${nano}000E-12`
  return choice === 1 ? `${dollars(nano)}${'0'.repeat(6167)}` : `${dollars(nano)}${'0'.repeat(20)}1`
}
