// The check functions of the requirements model that look at one row: each becomes a test of its cells, made once for a file's columns.
import { JcsError, type JsonValue, parseStrict } from '../../ledger/jcs.ts'
import { compare, readDecimal, times } from './decimal.ts'
import type { Check } from './model.ts'

/** One row as a CSV has it, null for an empty cell, in the order of the file's columns. */
export type Cells = readonly (string | null)[]
export type RowTest = (row: Cells) => boolean

export type Ground = {
  /** Column → its place in a row. */
  places: ReadonlyMap<string, number>
  currencies: ReadonlySet<string>
}

const NUMERIC = /^-?\d+(\.\d+)?([Ee]-?\d+)?$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/
/** `Tokens`, `GB-Hours`, `GB/Hour`, `1000 Tokens`, `Units/3 Months`. */
const UNIT = /^(\d+ )?[A-Z]\w*( [A-Z]\w*)*(-[A-Z]\w*|\/(\d+ )?[A-Z]\w*)?$/

const isInstant = (text: string): boolean => {
  const at = INSTANT.test(text) ? Date.parse(text) : Number.NaN
  // A day that no month has would come back as another day.
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 19) === text.slice(0, 19)
}

/** A JSON object whose keys are unique and whose values are scalar. */
function isKeyValue(text: string): boolean {
  let value: JsonValue
  try {
    value = parseStrict(text)
  } catch (error) {
    if (error instanceof JcsError) return false
    throw error
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((one) => one === null || typeof one !== 'object')
}

/** Tests of one cell with something in it; an empty cell is for the rules on nulls. */
const OF_CELL: Readonly<Record<string, (text: string, ground: Ground) => boolean>> = {
  TypeString: (text) => text.isWellFormed(),
  FormatString: (text) => text.isWellFormed() && text.trim() !== '',
  TypeDecimal: (text) => readDecimal(text) !== undefined,
  CheckDecimalValue: (text) => readDecimal(text) !== undefined,
  FormatNumeric: (text) => NUMERIC.test(text),
  TypeDateTime: (text) => isInstant(text),
  FormatDateTime: (text) => isInstant(text),
  FormatUnit: (text) => UNIT.test(text),
  FormatKeyValue: isKeyValue,
  FormatCurrency: (text) => /^[A-Z]{3}$/.test(text),
  CheckNationalCurrency: (text, { currencies }) => currencies.has(text),
}

/** Whether a cell has this value: null is an empty cell, a number is compared as a number. */
function has(cell: string | null, value: string | number | null): boolean {
  if (cell === null || value === null) return cell === value
  const [a, b] = typeof value === 'number' ? [readDecimal(cell), readDecimal(String(value))] : []
  return typeof value === 'number' ? a !== undefined && b !== undefined && compare(a, b) === 0 : cell === value
}

function atLeast(cell: string | null, value: string | number | null): boolean {
  const [a, b] = [readDecimal(cell ?? ''), readDecimal(String(value))]
  return cell === null || (a !== undefined && b !== undefined && compare(a, b) >= 0)
}

function isProduct(cells: Cells): boolean {
  const [a, b, c] = cells.map((cell) => (cell === null ? null : readDecimal(cell)))
  if (a === null || b === null || c === null) return true
  return a !== undefined && b !== undefined && c !== undefined && compare(times(a, b), c) === 0
}

const WITH_VALUE: Readonly<Record<string, (cell: string | null, value: string | number | null) => boolean>> = {
  CheckValue: has,
  CheckNotValue: (cell, value) => !has(cell, value),
  CheckGreaterOrEqualThanValue: atLeast,
}
const OF_COLUMNS: Readonly<Record<string, (cells: Cells) => boolean>> = {
  CheckSameValue: ([a, b]) => a === b,
  CheckNotSameValue: ([a, b]) => a !== b,
  ColumnByColumnEqualsColumnValue: isProduct,
}

/** Columns that a check reads, those of the checks in it too. */
export function columnsOf([name, ...args]: Check): string[] {
  if (name === 'AND' || name === 'OR') return args.flatMap((one) => (Array.isArray(one) ? columnsOf(one as Check) : []))
  const columns = name in WITH_VALUE ? args.slice(0, 1) : name in OF_COLUMNS || name in OF_CELL ? args : []
  return columns.filter((one) => typeof one === 'string')
}

/** The test of a row, or undefined for a function that is not about one row. A column that is not there reads as empty. */
export function testOf(check: Check, ground: Ground): RowTest | undefined {
  const [name, ...args] = check
  if (name === 'AND' || name === 'OR') {
    const tests = args.map((one) => (Array.isArray(one) ? testOf(one as Check, ground) : undefined))
    if (!tests.every((test) => test !== undefined)) return undefined
    return name === 'AND' ? (row) => tests.every((test) => test(row)) : (row) => tests.some((test) => test(row))
  }
  const read = columnsOf(check).map((column) => ground.places.get(column) ?? -1)
  const place = read[0] ?? -1
  const [ofCell, withValue, ofColumns] = [OF_CELL[name], WITH_VALUE[name], OF_COLUMNS[name]]
  if (ofCell !== undefined) {
    return (row) => {
      const cell = row[place] ?? null
      return cell === null || ofCell(cell, ground)
    }
  }
  if (withValue !== undefined) {
    const [, value = null] = args
    if (typeof value === 'object' && value !== null) return undefined
    return (row) => withValue(row[place] ?? null, value)
  }
  if (ofColumns !== undefined) return (row) => ofColumns(read.map((at) => row[at] ?? null))
  return undefined
}
