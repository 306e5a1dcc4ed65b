// Turns the numbers and times of the API into the words of the screen. Nothing here rounds money through a float.

const minus = '−'
const thin = ' ' // no-break space: a unit stays with its number

/** What stands where a value is unknown. Never 0. */
export const unknown = '–'

/** A whole number with thousands commas and a true minus. */
export function count(value: number | bigint): string {
  const text = value.toLocaleString('en-US', { maximumFractionDigits: 0 })
  return text.replace('-', minus)
}

/**
 * Money from nanodollars (a decimal string or bigint; 1 dollar is 10^9), rounded half away from zero.
 * `digits` 2 in rows and totals, 0 on axes. `sign` also shows the plus. null is unknown: `–`.
 */
export function money(nano: string | bigint | null, options: { digits?: 0 | 2; sign?: boolean } = {}): string {
  if (nano === null) return unknown
  const value = BigInt(nano)
  const { digits = 2, sign = false } = options
  const unit = digits === 2 ? 10_000_000n : 1_000_000_000n
  const size = value < 0n ? -value : value
  const rounded = (size + unit / 2n) / unit
  const whole = digits === 2 ? rounded / 100n : rounded
  const cents = digits === 2 ? `.${String(rounded % 100n).padStart(2, '0')}` : ''
  const before = rounded === 0n ? '' : value < 0n ? `${minus}${sign ? ' ' : ''}` : sign ? '+ ' : ''
  return `${before}$${whole.toLocaleString('en-US')}${cents}`
}

/** Dollars as a float from nanodollars: for the length of a bar only, never for a printed number. */
export function dollars(nano: string | bigint | null): number {
  return nano === null ? 0 : Number(BigInt(nano) / 1_000n) / 1_000_000
}

/** Money on an axis: `$350`, `$1,400`, `$15k`. Takes dollars; an axis that reaches $10,000 speaks in thousands throughout. */
export function axisMoney(value: number, top: number = value): string {
  if (value === 0) return '$0'
  if (Math.abs(top) >= 10_000) return `$${trim(value / 1000, 1)}k`
  return value > 0 && top < 5 ? `$${value.toFixed(2)}` : `$${count(value)}`
}

/** Tokens or any large count with k, M, B and at most four digits: `16.32 B`, `442.9 M`, `1,204`. */
export function tokens(value: number | bigint | null): string {
  if (value === null) return unknown
  const number = Number(value)
  const size = Math.abs(number)
  if (size < 10_000) return count(number)
  const [unit, name] = size < 999_950 ? [1e3, 'k'] : size < 999_950_000 ? [1e6, 'M'] : [1e9, 'B']
  return `${fourDigits(number / unit).replace('-', minus)}${thin}${name}`
}

/** Tokens on an axis: `300 M`, `1.2 B`. */
export function axisTokens(value: number): string {
  if (value < 1_000) return String(value)
  const [unit, name] = value < 1e6 ? [1e3, 'k'] : value < 1e9 ? [1e6, 'M'] : [1e9, 'B']
  return `${trim(value / unit, 2)}${thin}${name}`
}

/** A share (0.086) as `8.6 %`. null is unknown. */
export function percent(share: number | null, digits = 1): string {
  if (share === null || !Number.isFinite(share)) return unknown
  return `${(share * 100).toFixed(digits).replace('-', minus)}${thin}%`
}

/** A change (0.094) as `▲ 9.4 %`, `▼ 2.0 %` or `unchanged`. */
export function change(share: number | null): string {
  if (share === null || !Number.isFinite(share)) return unknown
  if (Math.abs(share) < 0.0005) return 'unchanged'
  return `${share > 0 ? '▲' : '▼'} ${percent(Math.abs(share))}`
}

/** Prefix for a sum with an unknown part. */
export function atLeast(text: string, some: boolean): string {
  return some ? `≥ ${text}` : text
}

/** `a – b`, an en dash between spaces. */
export function range(from: string, to: string): string {
  return from === to ? from : `${from} – ${to}`
}

/** `1 record`, `2 records`. */
export function plural(value: number | bigint, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 || value === 1n ? one : many}`
}

/** A hash as its first eight and last four characters. */
export function shortHash(hash: string): { lead: string; tail: string } {
  return hash.length > 14 ? { lead: hash.slice(0, 8), tail: `…${hash.slice(-4)}` } : { lead: hash, tail: '' }
}

/** Two letters for the round mark of a person or organization. */
export function initials(name: string): string {
  const words = name.split(/[\s@._-]+/).filter((word) => word !== '')
  return (
    words
      .slice(0, 2)
      .map((word) => word[0]?.toUpperCase() ?? '')
      .join('') || '?'
  )
}

function fourDigits(value: number): string {
  const whole = Math.trunc(Math.abs(value)).toString().length
  return value.toFixed(Math.max(0, Math.min(2, 4 - whole)))
}

function trim(value: number, digits: number): string {
  return Number(value.toFixed(digits)).toString()
}
