// Token counts and estimates while they are added up: exact integers inside, decimal strings at the edge, never rounded.
import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
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
const OUTPUT = NAMES.indexOf('output')

/** All tokens of a row. */
export const TOKENS: SQL = sql`(${sql.join(Object.values(TOKEN_COLUMNS), sql` + `)})`

/**
 * One aggregate of usage rows as SQL gives it: token sums in the order of `TOKEN_COLUMNS`, then web searches, requests (null: no
 * row counts them), the estimate (null: no row has a price), rows, priced rows. A sum over 2^53 is decimal text.
 */
export type Measures = [
  tokens: (number | string)[],
  searches: number | string,
  requests: number | string | null,
  estimate: number | string | null,
  rows: number,
  priced: number,
]

/** A sum inside JSON: a number as long as a double holds it exactly, which is read three times as fast as text. Null over nothing. */
const sumIn = (column: AnyColumn): SQL => sql`CASE WHEN SUM(${column}) BETWEEN -9007199254740991 AND 9007199254740991
  THEN SUM(${column}) ELSE CAST(SUM(${column}) AS TEXT) END`

/** The columns of `Measures`, for a SELECT over `usage`. */
export const MEASURES: SQL = sql.join(
  [
    sql`json_array(${sql.join(
      Object.values(TOKEN_COLUMNS).map((column) => sql`COALESCE(${sumIn(column)}, 0)`),
      sql`, `,
    )})`,
    sql`COALESCE(${sumIn(usage.webSearches)}, 0)`,
    sumIn(usage.requests),
    sumIn(usage.estimate),
    sql`COUNT(*)`,
    sql`COUNT(${usage.estimate})`,
  ],
  sql`, `,
)

/** An integer that was never rounded: a number as long as it is a safe one, else a bigint. */
export type Exact = number | bigint

/** Adds without ever rounding. Sums of a screen are small but for a few, and bigints cost ten times as much. */
export function plus(a: Exact, b: Exact): Exact {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (Number.isSafeInteger(sum)) return sum
  }
  return BigInt(a) + BigInt(b)
}

const exact = (value: number | string): Exact => (typeof value === 'number' ? value : BigInt(value))

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
export const totalOf = ([tokens]: Measures): Exact => tokens.reduce<Exact>((sum, count) => plus(sum, exact(count)), 0)

/** What a day of the chart shows of one group. */
export type DayTally = { total: Exact; output: Exact; nano: Exact; priced: number }

/** Adds an aggregate, whose tokens are `total`, to a day's tally. */
export function addToDay(day: DayTally | undefined, total: Exact, [tokens, , , nano, , priced]: Measures): DayTally {
  const { total: before, ...rest } = day ?? { total: 0, output: 0, nano: 0, priced: 0 }
  return {
    total: plus(before, total),
    output: plus(rest.output, exact(tokens[OUTPUT] ?? 0)),
    nano: plus(rest.nano, exact(nano ?? 0)),
    priced: rest.priced + priced,
  }
}

/** Adds aggregates up exactly. */
export class UsageTally {
  readonly #tokens: Exact[] = NAMES.map(() => 0)
  #searches: Exact = 0
  #requests: Exact | null = null
  #nano: Exact = 0
  #rows = 0
  #priced = 0

  add([tokens, searches, requests, estimate, rows, priced]: Measures): void {
    for (let at = 0; at < NAMES.length; at += 1) {
      this.#tokens[at] = plus(this.#tokens[at] ?? 0, exact(tokens[at] ?? 0))
    }
    this.#searches = plus(this.#searches, exact(searches))
    if (requests !== null) this.#requests = plus(this.#requests ?? 0, exact(requests))
    if (estimate !== null) this.#nano = plus(this.#nano, exact(estimate))
    this.#rows += rows
    this.#priced += priced
  }

  /** Adds what another one added up. */
  merge(other: UsageTally): void {
    for (const [at, count] of other.#tokens.entries()) this.#tokens[at] = plus(this.#tokens[at] ?? 0, count)
    this.#searches = plus(this.#searches, other.#searches)
    if (other.#requests !== null) this.#requests = plus(this.#requests ?? 0, other.#requests)
    this.#nano = plus(this.#nano, other.#nano)
    this.#rows += other.#rows
    this.#priced += other.#priced
  }

  get total(): Exact {
    return this.#tokens.reduce(plus, 0)
  }

  sums(): UsageSums {
    // One sum a name, in the order of the names.
    const counts = Object.fromEntries(NAMES.map((name, at) => [name, String(this.#tokens[at] ?? 0)])) as Record<
      TokenName,
      string
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
