// The cells of the usage screen's days → totals, groups and days: exact sums, people folded into one group each.
import type { Stitched } from '../../people/stitch.ts'
import type { VendorName } from './database.ts'
import { type Names, personIn, personLabel, productLabel } from './labels.ts'
import { bucketOf, type Day, type DayRange, isClosed, type Step } from './range.ts'
import { type Measures, totalOf, type UsageSums, UsageTally } from './tokens.ts'
import { personOfWhose } from './usage-people.ts'
import type { UsageDimension } from './usage-scope.ts'

/** One group of one day: vendor, the dimension's value (for people whose it is), the sums. */
export type Cell = [vendor: VendorName, key: string | null, ...Measures]
/** `cells` is the JSON of a list of `Cell`. */
export type DayCells = { day: Day; cells: string }

type DayGroup = { vendor: VendorName; key: string; tokens: string; output: string; estimate: string | null }
export type UsageGroups = {
  totals: UsageSums
  days: { day: Day; closed: boolean; groups: DayGroup[] }[]
  groups: (UsageSums & { key: string; label: string; vendor: VendorName; series: string[] })[]
}

type Ask = { range: DayRange; by: UsageDimension; step: Step; today: Day }
type Group = { vendor: VendorName; key: string | null; all: UsageTally; series: bigint[] }

/** Adds the days up. `stitched` says who is one person; null when the groups are no people. */
export function groupUsage(ask: Ask, rows: readonly DayCells[], names: Names, stitched: Stitched | null): UsageGroups {
  const keyOf = (vendor: VendorName, value: string | null) =>
    stitched === null ? value : personOfWhose(stitched, vendor, value)
  const totals = new UsageTally()
  const groups = new Map<string, Group>()
  const buckets = new Map<Day, { closed: boolean; tallies: Map<string, UsageTally> }>()
  for (const [index, { day, cells }] of rows.entries()) {
    const start = bucketOf(day, ask.step, ask.range.from)
    const bucket = buckets.get(start) ?? { closed: true, tallies: new Map<string, UsageTally>() }
    bucket.closed &&= isClosed(day, ask.today)
    buckets.set(start, bucket)
    // Our own JSON, made by usageDaysQuery.
    for (const [vendor, value, ...measures] of JSON.parse(cells) as Cell[]) {
      const key = keyOf(vendor, value)
      const id = JSON.stringify([vendor, key])
      const group = groups.get(id) ?? { vendor, key, all: new UsageTally(), series: rows.map(() => 0n) }
      groups.set(id, group)
      const inBucket = bucket.tallies.get(id) ?? new UsageTally()
      bucket.tallies.set(id, inBucket)
      for (const tally of [totals, group.all, inBucket]) tally.add(measures)
      group.series[index] = (group.series[index] ?? 0n) + totalOf(measures)
    }
  }
  const sorted = [...groups.entries()].sort(
    ([, a], [, b]) => compare(b.all.total, a.all.total) || compare(a.key ?? '', b.key ?? ''),
  )
  return {
    totals: totals.sums(),
    groups: sorted.map(([, { vendor, key, all, series }]) => ({
      ...all.sums(),
      key: key ?? '',
      label: stitched === null ? labelOf(ask.by, vendor, key, names) : nameOf(key, names, stitched),
      vendor,
      series: series.map(String),
    })),
    days: [...buckets].map(([day, { closed, tallies }]) => ({
      day,
      closed,
      groups: sorted.flatMap(([id, { vendor, key }]) => {
        const tally = tallies.get(id)
        if (tally === undefined) return []
        const { total, output, estimate } = tally
        return [{ vendor, key: key ?? '', tokens: String(total), output: String(output), estimate }]
      }),
    })),
  }
}

function compare(a: bigint | string, b: bigint | string): number {
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
