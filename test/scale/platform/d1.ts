// A D1 database over counted SQLite: as much of its interface as the product uses.
import type { CountedSqlite } from './sqlite.ts'

type Values = Parameters<CountedSqlite['run']>[1]

class Prepared {
  readonly #db: CountedSqlite
  readonly #text: string
  readonly #values: Values
  constructor(db: CountedSqlite, text: string, values: Values = []) {
    this.#db = db
    this.#text = text
    this.#values = values
  }

  bind(...values: Values): Prepared {
    return new Prepared(this.#db, this.#text, values)
  }

  now() {
    const { rows, changes } = this.#db.run(this.#text, this.#values)
    return { success: true, results: rows, meta: { changes } }
  }

  async all() {
    return this.now()
  }

  async run() {
    return this.now()
  }

  async first(column?: string): Promise<unknown> {
    const row = this.now().results[0] as Record<string, unknown> | undefined // rows are objects here
    if (row === undefined) return null
    return column === undefined ? row : row[column]
  }

  async raw(): Promise<unknown[]> {
    return this.#db.run(this.#text, this.#values, true).rows
  }
}

/** `trips` counts what an invocation's limit of subrequests counts: a batch is one. */
export function d1Over(db: CountedSqlite): D1Database {
  const database = {
    prepare: (text: string) => new Prepared(db, text),
    batch: async (statements: Prepared[]) => db.atomic(() => statements.map((statement) => statement.now())),
  }
  return database as unknown as D1Database // the two methods that are called
}
