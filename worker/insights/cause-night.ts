// Work of the night: most of what came on top fell into hours in which little is done otherwise, with many requests.
import { ratio } from './cause-parts.ts'
import type { CauseFacts, CauseInput } from './cause-shapes.ts'

/** 22:00 to 06:00 UTC, as hours of one night. */
const NIGHT = [22, 23, 0, 1, 2, 3, 4, 5]
/** Of what came on top; and of a usual day, at the most. */
const MOST = 0.7
const USUALLY = 0.3
/** Requests must have grown to this many times their usual number: retries are requests that bring nothing. */
const REQUESTS = 1.5

/** Facts of a night of retries; null where hours or requests are not known, or they say otherwise. */
export function retriesAtNight({ hours, requests }: CauseInput): CauseFacts | null {
  const today = hours?.at(-1)
  const before = (hours?.slice(0, -1) ?? []).filter((day) => day !== null)
  const asked = requests?.at(-1)
  if (today === null || today === undefined || before.length < 7 || asked === undefined || requests === undefined) {
    return null
  }
  const usual = Array.from(
    { length: 24 },
    (_, hour) => before.reduce((sum, day) => sum + (day[hour] ?? 0), 0) / before.length,
  )
  const above = usual.map((one, hour) => Math.max(0, (today[hour] ?? 0) - one))
  const share = nightShare(above)
  const usually = nightShare(usual)
  const asks = requests.slice(0, -1).reduce((sum, one) => sum + one, 0n) / BigInt(Math.max(1, requests.length - 1))
  if (share < MOST || usually > USUALLY || ratio(asked, asks) < REQUESTS) return null
  const loud = NIGHT.filter((hour) => (above[hour] ?? 0) > 0.05 * total(above))
  const [from, to] = [loud[0] ?? 22, loud.at(-1) ?? 5]
  return { before: usually, after: nightShare(today), factor: ratio(asked, asks), hours: { from, to } }
}

const total = (hours: readonly number[]): number => hours.reduce((sum, one) => sum + one, 0)

const nightShare = (hours: readonly number[]): number =>
  total(NIGHT.map((hour) => hours[hour] ?? 0)) / Math.max(Number.MIN_VALUE, total(hours))
