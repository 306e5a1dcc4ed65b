// The retention period as it is typed: whole months from 1 to 120, or none.

export const mostMonths = 120

/** The number, or undefined for what is none. */
export function monthsIn(typed: string): number | undefined {
  const digits = typed.trim()
  const months = /^\d{1,3}$/.test(digits) ? Number(digits) : 0
  return months >= 1 && months <= mostMonths ? months : undefined
}
