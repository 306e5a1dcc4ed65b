// Dates and times as the screens write them. Vendor days are UTC days; event times are shown in a zone that is named.

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const weekdayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** A calendar day, `2026-11-20`. */
export type Day = string

/** Milliseconds of one day. */
export const dayMs = 86_400_000

/** The day that holds an instant, in UTC. */
export function dayOf(instant: Date | number): Day {
  return new Date(instant).toISOString().slice(0, 10)
}

/** Midnight UTC of a day, in milliseconds. */
export function startOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`)
}

/** The day `steps` days later (or earlier, when negative). */
export function addDays(day: Day, steps: number): Day {
  return dayOf(startOf(day) + steps * dayMs)
}

/** How many days a range holds, both ends counted. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((startOf(to) - startOf(from)) / dayMs) + 1
}

/** `20 Nov 2026`; `year: false` gives `20 Nov`; `weekday` gives `Fri 20 Nov 2026`. */
export function day(value: Day | Date | number, options: { year?: boolean; weekday?: boolean } = {}): string {
  const date = new Date(typeof value === 'string' && value.length === 10 ? startOf(value) : value)
  const { year = true, weekday = false } = options
  const words = [String(date.getUTCDate()), monthNames[date.getUTCMonth()] ?? '']
  if (year) words.push(String(date.getUTCFullYear()))
  if (weekday) words.unshift(weekdayNames[date.getUTCDay()] ?? '')
  return words.join(' ')
}

/** `24 Oct – 20 Nov 2026`: what both ends share is said once. */
export function dayRange(from: Day, to: Day): string {
  if (from === to) return day(from)
  return `${day(from, { year: from.slice(0, 4) !== to.slice(0, 4) })} – ${day(to)}`
}

/** `20 Nov 2026, 14:32 UTC`; with seconds for records. `zone` is an IANA name. */
export function moment(instant: string | number | Date, options: { zone?: string; seconds?: boolean } = {}): string {
  const { zone = 'UTC' } = options
  const at = inZone(instant, zone)
  return `${at.day} ${at.month} ${at.year}, ${clock(instant, options)} ${zoneName(zone)}`
}

/** `14:32` or `14:32:07` in a zone. */
export function clock(instant: string | number | Date, options: { zone?: string; seconds?: boolean } = {}): string {
  const at = inZone(instant, options.zone ?? 'UTC')
  return options.seconds ? `${at.hour}:${at.minute}:${at.second}` : `${at.hour}:${at.minute}`
}

/** The short word for a zone: `UTC`, or the city (`Europe/Oslo` → `Oslo`). */
export function zoneName(zone: string): string {
  return zone === 'UTC' ? 'UTC' : (zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone)
}

/** `just now`, `32 min ago`, `in 11 min`, `3 h ago`; a day and more is the date. */
export function ago(instant: string | number | Date, now: number = Date.now()): string {
  const at = new Date(instant).getTime()
  const minutes = Math.round(Math.abs(now - at) / 60_000)
  if (minutes >= 24 * 60) return day(at)
  if (minutes === 0) return 'just now'
  const words = minutes < 60 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
  return at > now ? `in ${words}` : `${words} ago`
}

/** A length of time in its largest fitting unit: `41 s`, `4 min`, `6 h`, `90 days`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `${minutes} min`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`
}

type Part = 'day' | 'month' | 'year' | 'hour' | 'minute' | 'second'

function inZone(instant: string | number | Date, zone: string): Record<Part, string> {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  const found = Object.fromEntries(format.formatToParts(new Date(instant)).map((part) => [part.type, part.value]))
  const month = monthNames.find((name) => found.month?.startsWith(name)) ?? found.month ?? ''
  return {
    day: found.day ?? '',
    month,
    year: found.year ?? '',
    hour: found.hour ?? '',
    minute: found.minute ?? '',
    second: found.second ?? '',
  }
}
