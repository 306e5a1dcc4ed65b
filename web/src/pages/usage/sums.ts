// Parts of token sums that the Usage page speaks of.
import type { UsageAnswer } from '../../../../worker/http/schemas/usage.ts'
import { ratio } from '../../figures/ratio.ts'

type Tokens = UsageAnswer['totals']['tokens']

/** Everything a model was given: fresh, read from cache, written to cache. */
export function inputOf(tokens: Tokens): bigint {
  return [
    tokens.uncached_input,
    tokens.cache_read,
    tokens.cache_write_5m,
    tokens.cache_write_30m,
    tokens.cache_write_1h,
    tokens.cache_write_12h,
  ].reduce((sum, one) => sum + BigInt(one), 0n)
}

/** The share of the input that was read from cache; null without input. */
export function cachedShare(tokens: Tokens): number | null {
  return ratio(tokens.cache_read, inputOf(tokens))
}

export interface TokenKind {
  readonly id: keyof Tokens
  readonly label: string
  /** What is special about its price. */
  readonly words: string
}

const kinds: readonly TokenKind[] = [
  { id: 'uncached_input', label: 'Fresh input', words: 'neither read from cache nor written to it' },
  { id: 'cache_read', label: 'Read from cache', words: 'a fraction of the input price' },
  { id: 'cache_write_5m', label: 'Written to cache, 5 min', words: 'kept for five minutes' },
  { id: 'cache_write_30m', label: 'Written to cache, 30 min', words: 'kept for half an hour' },
  { id: 'cache_write_1h', label: 'Written to cache, 1 h', words: 'kept for an hour' },
  { id: 'cache_write_12h', label: 'Written to cache, 12 h', words: 'kept for twelve hours' },
  { id: 'output', label: 'Output', words: 'what the models wrote' },
]

/** The kinds of tokens that occur, in the order of their way through a model. */
export function tokenKinds(tokens: Tokens): { kind: TokenKind; tokens: string; share: number | null }[] {
  return kinds
    .filter(({ id }) => tokens[id] !== '0')
    .map((kind) => ({ kind, tokens: tokens[kind.id], share: ratio(tokens[kind.id], tokens.total) }))
}

type Group = Pick<UsageAnswer['groups'][number], 'vendor' | 'requests'>

/** The vendors that count requests, where not all of these do: a sum over all of them is then theirs alone. */
export function aloneWithRequests(groups: readonly Group[]): Group['vendor'][] {
  const all = new Set(groups.map((group) => group.vendor))
  const counting = new Set(groups.filter((group) => group.requests !== null).map((group) => group.vendor))
  return counting.size < all.size ? [...counting] : []
}

/** No row of the sum has a price: then nobody knows it. */
export function isUnknown({ estimate, records }: Pick<UsageAnswer['totals'], 'estimate' | 'records'>): boolean {
  return records > 0 && estimate.rows_without_price === records
}
