// How long a reveal still lasts, in words.

/** Milliseconds until an instant, never below 0. */
export const leftUntil = (until: string, now: number): number => Math.max(0, Date.parse(until) - now)

/** `29:07`; `0:00` when it has ended. */
export function clockWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** The same for a screen reader, which is told only when a whole minute has gone: `29 minutes left`. */
export function minutesWords(ms: number): string {
  const minutes = Math.ceil(ms / 60_000)
  if (minutes === 0) return 'The reveal has ended'
  return minutes === 1 ? 'Less than a minute of the reveal is left' : `${minutes} minutes of the reveal are left`
}
