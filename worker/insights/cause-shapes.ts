// The shapes in which causes are asked for and told: what is known of one unusual day, and the answer with its parts.
import type { TokenType } from './token-types.ts'

/** Narrowest first: of two explanations that are as good, the narrower one is told. */
export const DIMENSIONS = ['key', 'person', 'workspace', 'model', 'vendor'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** One value of a dimension; `amounts[i]` belongs to `dates[i]` of the input, in whole units (nanodollars). */
export type ValueDays = { value: string; amounts: readonly bigint[] }

/** One model's tokens and money by kind of token; every list is as long as `dates`. A kind that was never used is left out. */
export type ModelDays = {
  model: string
  vendor: string
  kinds: Partial<Record<TokenType, { tokens: readonly bigint[]; nano: readonly bigint[] }>>
}

export type CauseInput = {
  /** `expected` and `actual` in the whole units of the amounts; `spread` is the usual distance of a day, if known. */
  finding: {
    date: string
    expected: bigint
    actual: bigint
    direction: 'up' | 'down'
    kind: 'spike' | 'shift'
    spread?: bigint
  }
  /** Days of the window, ascending and unbroken; the last is the finding's. 28 before it are enough, 7 the least that is of use. */
  dates: readonly string[]
  dimensions: Partial<Record<Dimension, readonly ValueDays[]>>
  models?: readonly ModelDays[]
  /** Amount by UTC hour of each day (24 numbers), where hours are known; null for a day without. */
  hours?: readonly (readonly number[] | null)[]
  /** Requests that day and the days before, where counted: many more requests for the same output speak for retries. */
  requests?: readonly bigint[]
}

export const CAUSES = [
  'one_key',
  'one_person',
  'one_workspace',
  'one_model',
  'model_shift',
  'cache_hit_rate_fell',
  'price_change',
  'retries_at_night',
  'new_key',
  'new_model',
  'growth',
  'spread_out',
] as const
export type Cause = (typeof CAUSES)[number]

/** One named part of the difference. `share`: of the difference, 1 = all of it; over 1 where others went the other way. */
export type Part = { dimension: Dimension; value: string; above: bigint; share: number }

/** Figures for words; which are set depends on the cause. Rates and factors are plain numbers, amounts decimal strings. */
export type CauseFacts = {
  dimension?: Dimension
  value?: string
  vendor?: string
  /** Beside a model of a shift: where the amount came from. */
  from?: string
  to?: string
  /** Cache hit rate, price in picodollars a token, share of the night: before and on the day. */
  before?: number
  after?: number
  tokenType?: TokenType
  /** Actual amount over the usual one. */
  factor?: number
  /** Whole units that the cause itself is worth. */
  effect?: string
  /** UTC hours of the night's work, both included. */
  hours?: { from: number; to: number }
  /** First day on which the value was seen within the window. */
  since?: string
}

export type Explanation = {
  cause: Cause
  facts: CauseFacts
  /** Parts of the dimension that explains best, largest first; with `rest` they add up to `difference`. */
  parts: readonly Part[]
  /** Everything else. */
  rest: bigint
  /** actual − expected. */
  difference: bigint
  /** How far a usual day lies from its expectation. */
  spread: bigint
}
