// Token counts and estimates while they are added up: bigints inside, decimal strings at the edge, never floats.
import type { SQL } from 'drizzle-orm'
import { sql } from 'drizzle-orm'
import { sumText } from './clause.ts'
import { usage } from './schema.ts'

/** An estimate in nanodollars; the sum leaves out `rows_without_price`, which makes it "≥". */
export type Estimate = { nano: string; rows_without_price: number }
export type TokenName =
  | 'uncached_input'
  | 'cache_read'
  | 'cache_write_5m'
  | 'cache_write_1h'
  | 'cache_write_30m'
  | 'cache_write_12h'
  | 'output'
export type Tokens = Record<TokenName | 'total', string>
export type UsageSums = {
  tokens: Tokens
  web_searches: string
  /** Null where no row of the sum says how many requests there were. */
  requests: string | null
  estimate: Estimate
  records: number
}

/** Every count of tokens and its column. The counts of a row never overlap: their sum is its total. */
export const TOKEN_COLUMNS = {
  uncached_input: usage.uncachedInput,
  cache_read: usage.cacheRead,
  cache_write_5m: usage.cacheWrite5m,
  cache_write_1h: usage.cacheWrite1h,
  cache_write_30m: usage.cacheWrite30m,
  cache_write_12h: usage.cacheWrite12h,
  output: usage.output,
} as const satisfies Record<TokenName, unknown>

// Written in the order of the table above, all of whose keys are TokenName.
const NAMES = Object.keys(TOKEN_COLUMNS) as TokenName[]

/** All tokens of a row. */
export const TOKENS: SQL = sql`(${sql.join(Object.values(TOKEN_COLUMNS), sql` + `)})`

/**
 * One aggregate of usage rows as SQL gives it: token sums in the order of `TOKEN_COLUMNS`, then web searches, requests (null: no
 * row counts them), the estimate (null: no row has a price), rows, priced rows.
 */
export type Measures = [
  tokens: string[],
  searches: string,
  requests: string | null,
  estimate: string | null,
  rows: number,
  priced: number,
]

/** The columns of `Measures`, for a SELECT over `usage`. */
export const MEASURES: SQL = sql.join(
  [
    sql`json_array(${sql.join(Object.values(TOKEN_COLUMNS).map(sumText), sql`, `)})`,
    sumText(usage.webSearches),
    sql`CAST(SUM(${usage.requests}) AS TEXT)`,
    sql`CAST(SUM(${usage.estimate}) AS TEXT)`,
    sql`COUNT(*)`,
    sql`COUNT(${usage.estimate})`,
  ],
  sql`, `,
)

/** Tokens by name out of one count a name, with their total. */
export function tokensOf(counts: Readonly<Record<TokenName, bigint | string>>): Tokens {
  let total = 0n
  const tokens: Partial<Tokens> = {}
  for (const name of NAMES) {
    total += BigInt(counts[name])
    tokens[name] = String(counts[name])
  }
  // The loop has set every name.
  return { ...(tokens as Record<TokenName, string>), total: String(total) }
}

/** All tokens of one aggregate. */
export const totalOf = ([tokens]: Measures): bigint => tokens.reduce((sum, count) => sum + BigInt(count), 0n)

/** Adds aggregates up exactly. */
export class UsageTally {
  #tokens = NAMES.map(() => 0n)
  #total = 0n
  #searches = 0n
  #requests: bigint | null = null
  #nano = 0n
  #rows = 0
  #priced = 0

  add(measures: Measures): void {
    const [tokens, searches, requests, estimate, rows, priced] = measures
    this.#tokens = this.#tokens.map((sum, at) => sum + BigInt(tokens[at] ?? 0))
    this.#total += totalOf(measures)
    this.#searches += BigInt(searches)
    if (requests !== null) this.#requests = (this.#requests ?? 0n) + BigInt(requests)
    this.#nano += BigInt(estimate ?? 0)
    this.#rows += rows
    this.#priced += priced
  }

  get total(): bigint {
    return this.#total
  }

  get output(): bigint {
    return this.#tokens[NAMES.indexOf('output')] ?? 0n
  }

  /** The estimate, or null when no row of the sum has a price: unknown is never shown as zero. */
  get estimate(): string | null {
    return this.#priced === 0 ? null : String(this.#nano)
  }

  sums(): UsageSums {
    // One sum a name, in the order of the names.
    const counts = Object.fromEntries(NAMES.map((name, at) => [name, this.#tokens[at] ?? 0n])) as Record<
      TokenName,
      bigint
    >
    return {
      tokens: tokensOf(counts),
      web_searches: String(this.#searches),
      requests: this.#requests === null ? null : String(this.#requests),
      estimate: { nano: String(this.#nano), rows_without_price: this.#rows - this.#priced },
      records: this.#rows,
    }
  }
}
