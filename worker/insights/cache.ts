// What the prompt cache brings per model: hit rate, what it saved against the same tokens without it, what it would save at a better rate.
import { CACHE_WRITES, type CacheWrite, type TokenType } from './token-types.ts'

/** Input tokens of one model, summed over whatever range or week. */
export type CacheTokens = {
  vendor: string
  model: string
  uncached: bigint
  read: bigint
  writes: Partial<Record<CacheWrite, bigint>>
}

/** List price in whole picodollars a token; null where the list has none. */
export type PriceOf = (vendor: string, model: string, type: TokenType) => bigint | null

export type CacheModel = {
  vendor: string
  model: string
  /** read / (uncached + read + writes); null without any input. */
  hitRate: number | null
  input: bigint
  /** What reads and writes cost, nanodollars; null where a price is missing. */
  cost: bigint | null
  /** The same tokens as uncached input. */
  uncachedCost: bigint | null
  /** uncachedCost − cost; below zero is a loss. */
  saved: bigint | null
  /** The cache cost more than it brought: writes that are hardly ever read. */
  loss: boolean
  /** The rate the next figure is for. */
  target: number
  /** Nanodollars more that `target` would have saved; 0 at or above it. */
  wouldSave: bigint | null
}

export type CacheTarget = { rate: number; source: 'own_best_week' | 'default' }

export type CacheEfficiency = {
  /** Most input first. */
  models: readonly CacheModel[]
  target: CacheTarget
  /** Sums over the models that have prices. */
  saved: bigint
  wouldSave: bigint
  /** Models of which a price was missing. */
  withoutPrice: number
}

/** What good use of a cache reaches, where the tenant has no better example of its own. */
const DEFAULT_TARGET = 0.8
/** A week of one model is an example when it is a hundredth of all input and hits at least every second token. */
const EXAMPLE_INPUT = 100n
const EXAMPLE_RATE = 0.5

/**
 * Efficiency of the cache by model. `weeks`: the same figures by model and week, from which the best of the tenant's own is the
 * target. `wouldSave` turns uncached input, then cache writes, into reads until the target is reached: an upper bound, since some
 * prompts are asked only once. Amounts are list prices times tokens, rounded down once: estimates.
 */
export function cacheEfficiency(
  models: readonly CacheTokens[],
  prices: PriceOf,
  weeks: readonly CacheTokens[] = [],
): CacheEfficiency {
  const target = targetOf(weeks)
  const told = models
    .map((model) => efficiencyOf(model, prices, target.rate))
    .sort((a, b) => (a.input > b.input ? -1 : a.input < b.input ? 1 : 0))
  return {
    models: told,
    target,
    saved: told.reduce((sum, { saved }) => sum + (saved ?? 0n), 0n),
    wouldSave: told.reduce((sum, { wouldSave }) => sum + (wouldSave ?? 0n), 0n),
    withoutPrice: told.filter(({ saved }) => saved === null).length,
  }
}

const written = ({ writes }: CacheTokens): bigint => Object.values(writes).reduce((sum, tokens) => sum + tokens, 0n)

const inputOf = (tokens: CacheTokens): bigint => tokens.uncached + tokens.read + written(tokens)

const rateOf = (tokens: CacheTokens): number | null => {
  const input = inputOf(tokens)
  return input === 0n ? null : Number((tokens.read * 1_000_000n) / input) / 1_000_000
}

function targetOf(weeks: readonly CacheTokens[]): CacheTarget {
  const all = weeks.reduce((sum, week) => sum + inputOf(week), 0n)
  const rates = weeks.filter((week) => inputOf(week) * EXAMPLE_INPUT >= all).map((week) => rateOf(week) ?? 0)
  const rate = Math.max(0, ...rates)
  return rate >= EXAMPLE_RATE ? { rate, source: 'own_best_week' } : { rate: DEFAULT_TARGET, source: 'default' }
}

function efficiencyOf(tokens: CacheTokens, prices: PriceOf, target: number): CacheModel {
  const { vendor, model } = tokens
  const hitRate = rateOf(tokens)
  const input = inputOf(tokens)
  const costs = costsOf(tokens, prices)
  const known = { vendor, model, hitRate, input, target }
  if (costs === null) return { ...known, cost: null, uncachedCost: null, saved: null, loss: false, wouldSave: null }
  const { cost, uncachedCost, uncached, read } = costs
  const saved = uncachedCost - cost
  const wanted = BigInt(Math.round(Number(input) * target)) - tokens.read
  const writes = written(tokens)
  const fromUncached = least(wanted, tokens.uncached)
  const fromWrites = least(wanted - fromUncached, writes)
  const writeCost = writes === 0n ? 0n : (costs.writes * fromWrites) / writes
  const wouldSave = nano(fromUncached * (uncached - read) + writeCost - fromWrites * read)
  return { ...known, cost, uncachedCost, saved, loss: saved < 0n, wouldSave: wouldSave < 0n ? 0n : wouldSave }
}

const least = (a: bigint, b: bigint): bigint => (a <= 0n ? 0n : a < b ? a : b)

/** Picodollars to nanodollars, rounded down. */
const nano = (picodollars: bigint): bigint => picodollars / 1000n

/** Null where a price of something that was used is missing. */
function costsOf(
  tokens: CacheTokens,
  prices: PriceOf,
): { cost: bigint; uncachedCost: bigint; uncached: bigint; read: bigint; writes: bigint } | null {
  const of = (type: TokenType): bigint | null => prices(tokens.vendor, tokens.model, type)
  const uncached = of('uncached_input')
  const read = of('cache_read') ?? (tokens.read === 0n ? uncached : null)
  if (uncached === null || read === null) return null
  let writes = 0n
  for (const type of CACHE_WRITES) {
    const count = tokens.writes[type] ?? 0n
    const price = of(type)
    if (count > 0n && price === null) return null
    writes += count * (price ?? 0n)
  }
  return {
    uncached,
    read,
    writes,
    cost: nano(tokens.read * read + writes),
    uncachedCost: nano((tokens.read + written(tokens)) * uncached),
  }
}
