// The bars of the Overview: what was billed by vendor; days without a bill yet stand with their estimate, hatched.
import type { OverviewAnswer } from '../../../../worker/http/schemas/overview.ts'
import { barWords } from '../../figures/days.ts'
import { atLeast, dollars, money, unknown } from '../../format.ts'
import type { BarPoint, Series } from '../../ui/charts/bar-point.ts'
import { type Paint, vendorPaint } from '../../ui/charts/paint.ts'
import { type VendorId, vendorNames } from '../../ui/vendors.ts'

const pale: Partial<Record<VendorId, Paint>> = {
  anthropic: { fill: 'var(--a3)', edge: 'var(--a-line)' },
  openai: { fill: 'var(--o3)', edge: 'var(--o-line)' },
}
const order: readonly VendorId[] = ['anthropic', 'openai', 'tallystick']

export interface OverviewBars {
  readonly series: readonly Series[]
  readonly points: readonly BarPoint[]
}

/** One series a vendor that billed anything, and one for the estimate of days that no bill covers yet. */
export function overviewBars({ days, range }: Pick<OverviewAnswer, 'days' | 'range'>): OverviewBars {
  const billing = new Set(days.flatMap((day) => day.vendors.map((one) => one.vendor)))
  const vendors = order.filter((vendor) => billing.has(vendor))
  const lastBilled = days.findLastIndex((day) => day.vendors.length > 0)
  const waits = days.map((day, index) => !day.closed && index > lastBilled)
  const hasOpenEstimate = days.some((day, index) => waits[index] && day.estimate !== null)
  const series: Series[] = vendors.map((vendor) => ({
    id: vendor,
    label: vendorNames[vendor],
    paint: vendorPaint(vendor),
  }))
  // One vendor's estimate is pale in its own hue; over several nobody knows here whose it is.
  const [only] = vendors
  const paint = (vendors.length === 1 && only && pale[only]) || { fill: 'var(--sunken)', edge: 'var(--control)' }
  if (hasOpenEstimate) series.push({ id: 'estimate', label: 'estimate, not billed yet', paint })
  // Until when each vendor has billed anything: an open day after that is not known of it, while the other's bill stands.
  const lastOf = new Map(
    vendors.map((vendor) => [vendor, days.findLastIndex((day) => day.vendors.some((one) => one.vendor === vendor))]),
  )
  const points = days.map((one, index): BarPoint => {
    const words = barWords(one.day, 'day', range)
    const estimate = waits[index] ? one.estimate : null
    const billed = vendors.map((vendor) => {
      const found = one.vendors.find((other) => other.vendor === vendor)?.billed
      return found ?? (!one.closed && index > (lastOf.get(vendor) ?? -1) ? null : '0')
    })
    const end = hasOpenEstimate ? [estimate] : []
    const total = waits[index]
      ? estimate === null
        ? unknown
        : `${money(estimate)} estimate`
      : atLeast(money(one.billed), billed.includes(null))
    return {
      key: one.day,
      ...words,
      values: [...billed.map(dollars), ...end.map(dollars)],
      words: [...billed.map((nano) => (waits[index] ? unknown : money(nano))), ...end.map((nano) => money(nano))],
      total,
      open: !one.closed,
    }
  })
  return { series, points }
}
