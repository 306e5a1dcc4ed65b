// The hours of a person's week: shifted from UTC into the viewer's zone where that can be done without a guess, and put in words.
import type { PersonAnswer } from '../../../../worker/http/schemas/people.ts'
import { count } from '../../format.ts'
import { addDays, type Day, startOf } from '../../time.ts'
import { type VendorId, vendorNames } from '../../ui/vendors.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const hourMs = 3_600_000
const week = 7 * 24

/**
 * Hours that the zone is ahead of UTC over the whole range; null when it changes within the range or is no whole number of
 * hours. The counts come by UTC hour, so anything else could only be guessed.
 */
export function wholeShift(zone: string, { from, to }: { from: Day; to: Day }): number | null {
  let shift: number | null = null
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const now = offsetHours(zone, startOf(day))
    if (!Number.isInteger(now) || (shift !== null && now !== shift)) return null
    shift = now
  }
  return shift
}

/** Cells moved `hours` later through the week: Sunday 23 h UTC is Monday 0 h one hour east. */
export function shiftWeek(cells: readonly (readonly number[])[], hours: number): number[][] {
  const flat = cells.flat()
  const moved = flat.map((_, index) => flat[(((index - hours) % week) + week) % week] ?? 0)
  return Array.from({ length: 7 }, (_, day) => moved.slice(day * 24, day * 24 + 24))
}

const noCells: readonly (readonly number[])[] = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))

/** The cells of one source, or of all; a source that saw nothing has an empty week. */
export function cellsOf(
  { heat, heat_by_source }: Pick<PersonAnswer, 'heat' | 'heat_by_source'>,
  source: VendorId | undefined,
): readonly (readonly number[])[] {
  if (source === undefined) return heat
  return heat_by_source.find((one) => one.source === source)?.heat ?? noCells
}

/** Both vendors always, so that nothing seen is a fact and not a missing button; our own acts where there are some. */
export function sourcesOf({
  heat_by_source,
}: Pick<PersonAnswer, 'heat_by_source'>): { value: VendorId; label: string }[] {
  const own = heat_by_source.some((one) => one.source === 'tallystick')
  const sources: VendorId[] = own ? ['anthropic', 'openai', 'tallystick'] : ['anthropic', 'openai']
  return sources.map((value) => ({ value, label: vendorNames[value] }))
}

/** `Most events on Tuesday from 10 to 11 h.` */
export function busiest(cells: readonly (readonly number[])[]): string {
  const flat = cells.flat()
  const most = Math.max(0, ...flat)
  if (most === 0) return 'No events in these days.'
  const at = flat.indexOf(most)
  const hour = at % 24
  return `Most on ${weekdays[Math.floor(at / 24)] ?? ''} from ${hour} to ${hour + 1} h, with ${count(most)}.`
}

function offsetHours(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
  return (wall - at) / hourMs
}
