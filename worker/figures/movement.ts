// GET /api/insights/movement: why a range cost more or less than another, in steps that add up to the nanodollar.
import { addDays, type DayRange, daysOf, rangeBefore } from '../db/tenant/range.ts'
import { type Cell, type Incident, movement, type StepFacts } from '../insights/movement.ts'
import { type Line, readUsageLines, total } from './days.ts'
import { readFindings } from './findings.ts'
import type { Found } from './found.ts'
import type { FigureFilter, FigureSource } from './source.ts'
import { splitByKind } from './split-kinds.ts'
import { rangeOf } from './tables.ts'

export type Versus = 'previous' | 'year'

/** 52 weeks, so that weekdays meet their like. */
const YEAR = 364

export const comparedTo = (range: DayRange, versus: Versus): DayRange =>
  versus === 'previous' ? rangeBefore(range) : rangeOf(addDays(range.from, -YEAR), addDays(range.to, -YEAR))

export async function readMovement(source: FigureSource, range: DayRange, filter: FigureFilter, versus: Versus) {
  const earlier = comparedTo(range, versus)
  const both = versus === 'previous' ? rangeOf(earlier.from, range.to) : range
  const [now, then, { found }] = await Promise.all([
    readUsageLines(source, range, filter, 'model'),
    readUsageLines(source, earlier, filter, 'model'),
    readFindings(source, both, filter),
  ])
  const spikes = found.filter(({ kind }) => kind === 'spike')
  const incidents = spikes.map(
    (one): Incident => ({
      name: one.key,
      nano: one.actual - one.expected,
      period: one.of >= range.from ? 'after' : 'before',
    }),
  )
  const moved = movement({ before: cellsOf(then, earlier), after: cellsOf(now, range), incidents })
  return {
    previous: earlier,
    totals: sumsOf(now),
    before: sumsOf(then),
    difference: String(moved.difference),
    steps: moved.steps.map(({ code, nano, facts }) => ({
      code,
      nano: String(nano),
      incident: code === 'incident' ? (spikes.find(({ key }) => key === facts.name) ?? null) : null,
      name: code === 'incident' ? null : (facts.name ?? facts.most?.[0]?.model ?? null),
      facts: told(facts),
      price: code === 'prices' ? priceKey(found, range) : null,
    })),
    rows: now.reduce((sum, { rows }) => sum + rows, 0),
  }
}

/** The finding of the largest change of a price within the range. */
function priceKey(found: readonly Found[], range: DayRange): string | null {
  return found.find(({ kind, date }) => kind === 'price' && date >= range.from)?.key ?? null
}

const sumsOf = (lines: readonly Line[]) => ({
  nano: String(lines.reduce((sum, { nano }) => sum + total(nano), 0n)),
  rows_without_price: lines.reduce((sum, { unpriced }) => sum + unpriced, 0),
})

/** One cell a model and kind of token; each day is cut by the rates of that day. */
export function cellsOf(lines: readonly Line[], range: DayRange): Cell[] {
  const days = daysOf(range)
  return lines.flatMap(({ scope, kinds, nano }) => {
    const { vendor, value } = scope
    if (vendor !== 'anthropic' && vendor !== 'openai') return []
    const cells = new Map<Cell['tokenType'], Cell>()
    for (const [at, day] of days.entries()) {
      const counts = kinds.map((own) => own[at] ?? 0n)
      for (const part of splitByKind(vendor, value, day, counts, nano[at] ?? 0n)) {
        const known = cells.get(part.kind)
        cells.set(part.kind, {
          vendor,
          model: value,
          tokenType: part.kind,
          tokens: (known?.tokens ?? 0n) + part.tokens,
          nano: (known?.nano ?? 0n) + part.nano,
        })
      }
    }
    return [...cells.values()]
  })
}

const MOST = 3

/** Figures for words, as text: the three models or prices that moved most are `most_0`, `most_1`, `most_2` with their amounts. */
function told({ most, ...facts }: StepFacts): Record<string, string> {
  const words: Record<string, string> = {}
  for (const [name, fact] of Object.entries(facts)) {
    if (fact !== undefined) words[name] = typeof fact === 'number' ? String(Math.round(fact * 1e6) / 1e6) : fact
  }
  for (const [at, one] of (most ?? []).slice(0, MOST).entries()) {
    words[`most_${at}`] = one.model
    words[`most_${at}_nano`] = String(one.nano)
    if (one.tokenType !== undefined) words[`most_${at}_kind`] = one.tokenType
  }
  return words
}
