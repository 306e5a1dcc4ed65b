// The date range of a page as it stands in the URL (`r=28d`), and the days it means today.
import { addDays, type Day, dayOf, daysBetween } from './time.ts'

/** The presets, in the order of the menu. */
export const rangePresets = ['today', '7d', '28d', '90d', 'mtd', 'last-month', 'qtd', 'ytd'] as const
export type RangePreset = (typeof rangePresets)[number]

/** A preset, or two days joined by `..` (`2026-10-01..2026-10-31`). */
export type RangeCode = string

/** Both ends are inside the range. */
export interface DayRange {
  readonly from: Day
  readonly to: Day
}

/** The words of each preset. */
export const presetNames: Record<RangePreset, string> = {
  today: 'Today',
  '7d': 'Last 7 days',
  '28d': 'Last 28 days',
  '90d': 'Last 90 days',
  mtd: 'Month to date',
  'last-month': 'Last month',
  qtd: 'Quarter to date',
  ytd: 'Year to date',
}

const custom = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/

/** Whether a text is a preset or two real days in order. */
export function isRangeCode(text: string): text is RangeCode {
  if ((rangePresets as readonly string[]).includes(text)) return true
  const found = custom.exec(text)
  if (found?.[1] === undefined || found[2] === undefined) return false
  return isDay(found[1]) && isDay(found[2]) && found[1] <= found[2]
}

/** The days a code means when today is `today` (UTC). A code that is none is read as the last 28 days. */
export function resolveRange(code: RangeCode, today: Day = dayOf(Date.now())): DayRange {
  const found = custom.exec(code)
  if (found?.[1] !== undefined && found[2] !== undefined) return { from: found[1], to: found[2] }
  const firstOfMonth = `${today.slice(0, 8)}01`
  switch (code as RangePreset) {
    case 'today':
      return { from: today, to: today }
    case '7d':
      return { from: addDays(today, -6), to: today }
    case '90d':
      return { from: addDays(today, -89), to: today }
    case 'mtd':
      return { from: firstOfMonth, to: today }
    case 'last-month': {
      const to = addDays(firstOfMonth, -1)
      return { from: `${to.slice(0, 8)}01`, to }
    }
    case 'qtd': {
      const quarter = Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3 + 1
      return { from: `${today.slice(0, 5)}${String(quarter).padStart(2, '0')}-01`, to: today }
    }
    case 'ytd':
      return { from: `${today.slice(0, 5)}01-01`, to: today }
    default:
      return { from: addDays(today, -27), to: today }
  }
}

/** Two days as a code; equal to a preset's days it is still the two days, because they were chosen. */
export function customRange(from: Day, to: Day): RangeCode {
  return from <= to ? `${from}..${to}` : `${to}..${from}`
}

/** The words for a code: the preset's name, or `Custom`. */
export function rangeName(code: RangeCode): string {
  return presetNames[code as RangePreset] ?? 'Custom'
}

/** The period of the same length just before: what `[` shows, and what comparisons stand against. */
export function previousRange({ from, to }: DayRange): DayRange {
  const length = daysBetween(from, to)
  return { from: addDays(from, -length), to: addDays(from, -1) }
}

/** The period of the same length just after, not beyond today. null when there is none. */
export function nextRange({ from, to }: DayRange, today: Day = dayOf(Date.now())): DayRange | null {
  if (to >= today) return null
  const length = daysBetween(from, to)
  const end = addDays(to, length)
  const last = end > today ? today : end
  return { from: addDays(last, 1 - length), to: last }
}

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && dayOf(at) === text
}
