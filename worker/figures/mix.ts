// GET /api/insights/mix: shares of cost by model from the first week to the last, and what went from one vendor to the other.
import { type PlacedCell, placedCosts, placedUsage } from '../db/tenant/insight-cells.ts'
import { addDays, type Day, type DayRange, daysOf } from '../db/tenant/range.ts'
import { type MixDay, modelMix } from '../insights/mix.ts'
import { type Line, readBilledLines, readUsageLines, total, within } from './days.ts'
import type { Basis } from './fresh.ts'
import type { Scope } from './scopes.ts'
import type { FigureFilter, FigureSource } from './source.ts'
import { lastWholeDay, rangeOf } from './tables.ts'

const WEEK = 7
/** Under a point nothing is said to have moved. */
const LEAST_POINTS = 1

export async function readMix(source: FigureSource, range: DayRange, filter: FigureFilter, basis: Basis) {
  const { db, tenant } = source
  const billed = basis === 'billed'
  const lines = billed
    ? await readBilledLines(source, range, filter, 'model')
    : await readUsageLines(source, range, filter, 'model')
  const days = daysOf(range)
  const weeks = weeksOf(range, lastWholeDay(source.today))
  const [first, last] = [weeks[0] ?? range, weeks.at(-1) ?? range]
  const placed = billed ? placedCosts : placedUsage
  const ends = first.from === last.from ? [first] : [first, last]
  const cells = (await Promise.all(ends.map((week) => placed(db, tenant, week, filter)))).flat()
  const between = weeks.slice(1, -1)
  const mix = modelMix([...cells.map(placedDay), ...lines.flatMap((line) => middleDays(line, days, between))])
  const { shift } = mix
  return {
    totals: {
      nano: String(lines.reduce((sum, line) => sum + total(line.nano), 0n)),
      rows_without_price: lines.reduce((sum, line) => sum + line.unpriced, 0),
    },
    first,
    last,
    weeks: weeks.map((week) => ({
      from: week.from,
      to: week.to,
      nano: String(lines.reduce((sum, line) => sum + total(within(line.nano, days, week)), 0n)),
    })),
    models: lines.map((line) => {
      const said = mix.models.find(({ vendor, model }) => vendor === line.scope.vendor && model === line.scope.value)
      const [before, after] = [said?.first ?? 0, said?.last ?? 0]
      return {
        scope: line.scope,
        nano: total(line.nano),
        first: before,
        last: after,
        points: Math.round((after - before) * 10_000) / 100,
        series: weeks.map((week) => String(total(within(line.nano, days, week)))),
      }
    }),
    shift:
      shift === null || shift.points < LEAST_POINTS
        ? null
        : { ...shift, most: placeOf(shift.part, shift.partShare, cells) },
    rows: lines.reduce((sum, { rows }) => sum + rows, 0),
  }
}

/** Whole weeks counted back from the last whole day; the range itself where it has none. */
function weeksOf(range: DayRange, whole: Day): DayRange[] {
  const to = whole < range.to ? whole : range.to
  const count = to < range.from ? 0 : Math.floor(rangeOf(range.from, to).days / WEEK)
  return Array.from({ length: count }, (_, index) => {
    const end = addDays(to, -WEEK * (count - 1 - index))
    return rangeOf(addDays(end, 1 - WEEK), end)
  })
}

/** A part is one workspace of one vendor. */
const partOf = ({ vendor, workspace }: PlacedCell): string => `${vendor} ${workspace ?? ''}`

const placedDay = (cell: PlacedCell): MixDay => ({
  date: cell.day,
  vendor: cell.vendor,
  model: cell.model ?? '',
  part: partOf(cell),
  nano: BigInt(cell.nano),
})

function middleDays({ scope, nano }: Line, days: readonly Day[], weeks: readonly DayRange[]): MixDay[] {
  return days.flatMap((date, index) => {
    const inside = weeks.some(({ from, to }) => date >= from && date <= to)
    const amount = nano[index] ?? 0n
    return inside && amount !== 0n ? [{ date, vendor: scope.vendor ?? '', model: scope.value, nano: amount }] : []
  })
}

function placeOf(
  part: string | null,
  share: number | null,
  cells: readonly PlacedCell[],
): { scope: Scope; share: number } | null {
  const cell = cells.find((one) => partOf(one) === part)
  if (cell === undefined) return null
  return { scope: { by: 'workspace', value: cell.workspace ?? '', vendor: cell.vendor }, share: share ?? 0 }
}
