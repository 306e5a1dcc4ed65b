// How far a self-check has come, kept between its pieces: what the next piece must know of the records before it.
import { fromHex, hex } from '../ledger/bytes.ts'
import { NO_PREV } from '../ledger/record.ts'
import { type CompactRange, emptyRange, packRange, unpackRange } from '../ledger/tree.ts'
import type { Home } from '../region.ts'
import type { Log } from './checkpoint.ts'
import type { RootPort } from './root-leaf.ts'
import type { Found } from './self-check-findings.ts'
import { deleteMeta, readMeta, writeMeta } from './storage.ts'

/** Everything that a check compares. */
export type Ground = { sql: SqlStorage; home: Home; log: Log; root: RootPort; tenant: string }

/** `records`: the walk over the ledger, oldest first. `rows`: the way back, from each row of the screens to its record. */
export type CheckState = {
  phase: 'records' | 'rows' | 'done'
  /** The tree recomputed from the records so far; its size is the next record's seq. */
  range: CompactRange
  /** Leaf (hex) and `ingested_at` of the record before. */
  prev: string
  at: string
  /** Records so far that have an identity, and those of them that are its first revision. */
  revisions: number
  firsts: number
  /** Records that could not be read: what the others add up to is then no finding of its own. */
  unread: number
  /** Rows: which table, and the key of the last row looked at. */
  table: number
  after: (string | number)[] | null
  found: Found
}

const STATE = 'self-check'

export function readState(sql: SqlStorage): CheckState {
  const text = readMeta(sql, STATE)
  if (text === undefined) {
    const start = {
      phase: 'records',
      range: emptyRange(),
      prev: NO_PREV,
      at: '',
      revisions: 0,
      firsts: 0,
      unread: 0,
    } as const
    return { ...start, table: 0, after: null, found: {} }
  }
  // Our own JSON, written below.
  const kept = JSON.parse(text) as Omit<CheckState, 'range'> & { size: number; hashes: string }
  const { size, hashes, ...state } = kept
  return { ...state, range: unpackRange(size, fromHex(hashes)) }
}

export function writeState(sql: SqlStorage, { range, ...state }: CheckState): void {
  writeMeta(sql, STATE, JSON.stringify({ ...state, size: range.size, hashes: hex(packRange(range)) }))
}

export const forgetState = (sql: SqlStorage): void => deleteMeta(sql, STATE)
