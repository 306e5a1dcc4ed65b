// Columns that the group tables of Usage and Costs share: vendor, share, direction, records.
import { count, percent } from '../format.ts'
import { Share } from '../ui/amount.tsx'
import { SeriesKey } from '../ui/charts/legend.tsx'
import type { Paint } from '../ui/charts/paint.ts'
import { Vendor } from '../ui/marks.tsx'
import { Sparkline } from '../ui/sparkline.tsx'
import type { Column } from '../ui/table.tsx'
import type { VendorId } from '../ui/vendors.ts'
import { ratio, sevenDaySums } from './ratio.ts'

/** Colour and name. Models and keys are compared letter by letter, so they are mono. */
export function GroupCell({ label, paint, mono }: { label: string; paint: Paint | undefined; mono: boolean }) {
  return (
    <span className="row">
      {paint ? <SeriesKey paint={paint} /> : null}
      <span className={mono ? 'mono strong wrap-anywhere' : 'strong wrap-anywhere'}>{label}</span>
    </span>
  )
}

interface Grouped {
  readonly vendor: VendorId
  readonly series: readonly string[]
  readonly records: number
}

/** Whose the group is; none where all are of one vendor. */
export function vendorColumns<T extends Grouped>(groups: readonly T[]): Column<T>[] {
  if (new Set(groups.map((group) => group.vendor)).size < 2) return []
  return [
    {
      id: 'vendor',
      head: 'Vendor',
      hide: 'p2',
      cell: (group) => <Vendor id={group.vendor} />,
      sort: (group) => group.vendor,
    },
  ]
}

/** A bar in the row and its number; the full bar is the largest share. */
export function shareColumn<T>(groups: readonly T[], part: (group: T) => string, whole: string): Column<T> {
  const largest = Math.max(0, ...groups.map((group) => ratio(part(group), whole) ?? 0))
  return {
    id: 'share',
    head: 'Share',
    hide: 'p2',
    width: 136,
    cell: (group) => {
      const share = ratio(part(group), whole)
      return <Share share={share} of={largest} words={percent(share)} />
    },
  }
}

/** Seven-day sums of the closed days, nothing where there are too few; and how many records stand behind the group. */
export function trendAndRecords<T extends Grouped>(closed: number, records: number): Column<T>[] {
  return [
    {
      id: 'trend',
      head: 'Trend',
      hide: 'p2',
      width: 96,
      cell: (group) => {
        const points = sevenDaySums(group.series, closed)
        return points.length > 1 ? <Sparkline points={points} width={80} height={20} /> : null
      },
    },
    {
      id: 'records',
      head: 'Records',
      num: true,
      hide: 'p2',
      className: 'mono',
      cell: (group) => count(group.records),
      sort: (group) => group.records,
      sum: count(records),
    },
  ]
}
