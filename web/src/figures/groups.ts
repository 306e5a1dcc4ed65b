// Groups as series of a chart: the largest by colour, the rest as "other", and the bars they make.
import type { DayRange } from '../date-range.ts'
import type { Day } from '../time.ts'
import type { BarPoint, Series } from '../ui/charts/bar-point.ts'
import { otherPaint, type Paint, vendorPaint } from '../ui/charts/paint.ts'
import { type VendorId, vendorNames } from '../ui/vendors.ts'
import { barWords, type Step } from './days.ts'

/** Vendor and key together name a group: two vendors may have the same tier, or both no workspace. */
export interface GroupName {
  readonly vendor: VendorId
  readonly key: string
}
export const groupId = ({ vendor, key }: GroupName): string => `${vendor}:${key}`

const most = 6
const depths = 3
/** In bars, legends and bars of two colours. */
export const vendorOrder: readonly VendorId[] = ['anthropic', 'openai', 'tallystick']
const families: Record<VendorId, readonly Paint[]> = {
  anthropic: [{ fill: 'var(--a1)' }, { fill: 'var(--a2)' }, { fill: 'var(--a3)', edge: 'var(--a-line)' }],
  openai: [{ fill: 'var(--o1)' }, { fill: 'var(--o2)' }, { fill: 'var(--o3)', edge: 'var(--o-line)' }],
  tallystick: [],
}
const further: readonly Paint[] = [{ fill: 'var(--c5)' }, { fill: 'var(--c6)' }, { fill: 'var(--c7)' }]

/**
 * The groups that have a colour of their own, of a list with the largest first: six of one vendor; over several vendors
 * three of each, because a hue has three depths and must go on saying whose a bar is.
 */
function chosen<T extends GroupName>(groups: readonly T[]): readonly T[] {
  if (new Set(groups.map((group) => group.vendor)).size < 2) return groups.slice(0, most)
  return vendorOrder.flatMap((vendor) => groups.filter((group) => group.vendor === vendor).slice(0, depths))
}

/** The colours of groups: the depths of the vendor's hue, then verdigris, plum and slate; `otherPaint` for all others. */
export function paintGroups(groups: readonly GroupName[]): ReadonlyMap<string, Paint> {
  const used = { anthropic: 0, openai: 0, tallystick: 0 }
  let spare = 0
  const paints = new Map(groups.map((group) => [groupId(group), otherPaint]))
  for (const group of chosen(groups)) {
    const own = families[group.vendor][used[group.vendor]]
    used[group.vendor] += 1
    paints.set(groupId(group), own ?? further[spare++] ?? otherPaint)
  }
  return paints
}

type Labelled = GroupName & { readonly label: string }

/** Two vendors may have a project or a person of the same name: those say whose they are. */
export function withDistinctLabels<T extends Labelled>(groups: readonly T[]): T[] {
  const seen = new Map<string, number>()
  for (const { label } of groups) seen.set(label, (seen.get(label) ?? 0) + 1)
  return groups.map((group) =>
    (seen.get(group.label) ?? 0) > 1 ? { ...group, label: `${group.label}, ${vendorNames[group.vendor]}` } : group,
  )
}

export interface SeriesOf {
  readonly series: readonly Series[]
  /** Which of the series a group is part of. */
  readonly place: ReadonlyMap<string, number>
}

/** At most six series, those of one vendor beside each other, and "other". */
export function seriesOf(groups: readonly Labelled[]): SeriesOf {
  const paints = paintGroups(groups)
  const shown = chosen(withDistinctLabels(groups))
  const series: Series[] = shown.map((group) => ({
    id: groupId(group),
    label: group.label,
    paint: paints.get(groupId(group)) ?? otherPaint,
  }))
  const others = groups.length - shown.length
  if (others > 0) series.push({ id: 'other', label: others === 1 ? '1 other' : `${others} others`, paint: otherPaint })
  const own = new Map(shown.map((group, index) => [groupId(group), index]))
  return { series, place: new Map(groups.map((group) => [groupId(group), own.get(groupId(group)) ?? shown.length])) }
}

/** One series a vendor, whatever the groups are. */
export function vendorSeriesOf(groups: readonly GroupName[]): SeriesOf {
  const vendors = vendorOrder.filter((vendor) => groups.some((group) => group.vendor === vendor))
  const series = vendors.map((vendor) => ({ id: vendor, label: vendorNames[vendor], paint: vendorPaint(vendor) }))
  return { series, place: new Map(groups.map((group) => [groupId(group), vendors.indexOf(group.vendor)])) }
}

/** One bar before it has words. null: there is something, but nobody knows how much. */
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
  /** The words for what is there but not known; without it "no price". */
  readonly missing?: string
}

/** The bars of stacked groups. A sum with an unknown part says "at least"; an unknown part alone says "no price". */
export function barsOf({ days, range, step, groups, words, length, missing = 'no price' }: BarsAsk): BarPoint[] {
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
      if (part.unknown && !part.known) return missing
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
