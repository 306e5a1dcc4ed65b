// Billed and estimated money while it is added up, and what may be said of it: null where there is nothing to compare.
import type { Estimate } from './tokens.ts'

export type CostSums = { billed: string; estimate: Estimate | null; difference: string | null; records: number }

/** Billed nanodollars and the number of bill lines. */
export type Billed = [nano: string, rows: number]
/** Estimated nanodollars (null: no row has a price), usage rows, rows with a price. */
export type Estimated = [nano: string | null, rows: number, priced: number]

/** Adds billed and estimated parts up exactly. `compared` false: the filter has no counterpart in usage. */
export class CostTally {
  readonly #compared: boolean
  #billed = 0n
  #lines = 0
  #nano = 0n
  #rows = 0
  #priced = 0

  constructor(compared: boolean) {
    this.#compared = compared
  }

  bill([nano, rows]: Billed): void {
    this.#billed += BigInt(nano)
    this.#lines += rows
  }

  expect([nano, rows, priced]: Estimated): void {
    this.#nano += BigInt(nano ?? 0)
    this.#rows += rows
    this.#priced += priced
  }

  get billed(): bigint {
    return this.#billed
  }

  /** Null when no row of the sum has a price. */
  get estimate(): string | null {
    return this.#compared && this.#priced > 0 ? String(this.#nano) : null
  }

  /** `difference` is billed − estimate; null without bill lines or without any priced usage. */
  sums(): CostSums {
    const estimate = this.#compared ? { nano: String(this.#nano), rows_without_price: this.#rows - this.#priced } : null
    const comparable = this.#compared && this.#lines > 0 && this.#priced > 0
    return {
      billed: String(this.#billed),
      estimate,
      difference: comparable ? String(this.#billed - this.#nano) : null,
      records: this.#lines,
    }
  }
}
