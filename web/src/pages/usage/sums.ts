// Parts of token sums that the Usage page speaks of.
import type { UsageAnswer } from '../../../../worker/http/schemas/usage.ts'
import { ratio } from '../../figures/ratio.ts'

type Tokens = UsageAnswer['totals']['tokens']

/** Everything a model was given: fresh, read from cache, written to cache. */
export function inputOf(tokens: Tokens): bigint {
  return (
    BigInt(tokens.uncached_input) +
    BigInt(tokens.cache_read) +
    BigInt(tokens.cache_write_5m) +
    BigInt(tokens.cache_write_1h)
  )
}

/** The share of the input that was read from cache; null without input. */
export function cachedShare(tokens: Tokens): number | null {
  return ratio(tokens.cache_read, inputOf(tokens))
}
