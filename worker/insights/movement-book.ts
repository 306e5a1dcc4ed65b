// The cells of one period as a book of models, from which incidents can be taken out to the nanodollar.
import type { Cell, Incident } from './movement.ts'
import type { TokenType } from './token-types.ts'

export type Entry = { tokens: bigint; nano: bigint }
export type Account = { vendor: string; model: string; entries: Map<TokenType, Entry> }
export type Book = Map<string, Account>

const keyOf = ({ vendor, model }: { vendor: string; model: string }): string => JSON.stringify([vendor, model])

/** Cells that speak of the same are added together. */
export function bookOf(cells: readonly Cell[]): Book {
  const book: Book = new Map()
  for (const cell of cells) add(book, cell, 1n)
  return book
}

function add(book: Book, cell: Cell, sign: 1n | -1n): void {
  const { vendor, model, tokenType } = cell
  const account = book.get(keyOf(cell)) ?? { vendor, model, entries: new Map() }
  book.set(keyOf(cell), account)
  const entry = account.entries.get(tokenType) ?? { tokens: 0n, nano: 0n }
  account.entries.set(tokenType, { tokens: entry.tokens + sign * cell.tokens, nano: entry.nano + sign * cell.nano })
}

export const total = (book: Book): bigint =>
  [...book.values()].reduce((sum, { entries }) => sum + sumOf(entries.values()).nano, 0n)

export const sumOf = (entries: Iterable<Entry>): Entry =>
  [...entries].reduce((sum, { tokens, nano }) => ({ tokens: sum.tokens + tokens, nano: sum.nano + nano }), {
    tokens: 0n,
    nano: 0n,
  })

/** Takes an incident out of the book and returns the nanodollars that are gone from it. */
export function takeOut(book: Book, { nano, cells }: Incident): bigint {
  if (cells !== undefined) {
    for (const cell of cells) add(book, cell, -1n)
    return sumOf(cells).nano
  }
  return takeEvenly(book, nano)
}

/** From all cells that cost something, in proportion, tokens with them; what rounding leaves comes from the largest. */
function takeEvenly(book: Book, nano: bigint): bigint {
  const costly = [...book.values()]
    .flatMap(({ entries }) => [...entries.values()])
    .filter((entry) => entry.nano > 0n)
    .sort((a, b) => (a.nano > b.nano ? -1 : 1))
  const all = sumOf(costly).nano
  const [largest] = costly
  if (largest === undefined) return 0n
  const asked = nano > all ? all : nano
  let left = asked
  for (const entry of costly.slice(1)) left -= take(entry, (asked * entry.nano) / all)
  take(largest, left)
  return asked
}

function take(entry: Entry, nano: bigint): bigint {
  entry.tokens -= (entry.tokens * nano) / entry.nano
  entry.nano -= nano
  return nano
}
