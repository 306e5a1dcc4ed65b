// The bars of the Usage chart from the API's days, by measure.
import type { UsageAnswer } from '../../../../worker/http/schemas/usage.ts'
import type { DayRange } from '../../date-range.ts'
import type { Step } from '../../figures/days.ts'
import { barsOf, groupId, type SeriesOf } from '../../figures/groups.ts'
import { dollars, money, tokens } from '../../format.ts'
import type { BarPoint } from '../../ui/charts/bar-point.ts'
import type { Measure } from './ask.ts'

type Days = UsageAnswer['days']
type Cell = Days[number]['groups'][number]

const sizes: Record<Measure, (cell: Cell) => bigint | null> = {
  tokens: (cell) => BigInt(cell.tokens),
  output: (cell) => BigInt(cell.output),
  cost: (cell) => (cell.estimate === null ? null : BigInt(cell.estimate)),
}

/** One bar a day, week or month. */
export function usagePoints(
  days: Days,
  groups: SeriesOf,
  measure: Measure,
  step: Step,
  range: DayRange,
): readonly BarPoint[] {
  const isMoney = measure === 'cost'
  return barsOf({
    days: days.map(({ day, closed, groups: cells }) => ({
      day,
      closed,
      cells: cells.map((cell) => ({ id: groupId(cell), value: sizes[measure](cell) })),
    })),
    range,
    step,
    groups,
    words: (value) => (isMoney ? money(value) : tokens(value)),
    length: (value) => (isMoney ? dollars(value) : Number(value)),
  })
}
