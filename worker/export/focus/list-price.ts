// What one token or search costs by the dated price list, exactly: the estimator is asked for the price of very many.
import anthropic from '../../vendors/prices/anthropic.json' with { type: 'json' }
import { estimate } from '../../vendors/prices/anthropic.ts'
import { estimateUsage } from '../../vendors/prices/prices.ts'
import type { Decimal } from './decimal.ts'
import type { Dimensions } from './line.ts'

/** So many that no list price of one has a part of a nanodollar left: prices are picodollars times small ratios. */
const MANY = 10n ** 12n
const PLACES_OF_MANY = 12

/** Token types of bill lines → counters of usage records. */
export const ANTHROPIC_COUNTERS = {
  uncached_input_tokens: 'uncached_input',
  output_tokens: 'output',
  cache_read_input_tokens: 'cache_read',
  'cache_creation.ephemeral_5m_input_tokens': 'cache_write_5m',
  'cache_creation.ephemeral_1h_input_tokens': 'cache_write_1h',
} as const
export type AnthropicCounter = (typeof ANTHROPIC_COUNTERS)[keyof typeof ANTHROPIC_COUNTERS]

const OPENAI_COUNTERS: Readonly<Record<string, string>> = {
  input: 'uncached_input',
  cached_input: 'cache_read',
  output: 'output',
  cache_write_30m: 'cache_write_30m',
  cache_write_12h: 'cache_write_12h',
}

export const anthropicCounter = (tokenType: string | null): AnthropicCounter | undefined =>
  // The index has a type that only its own keys fit.
  tokenType !== null && tokenType in ANTHROPIC_COUNTERS
    ? ANTHROPIC_COUNTERS[tokenType as keyof typeof ANTHROPIC_COUNTERS]
    : undefined

const fromMany = (nano: bigint): Decimal => ({ digits: nano, places: 9 + PLACES_OF_MANY })

/** Dollars of one token, before any discount; undefined where the list has no price, or not one alone. */
export function tokenPrice(of: Dimensions): Decimal | undefined {
  return of.vendor === 'anthropic' ? anthropicPrice(of) : openaiPrice(of)
}

/** Dollars of one web search. */
export const searchPrice: Decimal = { digits: BigInt(anthropic.web_search_nano), places: 9 }

function anthropicPrice({ day, model, tokenType, tier, contextWindow, geo, speed }: Dimensions): Decimal | undefined {
  const counter = anthropicCounter(tokenType)
  if (counter === undefined) return undefined
  const made = estimate({
    day,
    model,
    service_tier: tier,
    context_window: contextWindow,
    inference_geo: geo,
    speed,
    uncached_input: 0,
    output: 0,
    [counter]: MANY.toString(),
  })
  return 'nano' in made && made.range === undefined ? fromMany(made.nano) : undefined
}

function openaiPrice({ day, model, tokenType, tier, contextWindow }: Dimensions): Decimal | undefined {
  const counter = OPENAI_COUNTERS[tokenType ?? '']
  // Long contexts and regions cost more than the list's plain price, by factors that no usage row shows.
  if (counter === undefined || contextWindow !== null) return undefined
  const batch = tier === 'batch'
  const nothing = ['audio', 'image'].flatMap((kind) => ['input', 'cached', 'output'].map((part) => `${part}_${kind}`))
  const nano = estimateUsage('openai', {
    product: 'completions',
    day,
    model,
    batch,
    service_tier: batch ? null : tier,
    ...Object.fromEntries(nothing.map((name) => [name, 0])),
    uncached_input: 0,
    cache_read: 0,
    output: 0,
    [counter]: MANY.toString(),
  })
  return nano === null ? undefined : fromMany(nano)
}
