// Figures as a mail says them: dollars to the cent, tokens short, changes with their sign. All from decimal strings, never from floats.

const CENT = 10_000_000n

const grouped = (digits: string): string => digits.replaceAll(/\B(?=(\d{3})+$)/g, ',')

/** Nanodollars as "$3,412.20", half a cent rounded away from zero. */
export function money(nano: string): string {
  const value = BigInt(nano)
  const size = value < 0n ? -value : value
  const cents = (size + CENT / 2n) / CENT
  const text = cents.toString().padStart(3, '0')
  return `${value < 0n && cents > 0n ? '-' : ''}$${grouped(text.slice(0, -2))}.${text.slice(-2)}`
}

/** What is only expected, in three digits and without cents: "$31,200". */
export function about(nano: string): string {
  const value = BigInt(nano)
  const size = value < 0n ? -value : value
  const dollars = (size + 500_000_000n) / 1_000_000_000n
  const step = 10n ** BigInt(Math.max(0, dollars.toString().length - 3))
  const rounded = ((dollars + step / 2n) / step) * step
  return `${value < 0n && rounded > 0n ? '-' : ''}$${grouped(rounded.toString())}`
}

/** "+$370.10 (+12.1 %)"; without the share where there was nothing before. */
export function moneyChange(now: string, before: string): string {
  const moved = BigInt(now) - BigInt(before)
  const sign = moved < 0n ? '' : '+'
  return `${sign}${money(String(moved))}${share(now, before)}`
}

/** " (+12.1 %)", or nothing where there was nothing before. */
export function share(now: string, before: string): string {
  const [a, b] = [BigInt(now), BigInt(before)]
  if (b <= 0n) return ''
  const thousandths = ((a - b) * 2000n + (a >= b ? b : -b)) / (2n * b)
  const size = thousandths < 0n ? -thousandths : thousandths
  return ` (${thousandths < 0n ? '-' : '+'}${size / 10n}.${size % 10n} %)`
}

const STEPS: readonly [string, bigint][] = [
  ['B', 1_000_000_000n],
  ['M', 1_000_000n],
  ['k', 1_000n],
]

/** "16.3 B", "842 k", "17". */
export function short(value: string): string {
  const number = BigInt(value)
  for (const [unit, size] of STEPS) {
    if (number < size) continue
    const tenths = (number * 10n + size / 2n) / size
    return tenths >= 1000n ? `${tenths / 10n} ${unit}` : `${tenths / 10n}.${tenths % 10n} ${unit}`
  }
  return value
}
