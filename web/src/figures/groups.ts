// Groups as series of a chart: the six largest by colour, the rest as "other", and the bars they make.
import type { DayRange } from '../date-range.ts'
import type { Day } from '../time.ts'
import type { BarPoint, Series } from '../ui/charts/bar-point.ts'
import { otherPaint, type Paint } from '../ui/charts/paint.ts'
import type { VendorId } from '../ui/vendors.ts'
import { barWords, type Step } from './days.ts'

/** Vendor and key together name a group: two vendors may have the same tier, or both no workspace. */
export interface GroupName {
  readonly vendor: VendorId
  readonly key: string
}
export const groupId = ({ vendor, key }: GroupName): string => `${vendor}:${key}`

const most = 6
const families: Record<VendorId, readonly Paint[]> = {
  anthropic: [{ fill: 'var(--a1)' }, { fill: 'var(--a2)' }, { fill: 'var(--a3)', edge: 'var(--a-line)' }],
  openai: [{ fill: 'var(--o1)' }, { fill: 'var(--o2)' }, { fill: 'var(--o3)', edge: 'var(--o-line)' }],
  tallystick: [],
}
const further: readonly Paint[] = [{ fill: 'var(--c5)' }, { fill: 'var(--c6)' }, { fill: 'var(--c7)' }]

/**
 * The colours of groups in their own order (largest first): three depths of the vendor's hue, then verdigris, plum and
 * slate while six are not reached, because one vendor may have six groups; after that `otherPaint`.
 */
export function paintGroups(groups: readonly GroupName[]): ReadonlyMap<string, Paint> {
  const used = { anthropic: 0, openai: 0, tallystick: 0 }
  let spare = 0
  return new Map(
    groups.map((group, index) => {
      const own = index < most ? families[group.vendor][used[group.vendor]] : undefined
      used[group.vendor] += 1
      const paint = own ?? (index < most ? further[spare++] : undefined) ?? otherPaint
      return [groupId(group), paint]
    }),
  )
}

export interface SeriesOf {
  readonly series: readonly Series[]
  /** Which of the series a group is part of. */
  readonly place: ReadonlyMap<string, number>
}

/** At most six series and "other". */
export function seriesOf(groups: readonly (GroupName & { readonly label: string })[]): SeriesOf {
  const paints = paintGroups(groups)
  const series: Series[] = groups
    .slice(0, most)
    .map((group) => ({ id: groupId(group), label: group.label, paint: paints.get(groupId(group)) ?? otherPaint }))
  if (groups.length > most) series.push({ id: 'other', label: `${groups.length - most} others`, paint: otherPaint })
  return { series, place: new Map(groups.map((group, index) => [groupId(group), Math.min(index, most)])) }
}

/** One bar before it has words. null: there is something, but nobody knows its price. */
interface DayCells {
  readonly day: Day
  readonly closed: boolean
  readonly cells: readonly { readonly id: string; readonly value: bigint | null }[]
}

interface BarsAsk {
  readonly days: readonly DayCells[]
  readonly range: DayRange
  readonly step: Step
  readonly groups: SeriesOf
  /** Exact words of a sum. */
  readonly words: (value: bigint) => string
  /** Length of a bar. */
  readonly length: (value: bigint) => number
}

/** The bars of stacked groups. A sum with an unknown part says "at least"; an unknown part alone says "no price". */
export function barsOf({ days, range, step, groups, words, length }: BarsAsk): BarPoint[] {
  return days.map(({ day, closed, cells }) => {
    const sums = groups.series.map(() => ({ sum: 0n, known: false, unknown: false }))
    for (const { id, value } of cells) {
      const part = sums[groups.place.get(id) ?? -1]
      if (part === undefined) continue
      if (value === null) part.unknown = true
      else part.known = true
      part.sum += value ?? 0n
    }
    const all = {
      sum: sums.reduce((sum, part) => sum + part.sum, 0n),
      known: sums.some((part) => part.known),
      unknown: sums.some((part) => part.unknown),
    }
    const say = (part: typeof all): string => {
      if (part.unknown && !part.known) return 'no price'
      return `${part.unknown ? '≥ ' : ''}${words(part.sum)}`
    }
    return {
      key: day,
      ...barWords(day, step, range),
      values: sums.map((part) => (part.unknown && !part.known ? null : length(part.sum))),
      words: sums.map(say),
      total: say(all),
      open: !closed,
    }
  })
}

/** The bar with the largest value, for the sentence that says what a chart shows. */
export function peakOf(points: readonly BarPoint[]): BarPoint | undefined {
  const size = (point: BarPoint) => point.values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
  return points.reduce<BarPoint | undefined>((best, one) => (best && size(best) >= size(one) ? best : one), undefined)
}
