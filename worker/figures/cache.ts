// GET /api/insights/cache: what the prompt cache brings by model, over the range and week by week.
import { addDays, type Day, type DayRange, daysOf } from '../db/tenant/range.ts'
import { type CacheTokens, cacheEfficiency, type PriceOf } from '../insights/cache.ts'
import { ratesOf } from '../vendors/prices/rates.ts'
import { type Line, readUsageLines, total, within } from './days.ts'
import type { FigureFilter, FigureSource } from './source.ts'
import { KIND_NAMES } from './split-kinds.ts'
import { rangeOf } from './tables.ts'

export async function readCache(source: FigureSource, range: DayRange, filter: FigureFilter) {
  const lines = (await readUsageLines(source, range, filter, 'model')).filter((line) => inputOf(line) > 0n)
  const days = daysOf(range)
  const weeks = weeksOf(range)
  const byWeek = weeks.map((week) => lines.map((line) => tokensOf(line, days, week)))
  const said = cacheEfficiency(
    lines.map((line) => tokensOf(line, days, range)),
    pricesOn(range.to),
    byWeek.flat(),
  )
  const weekly = byWeek.map((own) => cacheEfficiency(own, pricesOn(range.to)).models)
  const sum = (of: (line: Line) => bigint) => lines.reduce((all, line) => all + of(line), 0n)
  const [input, cached] = [sum(inputOf), sum((line) => kindOf(line, 'cache_read'))]
  return {
    totals: {
      hit_rate: input === 0n ? null : Number(cached) / Number(input),
      saved: String(said.saved),
      would_save: String(said.wouldSave),
      input: String(input),
      cached: String(cached),
    },
    models: said.models.map((model) => {
      const line = lines.find(({ scope }) => scope.vendor === model.vendor && scope.value === model.model)
      const read = line === undefined ? 0n : kindOf(line, 'cache_read')
      return {
        vendor: line?.scope.vendor ?? 'anthropic',
        model: model.model,
        hit_rate: model.hitRate,
        input: String(model.input),
        cached: String(read),
        written: String(line === undefined ? 0n : WRITES.reduce((all, kind) => all + kindOf(line, kind), 0n)),
        cost: String(model.cost ?? 0n),
        uncached_cost: String(model.uncachedCost ?? 0n),
        saved: String(model.saved ?? 0n),
        target: model.target,
        would_save: String(model.wouldSave ?? 0n),
        loss: model.loss,
        weeks: weeks.map((week, at) => {
          const own = weekly[at]?.find((one) => one.vendor === model.vendor && one.model === model.model)
          return { from: week.from, to: week.to, hit_rate: own?.hitRate ?? null, saved: String(own?.saved ?? 0n) }
        }),
      }
    }),
    rows_without_price: lines.reduce((all, line) => all + line.unpriced, 0),
    rows: lines.reduce((all, { rows }) => all + rows, 0),
  }
}

const WRITES = ['cache_write_5m', 'cache_write_30m', 'cache_write_1h', 'cache_write_12h'] as const
type Kind = (typeof KIND_NAMES)[number]

const kindOf = (line: Line, kind: Kind): bigint => total(line.kinds[KIND_NAMES.indexOf(kind)] ?? [])
const inputOf = (line: Line): bigint => total(line.tokens) - kindOf(line, 'output')

/** Weeks from the first day on; the last may be shorter. */
function weeksOf(range: DayRange): DayRange[] {
  return Array.from({ length: Math.ceil(range.days / 7) }, (_, index) => {
    const from = addDays(range.from, index * 7)
    const to = addDays(from, 6)
    return rangeOf(from, [to, range.to].sort()[0] ?? to)
  })
}

function tokensOf({ scope, kinds }: Line, days: readonly Day[], part: DayRange): CacheTokens {
  const of = (kind: Kind) => total(within(kinds[KIND_NAMES.indexOf(kind)] ?? [], days, part))
  return {
    vendor: scope.vendor ?? '',
    model: scope.value,
    uncached: of('uncached_input'),
    read: of('cache_read'),
    writes: Object.fromEntries(WRITES.map((kind) => [kind, of(kind)])),
  }
}

/** List prices of one day: today's view of what caching is worth. */
const pricesOn =
  (day: Day): PriceOf =>
  (vendor, model, type) =>
    (vendor === 'anthropic' || vendor === 'openai') && type !== 'none'
      ? (ratesOf(vendor, model, day)?.[type] ?? null)
      : null
