// The bars of the Costs chart: what was billed by vendor or group, the estimate as a tick, and days that no bill covers yet.
import type { CostsAnswer } from '../../../../worker/http/schemas/costs.ts'
import type { DayRange } from '../../date-range.ts'
import type { Step } from '../../figures/days.ts'
import { barsOf, groupId, type SeriesOf } from '../../figures/groups.ts'
import { addSeries } from '../../figures/ratio.ts'
import { dollars, money, unknown } from '../../format.ts'
import { addDays, type Day } from '../../time.ts'
import type { BarPoint } from '../../ui/charts/bar-point.ts'
import type { VendorId } from '../../ui/vendors.ts'

type Billing = Pick<CostsAnswer, 'groups' | 'range'>

/** The last day of the range that has a bill line, of one vendor or of any; null when no day has. */
export function billedUntil({ groups, range }: Billing, vendor?: VendorId): Day | null {
  const asked = vendor === undefined ? groups : groups.filter((group) => group.vendor === vendor)
  const last = addSeries(asked.map((group) => group.series)).findLastIndex((sum) => sum !== 0n)
  return last < 0 ? null : addDays(range.from, last)
}

/** What each vendor billed in the range, with the vendors in the order of their first group. */
export function billedBy(groups: CostsAnswer['groups']): ReadonlyMap<VendorId, bigint> {
  const sums = new Map<VendorId, bigint>()
  for (const { vendor, billed } of groups) sums.set(vendor, (sums.get(vendor) ?? 0n) + BigInt(billed))
  return sums
}

/**
 * One bar a day, week or month. A bar after the last bill line whose days are open is "not billed yet"; where only one vendor has
 * not billed it yet, that vendor's part is unknown and the sum "at least".
 */
export function costPoints(answer: CostsAnswer, groups: SeriesOf, step: Step, range: DayRange): BarPoint[] {
  const until = billedUntil(answer)
  const untilOf = new Map([...billedBy(answer.groups).keys()].map((vendor) => [vendor, billedUntil(answer, vendor)]))
  const isAfter = (day: Day, last: Day | null) => last === null || day > last
  const waiting = (day: Day) => answer.groups.filter(({ vendor }) => isAfter(day, untilOf.get(vendor) ?? null))
  const bars = barsOf({
    days: answer.days.map(({ day, closed, groups: cells }) => ({
      day,
      closed,
      cells: [
        ...cells.map((cell) => ({ id: groupId(cell), value: BigInt(cell.billed) })),
        ...(closed ? [] : waiting(day).map((group) => ({ id: groupId(group), value: null }))),
      ],
    })),
    range,
    step,
    groups,
    words: (value) => money(value),
    length: dollars,
    missing: unknown,
  })
  const unbilled = answer.days.map(({ day, closed }) => !closed && isAfter(day, until))
  const someUnbilled = unbilled.includes(true)
  return bars.map((bar, index) => {
    const estimate = answer.days[index]?.estimate ?? null
    const tick = estimate === null ? {} : { tick: { value: dollars(estimate), words: money(estimate) } }
    if (!unbilled[index]) {
      // One hatched field a chart: where some days have no bill yet, it means those.
      return { ...bar, ...tick, open: bar.open === true && !someUnbilled }
    }
    return { ...bar, ...tick, open: false, unbilled: true, words: bar.words.map(() => unknown), total: unknown }
  })
}
