// A region's read models as the screens' queries see them: drizzle's `sql` over the schema's columns, many statements a round trip.
import type { SQL } from 'drizzle-orm'
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'

/** Where a row comes from: a vendor, or our own acts. The projection writes no other names. */
export type VendorName = 'anthropic' | 'openai' | 'tallystick'

declare const ROW: unique symbol
/** A statement that was not sent yet; `Row` is what each row of its answer is. */
export type Statement<Row> = { readonly text: string; readonly params: unknown[]; readonly [ROW]?: Row }

type Answers<Statements extends readonly Statement<unknown>[]> = {
  -readonly [At in keyof Statements]: Statements[At] extends Statement<infer Row> ? Row[] : never
}

/** drizzle's own D1 driver cannot put raw `sql` into a batch, and these queries are nothing else. */
export class TenantDatabase {
  readonly #d1: D1Database
  readonly #dialect = new SQLiteSyncDialect()

  constructor(d1: D1Database) {
    this.#d1 = d1
  }

  /** Makes a statement. The caller names the row's type beside the SELECT that makes it. */
  ask<Row>(query: SQL): Statement<Row> {
    const { sql, params } = this.#dialect.sqlToQuery(query)
    return { text: sql, params }
  }

  /** Sends one statement. */
  async rows<Row>(statement: Statement<Row>): Promise<Row[]> {
    const { results } = await this.#d1
      .prepare(statement.text)
      .bind(...statement.params)
      .all<Row>()
    return results
  }

  /** Sends statements in one round trip and one transaction: all answers are of the same moment. */
  async batch<const Statements extends readonly Statement<unknown>[]>(
    statements: Statements,
  ): Promise<Answers<Statements>> {
    const prepared = statements.map(({ text, params }) => this.#d1.prepare(text).bind(...params))
    const answers = await this.#d1.batch(prepared)
    // One answer a statement, in order; the row types are those that `ask` was given.
    return answers.map(({ results }) => results) as Answers<Statements>
  }
}

export function tenantDatabase(db: D1Database): TenantDatabase {
  return new TenantDatabase(db)
}
