// When a delivery that failed is tried again: growing waits with jitter, and never sooner than the other side asked for.

/**
 * Seconds after each failed try: 5 seconds, 5 and 30 minutes, 2, 5 and 10 hours, the beginning of Standard Webhooks' table. The seventh failure
 * is the last, after most of a day: an alert about money is no news later than that.
 */
export const RETRY_SECONDS: readonly number[] = [5, 300, 1_800, 7_200, 18_000, 36_000]
/** A queue's longest delay is twelve hours. */
const LONGEST = 43_200
/** Up to a fifth later, so that what failed together does not come back together. */
const JITTER = 0.2

/** Seconds until the try behind try number `attempts` (from 1), or undefined when there is none. `random`: from 0 up to 1. */
export function delayAfter(attempts: number, retryAfter: number | undefined, random: () => number): number | undefined {
  const wait = RETRY_SECONDS[attempts - 1]
  if (wait === undefined) return undefined
  const spread = Math.round(wait * (1 + JITTER * random()))
  return Math.min(LONGEST, Math.max(spread, retryAfter ?? 0))
}
