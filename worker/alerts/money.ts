// Nanodollars as people read them in a message: dollars and cents, no float in between.

/** `$1,234.50`, half a cent rounded up; a minus in front of credits. */
export function dollars(nano: string | bigint): string {
  const value = BigInt(nano)
  const size = value < 0n ? -value : value
  const cents = (size + 5_000_000n) / 10_000_000n
  const whole = (cents / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ',')
  return `${value < 0n && cents > 0n ? '-' : ''}$${whole}.${String(cents % 100n).padStart(2, '0')}`
}
