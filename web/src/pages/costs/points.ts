// The bars of the Costs chart: what was billed by group, a tick for the estimate, and from where on nothing is billed yet.
import type { CostsAnswer } from '../../../../worker/http/schemas/costs.ts'
import type { DayRange } from '../../date-range.ts'
import type { Step } from '../../figures/days.ts'
import { barsOf, groupId, type SeriesOf } from '../../figures/groups.ts'
import { addSeries } from '../../figures/ratio.ts'
import { dollars, money, unknown } from '../../format.ts'
import { addDays, type Day } from '../../time.ts'
import type { BarPoint } from '../../ui/charts/bar-point.ts'

/** The last day of the range that has a bill line; null when no day has. */
export function billedUntil({ groups, range }: Pick<CostsAnswer, 'groups' | 'range'>): Day | null {
  const last = addSeries(groups.map((group) => group.series)).findLastIndex((sum) => sum !== 0n)
  return last < 0 ? null : addDays(range.from, last)
}

/** One bar a day, week or month. A bar after the last bill line whose days are open is "not billed yet". */
export function costPoints(answer: CostsAnswer, groups: SeriesOf, step: Step, range: DayRange): BarPoint[] {
  const until = billedUntil(answer)
  const bars = barsOf({
    days: answer.days.map(({ day, closed, groups: cells }) => ({
      day,
      closed,
      cells: cells.map((cell) => ({ id: groupId(cell), value: BigInt(cell.billed) })),
    })),
    range,
    step,
    groups,
    words: (value) => money(value),
    length: dollars,
  })
  const unbilled = answer.days.map(({ day, closed }) => !closed && (until === null || day > until))
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
