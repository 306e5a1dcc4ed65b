// The SQLite below everything that is measured: Node's own, which counts what the platform would bill and weighs every table.
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

export type Counts = { queries: number; rowsWritten: number }

/** What code of the product may bind. */
type Bound = string | number | bigint | boolean | null | undefined | Uint8Array | ArrayBuffer

function inputOf(value: Bound): SQLInputValue {
  if (value === undefined) throw new TypeError('undefined cannot be bound')
  if (typeof value === 'boolean') return value ? 1 : 0
  return value instanceof ArrayBuffer ? new Uint8Array(value) : value
}

/** Node binds `?1` by name only. */
const named = (text: string): string => text.replaceAll(/\?(\d+)/g, ':p$1')

const WRITES = /^\s*(INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+"?(\w+)"?/i

type Index = { name: string; columns: string[] }

/** One database with counters. `rowsWritten` is what the price list counts: the row and every index entry that goes with it. */
export class CountedSqlite {
  readonly counts: Counts = { queries: 0, rowsWritten: 0 }
  /** Rows written by table, for whoever asks where they come from. */
  readonly written = new Map<string, number>()
  readonly #db = new DatabaseSync(':memory:')
  readonly #indexes = new Map<string, Index[]>()
  readonly #prepared = new Map<string, StatementSync>()
  readonly #total = this.#db.prepare('SELECT total_changes() AS n')

  /** Rows as objects, or as lists of values. */
  run(text: string, values: readonly Bound[], lists = false): { rows: unknown[]; changes: number } {
    const statement = this.#statement(text, lists)
    const bound = values.map(inputOf)
    const before = this.#changes()
    const rows = /\?\d/.test(text)
      ? statement.all(Object.fromEntries(bound.map((value, at) => [`p${at + 1}`, value])))
      : statement.all(...bound)
    const changes = this.#changes() - before
    this.#count(text, changes)
    return { rows: lists ? rows : rows.map((row) => ({ ...row })), changes }
  }

  /** Runs `work` whole or not at all. */
  atomic<T>(work: () => T): T {
    this.#db.exec('SAVEPOINT work')
    try {
      const result = work()
      this.#db.exec('RELEASE work')
      return result
    } catch (error) {
      this.#db.exec('ROLLBACK TO work; RELEASE work')
      throw error
    }
  }

  /** Statements of a migration, one after another. */
  script(text: string): void {
    this.#db.exec(text)
  }

  /** Bytes of each table with its indexes, whole pages, largest first. */
  tables(): Map<string, { bytes: number; rows: number }> {
    const sizes = this.#db
      .prepare(
        `SELECT m.tbl_name AS name, SUM(s.pgsize) AS bytes FROM dbstat AS s JOIN sqlite_schema AS m ON m.name = s.name
         GROUP BY m.tbl_name ORDER BY bytes DESC`,
      )
      .all()
    return new Map(
      sizes.map(({ name, bytes }) => [String(name), { bytes: Number(bytes), rows: this.#rowsOf(String(name)) }]),
    )
  }

  #rowsOf(table: string): number {
    return Number(this.#db.prepare(`SELECT COUNT(*) AS n FROM "${table}"`).get()?.n ?? 0)
  }

  #changes(): number {
    return Number(this.#total.get()?.n ?? 0)
  }

  #statement(text: string, lists: boolean): StatementSync {
    const name = `${lists}${text}`
    const known = this.#prepared.get(name)
    if (known !== undefined) return known
    const made = this.#db.prepare(named(text))
    made.setReturnArrays(lists)
    this.#prepared.set(name, made)
    return made
  }

  #count(text: string, changes: number): void {
    this.counts.queries++
    const [, verb, table] = WRITES.exec(text) ?? []
    if (verb === undefined || table === undefined || changes === 0) return
    const rows = changes * (1 + this.#entriesOf(table, verb, text))
    this.counts.rowsWritten += rows
    this.written.set(table, (this.written.get(table) ?? 0) + rows)
  }

  /** Index entries that one row touches: an UPDATE only those with a column that it sets, everything else all. */
  #entriesOf(table: string, verb: string, text: string): number {
    const indexes = this.#indexesOf(table)
    if (!/^update/i.test(verb)) return indexes.length
    const set = / set (.*?)(?: where | from |$)/is.exec(text)?.[1] ?? ''
    const touched = new Set([...set.matchAll(/"?(\w+)"?\s*=/g)].map(([, column]) => column))
    return indexes.filter(({ columns }) => columns.some((column) => touched.has(column))).length
  }

  #indexesOf(table: string): Index[] {
    const known = this.#indexes.get(table)
    if (known !== undefined) return known
    const rowid = this.#db.prepare('SELECT wr FROM pragma_table_list WHERE name = ?').get(table)?.wr !== 1
    const list = this.#db.prepare('SELECT name, origin FROM pragma_index_list(?)').all(table)
    // Of a table without rowid the primary key is the table itself.
    const own = list.filter(({ origin }) => rowid || origin !== 'pk').map(({ name }) => String(name))
    const indexes = own.map((name) => {
      const columns = this.#db.prepare('SELECT name FROM pragma_index_info(?)').all(name)
      return { name, columns: columns.map((column) => String(column.name)) }
    })
    this.#indexes.set(table, indexes)
    return indexes
  }
}
