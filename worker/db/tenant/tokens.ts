// Token counts and estimates while they are added up: bigints inside, decimal strings at the edge, never floats.
import type { SQL } from 'drizzle-orm'
import { sql } from 'drizzle-orm'
import { sumText } from './clause.ts'
import { usage } from './schema.ts'

/** An estimate in nanodollars; the sum leaves out `rows_without_price`, which makes it "≥". */
export type Estimate = { nano: string; rows_without_price: number }
export type Tokens = {
  uncached_input: string
  cache_read: string
  cache_write_5m: string
  cache_write_1h: string
  output: string
  total: string
}
export type UsageSums = { tokens: Tokens; web_searches: string; estimate: Estimate; records: number }

/** One aggregate of usage rows as SQL gives it: six sums, the estimate (null: no row has a price), rows, priced rows. */
export type Measures = [string, string, string, string, string, string, string | null, number, number]

/** The columns of `Measures`, for a SELECT over `usage`. */
export const MEASURES: SQL = sql.join(
  [
    ...[
      usage.uncachedInput,
      usage.cacheRead,
      usage.cacheWrite5m,
      usage.cacheWrite1h,
      usage.output,
      usage.webSearches,
    ].map(sumText),
    sql`CAST(SUM(${usage.estimate}) AS TEXT)`,
    sql`COUNT(*)`,
    sql`COUNT(${usage.estimate})`,
  ],
  sql`, `,
)

/** Adds aggregates up exactly. */
export class UsageTally {
  #tokens = [0n, 0n, 0n, 0n, 0n, 0n]
  #nano = 0n
  #rows = 0
  #priced = 0

  add(measures: Measures): void {
    for (let index = 0; index < 6; index++) {
      this.#tokens[index] = (this.#tokens[index] ?? 0n) + BigInt(measures[index] ?? 0)
    }
    this.#nano += BigInt(measures[6] ?? 0)
    this.#rows += measures[7]
    this.#priced += measures[8]
  }

  get total(): bigint {
    const [uncached = 0n, read = 0n, write5m = 0n, write1h = 0n, output = 0n] = this.#tokens
    return uncached + read + write5m + write1h + output
  }

  get output(): bigint {
    return this.#tokens[4] ?? 0n
  }

  /** The estimate, or null when no row of the sum has a price: unknown is never shown as zero. */
  get estimate(): string | null {
    return this.#priced === 0 ? null : String(this.#nano)
  }

  sums(): UsageSums {
    const [uncached = 0n, read = 0n, write5m = 0n, write1h = 0n, output = 0n, searches = 0n] = this.#tokens
    return {
      tokens: {
        uncached_input: String(uncached),
        cache_read: String(read),
        cache_write_5m: String(write5m),
        cache_write_1h: String(write1h),
        output: String(output),
        total: String(this.total),
      },
      web_searches: String(searches),
      estimate: { nano: String(this.#nano), rows_without_price: this.#rows - this.#priced },
      records: this.#rows,
    }
  }
}
