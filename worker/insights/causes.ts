// Why one unusual day differs from what was expected: the parts that made it, adding up exactly, and one closed word for the cause.
import { retriesAtNight } from './cause-night.ts'
import { type Above, aboveOf, partsOf, ratio, spreadOf } from './cause-parts.ts'
import {
  type Cause,
  type CauseFacts,
  type CauseInput,
  DIMENSIONS,
  type Dimension,
  type Explanation,
  type ModelDays,
} from './cause-shapes.ts'
import { modelShift } from './cause-shift.ts'
import { cacheEffect, priceEffect } from './cause-tokens.ts'

export * from './cause-shapes.ts'

/** Of the difference: what a cause must explain to be named as the one. */
const EXPLAINS = 0.7
/** A narrower explanation may be worse by this much and is still the better one. */
const NARROWER = 0.15
/** What a value leaves unexplained of the difference, against what it leaves of a usual day: a big one must do better than its size. */
const BETTER = 0.6
/** A value that makes this much of every day explains nothing by making as much of the difference. */
const EVERYTHING = 0.95
/** Above this a day is no growth, however evenly it rose. */
const MOST_GROWTH = 2.5
/** Days that a shift may be told late. */
const LATE = 6

/**
 * The cause of one unusual day. The narrowest single explanation of at least 70 % is named: first what is no choice of anybody
 * (prices, cache, retries), then work that moved between models, then one key, person, workspace, model; else growth of everything,
 * or a difference that is spread out. `parts` and `rest` add up to `actual − expected` exactly.
 */
export function explain(input: CauseInput): Explanation {
  const { finding, models = [] } = input
  const difference = finding.actual - finding.expected
  const since = finding.kind === 'shift' ? LATE : 0
  const dimensions = DIMENSIONS.flatMap((dimension) => {
    const values = input.dimensions[dimension] ?? []
    return values.length === 0 ? [] : [{ dimension, above: aboveOf(values) }]
  })
  const single = narrowest(dimensions, difference) ?? onlyOne(dimensions, finding)
  const factor = ratio(finding.actual, finding.expected)
  const named = nameCause(input, { difference, since, single, dimensions, factor }, models)
  const told = dimensions.find(({ dimension }) => dimension === named.facts.dimension) ?? single ?? widest(dimensions)
  const { parts, rest } =
    told === undefined ? { parts: [], rest: difference } : partsOf(told.dimension, told.above, difference)
  return { ...named, parts, rest, difference, spread: finding.spread ?? spreadOf(input) }
}

type Held = { dimension: Dimension; above: readonly Above[] }

type Known = {
  difference: bigint
  since: number
  single: Held | undefined
  dimensions: readonly Held[]
  factor: number
}

function nameCause(
  input: CauseInput,
  { difference, since, single, dimensions, factor }: Known,
  models: readonly ModelDays[],
): { cause: Cause; facts: CauseFacts } {
  const effects = [
    { cause: 'price_change', ...priceEffect(models, since) },
    { cause: 'cache_hit_rate_fell', ...cacheEffect(models, since) },
  ] as const
  for (const { cause, nano, facts } of effects) {
    if (ratio(nano, difference) >= EXPLAINS) return { cause, facts: { ...facts, effect: nano.toString(), factor } }
  }
  const night = input.finding.direction === 'up' ? retriesAtNight(input) : null
  const culprit = single === undefined ? {} : factsOf(single, input)
  if (night !== null) return { cause: 'retries_at_night', facts: { ...culprit, ...night } }
  const total = input.finding.expected
  const shift = modelShift(models, difference, total)
  if (shift !== null) return { cause: 'model_shift', facts: { ...shift, factor } }
  if (single !== undefined) return { cause: causeOf(single.dimension, culprit, input), facts: { ...culprit, factor } }
  const rising = input.finding.direction === 'up' && factor < MOST_GROWTH
  return { cause: rising && dimensions.some(isEven) ? 'growth' : 'spread_out', facts: { factor } }
}

/** The narrowest dimension of which one value alone explains about as much as the best does. A vendor is no culprit. */
function narrowest(dimensions: readonly Held[], difference: bigint): Held | undefined {
  const alone = dimensions
    .filter(({ dimension, above }) => dimension !== 'vendor' && explainsAlone(above, difference))
    .map((held) => ({ held, share: ratio(held.above[0]?.above ?? 0n, difference) }))
  const best = Math.max(...alone.map(({ share }) => Math.min(1, share)))
  return alone.find(({ share }) => share >= best - NARROWER)?.held
}

/** One value made most of the difference, and more of it than of a usual day. */
function explainsAlone(above: readonly Above[], difference: bigint): boolean {
  const [first] = above
  const share = ratio(first?.above ?? 0n, difference)
  if (first === undefined || share < EXPLAINS) return false
  const usual = above.reduce((sum, one) => sum + one.usual, 0n)
  const usually = ratio(first.usual, usual)
  return usually < EVERYTHING && 1 - share <= BETTER * (1 - usually)
}

/** Too much for growth, and only one value there is: the narrowest of them. */
function onlyOne(dimensions: readonly Held[], { actual, expected }: CauseInput['finding']): Held | undefined {
  if (ratio(actual, expected) < MOST_GROWTH) return undefined
  return dimensions.find(
    ({ dimension, above }) => dimension !== 'vendor' && ratio(above[0]?.above ?? 0n, actual - expected) >= EXPLAINS,
  )
}

/** No culprit: the dimension with the most values says how it spread. */
const widest = (dimensions: readonly Held[]): Held | undefined =>
  dimensions.reduce<Held | undefined>(
    (most, one) => (most === undefined || one.above.length > most.above.length ? one : most),
    undefined,
  )

/** Everything rose alike: values that make three fifths of a usual day rose by half to twice the whole's factor. */
function isEven({ above }: Held): boolean {
  const usual = above.reduce((sum, one) => sum + one.usual, 0n)
  const actual = above.reduce((sum, one) => sum + one.actual, 0n)
  const rose = ratio(actual, usual) - 1
  const alike = above.filter((one) => {
    const own = ratio(one.actual, one.usual) - 1
    return own >= rose / 2 && own <= rose * 2
  })
  return (
    ratio(
      alike.reduce((sum, one) => sum + one.usual, 0n),
      usual,
    ) >= 0.6
  )
}

const ONE = {
  key: 'one_key',
  person: 'one_person',
  workspace: 'one_workspace',
  model: 'one_model',
  vendor: 'spread_out',
} as const satisfies Record<Dimension, Cause>

function causeOf(dimension: Dimension, { since }: CauseFacts, { dates, finding }: CauseInput): Cause {
  const late = finding.kind === 'shift' ? LATE : 0
  const fresh = since !== undefined && dates.indexOf(since) >= dates.length - 1 - late
  if (fresh && dates.length > 7 + late && dimension === 'key') return 'new_key'
  if (fresh && dates.length > 7 + late && dimension === 'model') return 'new_model'
  return ONE[dimension]
}

function factsOf({ dimension, above }: Held, { dates, dimensions, models = [] }: CauseInput): CauseFacts {
  const [first] = above
  if (first === undefined) return {}
  const days = dimensions[dimension]?.find(({ value }) => value === first.value)?.amounts ?? []
  const since = dates[days.findIndex((amount) => amount !== 0n)]
  const vendor = dimension === 'model' ? models.find(({ model }) => model === first.value)?.vendor : undefined
  return {
    dimension,
    value: first.value,
    effect: first.above.toString(),
    ...(since === undefined ? {} : { since }),
    ...(vendor === undefined ? {} : { vendor }),
  }
}
