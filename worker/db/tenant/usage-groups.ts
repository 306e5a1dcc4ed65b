// The cells of the usage screen's days → totals, groups and days: exact sums, people folded into one group each.
import type { Stitched } from '../../people/stitch.ts'
import type { VendorName } from './database.ts'
import { type Names, personIn, personLabel, productLabel } from './labels.ts'
import { bucketOf, type Day, type DayRange, isClosed, type Step } from './range.ts'
import { addToDay, type DayTally, type Exact, plus, totalOf, type UsageSums, UsageTally } from './tokens.ts'
import type { Cell } from './usage-cells.ts'
import { personOfWhose } from './usage-people.ts'
import type { UsageDimension } from './usage-scope.ts'

export type { Cell } from './usage-cells.ts'
export type CellsOfDay = { day: Day; cells: readonly Cell[] }
type DayGroup = { vendor: VendorName; key: string; tokens: string; output: string; estimate: string | null }
export type UsageGroups = {
  totals: UsageSums
  days: { day: Day; closed: boolean; groups: DayGroup[] }[]
  groups: (UsageSums & { key: string; label: string; vendor: VendorName; series: string[] })[]
}

type Ask = { range: DayRange; by: UsageDimension; step: Step; today: Day }
type Bucket = { day: Day; closed: boolean }
/** `series` by day, `buckets` by the number of the bucket; a bucket without use of the group has none. */
type Group = {
  vendor: VendorName
  key: string | null
  all: UsageTally
  series: Exact[]
  buckets: (DayTally | undefined)[]
}

/** Adds the days up. `stitched` says who is one person; null when the groups are no people. */
export function groupUsage(
  ask: Ask,
  rows: readonly CellsOfDay[],
  names: Names,
  stitched: Stitched | null,
): UsageGroups {
  const groupOf = groupFinder(rows.length, stitched)
  const buckets: Bucket[] = []
  for (const [index, { day, cells }] of rows.entries()) {
    const start = bucketOf(day, ask.step, ask.range.from)
    if (buckets.at(-1)?.day !== start) buckets.push({ day: start, closed: true })
    const at = buckets.length - 1
    const bucket = buckets[at]
    if (bucket !== undefined) bucket.closed &&= isClosed(day, ask.today)
    for (const [vendor, value, ...measures] of cells) {
      const group = groupOf(vendor, value)
      const total = totalOf(measures)
      group.all.add(measures)
      group.buckets[at] = addToDay(group.buckets[at], total, measures)
      group.series[index] = plus(group.series[index] ?? 0, total)
    }
  }
  const sorted = groupOf
    .all()
    .map((group) => ({ ...group, total: group.all.total }))
    .sort((a, b) => compare(b.total, a.total) || compare(a.key ?? '', b.key ?? ''))
  const totals = new UsageTally()
  for (const { all } of sorted) totals.merge(all)
  return {
    totals: totals.sums(),
    groups: sorted.map(({ vendor, key, all, series }) => ({
      ...all.sums(),
      key: key ?? '',
      label: stitched === null ? labelOf(ask.by, vendor, key, names) : nameOf(key, names, stitched),
      vendor,
      series: series.map(String),
    })),
    days: buckets.map(({ day, closed }, at) => ({
      day,
      closed,
      groups: sorted.flatMap(({ vendor, key, buckets }) => {
        const tally = buckets[at]
        if (tally === undefined) return []
        // Unknown is never shown as zero.
        const estimate = tally.priced === 0 ? null : String(tally.nano)
        return [{ vendor, key: key ?? '', tokens: String(tally.total), output: String(tally.output), estimate }]
      }),
    })),
  }
}

/** Finds a cell's group, or begins it. Who somebody is costs more than a look-up, so each value is asked about once. */
function groupFinder(days: number, stitched: Stitched | null) {
  const groups = new Map<string, Group>()
  const byValue = new Map<VendorName, Map<string | null, Group>>()
  const begin = (vendor: VendorName, value: string | null): Group => {
    const key = stitched === null ? value : personOfWhose(stitched, vendor, value)
    const id = JSON.stringify([vendor, key])
    const group = groups.get(id) ?? {
      vendor,
      key,
      all: new UsageTally(),
      series: Array.from({ length: days }, () => 0),
      buckets: [],
    }
    groups.set(id, group)
    return group
  }
  const find = (vendor: VendorName, value: string | null): Group => {
    const values = byValue.get(vendor) ?? new Map<string | null, Group>()
    byValue.set(vendor, values)
    const group = values.get(value) ?? begin(vendor, value)
    values.set(value, group)
    return group
  }
  return Object.assign(find, { all: () => [...groups.values()] })
}

function compare<Of extends Exact | string>(a: Of, b: Of): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function nameOf(person: string | null, names: Names, stitched: Stitched): string {
  return person === null ? 'Nobody named' : personLabel(personIn(names, stitched, person))
}

function labelOf(by: UsageDimension, vendor: VendorName, key: string | null, names: Names): string {
  if (by === 'workspace') return names.workspace(vendor, key)
  if (by === 'key') return names.key(key)
  if (by === 'product') return productLabel(key)
  return key ?? 'Not stated'
}
