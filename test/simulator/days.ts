// Days as whole numbers since 1970-01-01 UTC, and the time formats of the vendors: every generator counts in these.

export const MINUTES_A_DAY = 1440
const MILLISECONDS_A_DAY = 86_400_000

/** Number of the UTC day that contains a moment. */
export function dayOf(moment: Date): number {
  return Math.floor(moment.getTime() / MILLISECONDS_A_DAY)
}

/** Day number of `YYYY-MM-DD`. NaN when it is no date. */
export function dayNumber(name: string): number {
  return Math.floor(Date.parse(`${name}T00:00:00Z`) / MILLISECONDS_A_DAY)
}

/** `YYYY-MM-DD` of a day number. */
export function dayName(day: number): string {
  return new Date(day * MILLISECONDS_A_DAY).toISOString().slice(0, 10)
}

/** First millisecond of a day. */
export function startOf(day: number): number {
  return day * MILLISECONDS_A_DAY
}

/** Minutes of `day` that have passed at `moment`: 0 before it, 1440 after it, fractions in between. */
export function minutesPassed(day: number, moment: Date): number {
  return Math.min(MINUTES_A_DAY, Math.max(0, (moment.getTime() - startOf(day)) / 60_000))
}

/** 0 Sunday to 6 Saturday. 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (day + 4) % 7
}

/** RFC 3339 without fractions, as reports print times. */
export function plainTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
}

/** RFC 3339 with six decimals, as directory objects print times. The last three digits come from `extra`. */
export function microTime(milliseconds: number, extra: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 23)}${String(extra % 1000).padStart(3, '0')}Z`
}
