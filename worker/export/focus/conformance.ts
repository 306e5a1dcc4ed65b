// The requirements model run over every row of a FOCUS file, as many rows at a time as one likes: what was tested, how often, what failed first.
import type { Cells } from './checks.ts'
import type { Planned } from './judge-plan.ts'

/** A row that failed: its number in the file from 1, the record that it came from, and the cell that the rule is about. */
export type Failure = { row: number; record: string | null; value: string | null }

export type Tally = { tested: number; failed: number; first: Failure[] }

/** What is known after some rows; plain JSON, so that a job can stop and go on. */
export type Standing = {
  rows: number
  rules: Record<string, Tally>
  /** Of rules on pairs: each value that was seen with the one it went with. */
  pairs: Record<string, Record<string, string | null>>
}

export const BEGIN: Standing = { rows: 0, rules: {}, pairs: {} }

/** Failing rows that are named for each rule. */
const NAMED = 5

/** Tests rows against a plan. `record`: the place of the column that says which record a row came from, -1 for none. */
export class Conformance {
  readonly #plan: readonly Planned[]
  readonly #record: number
  readonly #rules: Map<string, Tally>
  readonly #pairs: Map<string, Map<string, string | null>>
  #rows: number

  constructor(plan: readonly Planned[], record: number, from: Standing = BEGIN) {
    this.#plan = plan.filter(({ how }) => how === 'rows' || how === 'pairs')
    this.#record = record
    this.#rows = from.rows
    this.#rules = new Map(Object.entries(from.rules).map(([id, tally]) => [id, { ...tally, first: [...tally.first] }]))
    this.#pairs = new Map(Object.entries(from.pairs).map(([id, pairs]) => [id, new Map(Object.entries(pairs))]))
  }

  add(row: Cells): void {
    this.#rows++
    for (const planned of this.#plan) {
      if (planned.how === 'rows' && planned.applies.every((test) => test(row))) {
        this.#count(planned.rule.id, row, planned.column, planned.test(row))
      } else if (planned.how === 'pairs' && planned.applies.every((test) => test(row))) {
        const value = row[planned.from] ?? null
        if (value !== null)
          this.#count(
            planned.rule.id,
            row,
            planned.from,
            this.#goesWith(planned.rule.id, value, row[planned.to] ?? null),
          )
      }
    }
  }

  #goesWith(id: string, value: string, other: string | null): boolean {
    const seen = this.#pairs.get(id) ?? new Map<string, string | null>()
    this.#pairs.set(id, seen)
    const before = seen.get(value)
    if (before === undefined) seen.set(value, other)
    return other !== null && (before === undefined || before === other)
  }

  #count(id: string, row: Cells, column: number, passed: boolean): void {
    const tally = this.#rules.get(id) ?? { tested: 0, failed: 0, first: [] }
    this.#rules.set(id, tally)
    tally.tested++
    if (passed) return
    tally.failed++
    if (tally.first.length >= NAMED) return
    tally.first.push({ row: this.#rows, record: row[this.#record] ?? null, value: row[column] ?? null })
  }

  standing(): Standing {
    return {
      rows: this.#rows,
      rules: Object.fromEntries(this.#rules),
      pairs: Object.fromEntries([...this.#pairs].map(([id, pairs]) => [id, Object.fromEntries(pairs)])),
    }
  }
}
