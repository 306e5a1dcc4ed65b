// Times as the documents write them: UTC, said so, never in the reader's zone.

/** `2026-11-06 14:02:11 UTC`; a text that is no time stays as it is. */
export function shownTime(iso: string): string {
  const time = Date.parse(iso)
  return Number.isNaN(time) ? iso : `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** Day and time of day as load files take them: `20261106` and `14:02:11`. Throws RangeError on what is no time. */
export function loadFileTime(iso: string): { date: string; time: string } {
  const utc = new Date(iso).toISOString()
  return { date: utc.slice(0, 10).replaceAll('-', ''), time: utc.slice(11, 19) }
}

/** Whether every text is a time that we can write. */
export const areTimes = (times: readonly string[]): boolean => times.every((time) => !Number.isNaN(Date.parse(time)))
