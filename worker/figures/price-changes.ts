// Days on which a model that the organization uses changed its price, and what that was worth on its own tokens.
import type { Day } from '../db/tenant/range.ts'
import { type PricedKind, rateChanges, ratesOf } from '../vendors/prices/rates.ts'
import type { Line } from './days.ts'
import type { Found } from './found.ts'
import { type Scope, scopeId } from './scopes.ts'
import { KIND_NAMES } from './split-kinds.ts'
import type { Tables } from './tables.ts'

/** One rate of one model from `date` on; rates in picodollars a token at the standard tier. */
export type PriceStep = { date: Day; scope: Scope; kind: PricedKind; before: bigint; after: bigint; line: Line }

/** Days after a change over which it is weighed, and what makes it worth a line: five dollars and a two-thousandth of the spend. */
const WEIGHED = 14
const LEAST_NANO = 5_000_000_000n
const LEAST_SHARE = 2000n

/** Every changed rate of the models in use, in the days given. */
export function priceSteps(models: readonly Line[], days: readonly Day[]): PriceStep[] {
  const dates = [...new Set(rateChanges({ from: days[1] ?? '', to: days.at(-1) ?? '' }).map(({ date }) => date))]
  return dates.flatMap((date) => models.flatMap((line) => stepsOf(line, date, days[days.indexOf(date) - 1] ?? '')))
}

function stepsOf(line: Line, date: Day, eve: Day): PriceStep[] {
  const { vendor, value } = line.scope
  if (vendor !== 'anthropic' && vendor !== 'openai') return []
  const [old, now] = [ratesOf(vendor, value, eve), ratesOf(vendor, value, date)]
  if (old === null || now === null) return []
  return KIND_NAMES.flatMap((kind) => {
    const [before, after] = [old[kind], now[kind]]
    return before === null || after === null || before === after
      ? []
      : [{ date, scope: line.scope, kind, before, after, line }]
  })
}

/** Tokens of the kind from one place of the list to another, and what the new rate made of them in nanodollars. */
export function effectOf(
  { kind, before, after, line }: PriceStep,
  from: number,
  to: number,
): { tokens: bigint; effect: bigint } {
  const counts = line.kinds[KIND_NAMES.indexOf(kind)] ?? []
  const tokens = counts.slice(from, to).reduce((sum, count) => sum + count, 0n)
  return { tokens, effect: (tokens * (after - before)) / 1000n }
}

/** Changes that are worth a line of their own. Nothing moved but the price, so the day is told at the old price and at the new one. */
export function priceFindings({ days, models, total }: Tables): Found[] {
  const steps = Map.groupBy(priceSteps(models, days), ({ date, scope }) => `${scopeId(scope)}/${date}`)
  return [...steps].flatMap(([key, own]): Found[] => {
    const [first] = own
    if (first === undefined) return []
    const { date, scope, line } = first
    const from = days.indexOf(date)
    const worth = own.reduce((sum, step) => sum + effectOf(step, from, from + WEIGHED).effect, 0n)
    const spent = total.nano.slice(from, from + WEIGHED).reduce((sum, nano) => sum + nano, 0n)
    const size = worth < 0n ? -worth : worth
    if (size < LEAST_NANO || size * LEAST_SHARE < spent || !line.nano.slice(0, from).some((nano) => nano !== 0n))
      return []
    const effect = own.reduce((sum, step) => sum + effectOf(step, from, from + 1).effect, 0n)
    const actual = line.nano[from] ?? 0n
    return [
      {
        key: `price/${key}`,
        date,
        noticed: date,
        of: date,
        kind: 'price',
        direction: worth > 0n ? 'up' : 'down',
        scope,
        expected: actual - effect,
        actual,
        cause: 'price_change',
        culprit: scope,
        against: null,
        facts: {
          token_type: first.kind,
          before: String(first.before),
          after: String(first.after),
          effect: String(worth),
          days: String(Math.min(WEIGHED, days.length - from)),
        },
        parts: [{ scope, above: effect, share: 1 }],
        rest: 0n,
        spread: 0n,
      },
    ]
  })
}
