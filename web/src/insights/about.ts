// Amounts as one says them: a forecast that is known to three digits is not printed with seven.
import { money } from '../format.ts'

const dollar = 1_000_000_000n

/**
 * Nanodollars rounded to three digits: `$15,975.42` is `$16,000`, `$692.50` is `$693`, `$8.127` is `$8.13`. For sentences about what
 * will be; figures that are known are printed to the cent.
 */
export function about(nano: string | bigint): string {
  const value = BigInt(nano)
  const size = value < 0n ? -value : value
  if (size < 10n * dollar) return money(value)
  let unit = dollar
  while (size >= unit * 1_000n) unit *= 10n
  const rounded = ((size + unit / 2n) / unit) * unit
  return money(value < 0n ? -rounded : rounded, { digits: 0 })
}
