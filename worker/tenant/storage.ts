// The ledger object's own SQLite: the authoritative copy of a tenant's records until they are paged out, and what an append needs.
import { fromHex, hex } from '../ledger/bytes.ts'
import { type CompactRange, emptyRange, packRange, unpackRange } from '../ledger/tree.ts'
import { BATES_TABLES } from './bates.ts'
import { HOLD_TABLES } from './holds.ts'

/** What every log's object has, whatever its leaves are: its head and marks, the roots of full tiles (level 1 = 256 leaves), its checkpoints. */
export const TREE_TABLES = [
  'CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID',
  'CREATE TABLE IF NOT EXISTS node (level INTEGER NOT NULL, idx INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (level, idx)) WITHOUT ROWID',
  `CREATE TABLE IF NOT EXISTS checkpoint (size INTEGER PRIMARY KEY, number INTEGER NOT NULL, root TEXT NOT NULL, note TEXT NOT NULL,
     at TEXT NOT NULL)`,
]

/**
 * record: a span of records that were appended together (spans.ts); texts is NULL once they were paged out to R2 and pruned, leaves stay for ever
 * because proofs need them. prior: for a restatement, the seq of the same (stream, id) one revision before. identity holds the revision
 * in force and the keyed digest of its value. root_leaf: what was handed to the root log, by the size of the checkpoint it stands for; idx is
 * its place there, NULL until it is known. The salts of what was included are needed for ever. erased_subject, erased_chat: what stays out,
 * while active; lifts counts how often it was let in again. erased_record: what an erasure took, content 0 = no text, 1 = of a chat,
 * 2 = of a message, 3 = of somebody else's message. erased_tally: what was deleted here, counted in the same transaction.
 */
const SCHEMA = [
  ...TREE_TABLES,
  ...BATES_TABLES,
  `CREATE TABLE IF NOT EXISTS record (first INTEGER PRIMARY KEY, count INTEGER NOT NULL, at TEXT NOT NULL, leaves BLOB NOT NULL,
     texts TEXT)`,
  'CREATE TABLE IF NOT EXISTS prior (seq INTEGER PRIMARY KEY, prior INTEGER NOT NULL)',
  `CREATE TABLE IF NOT EXISTS identity (stream TEXT NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL, seq INTEGER NOT NULL,
     value TEXT NOT NULL, scope TEXT NOT NULL, PRIMARY KEY (stream, id)) WITHOUT ROWID`,
  'CREATE TABLE IF NOT EXISTS envelope (seq INTEGER PRIMARY KEY, object BLOB NOT NULL)',
  'CREATE TABLE IF NOT EXISTS cursor (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID',
  'CREATE TABLE IF NOT EXISTS subject (identity TEXT PRIMARY KEY, subject TEXT NOT NULL) WITHOUT ROWID',
  `CREATE TABLE IF NOT EXISTS root_leaf (size INTEGER PRIMARY KEY, salt BLOB NOT NULL, data BLOB NOT NULL UNIQUE, idx INTEGER UNIQUE,
     root_size INTEGER)`,
  `CREATE TABLE IF NOT EXISTS poll (stream TEXT NOT NULL, day TEXT NOT NULL, endpoint TEXT NOT NULL, polls INTEGER NOT NULL,
     PRIMARY KEY (stream, day)) WITHOUT ROWID`,
  'CREATE TABLE IF NOT EXISTS erased_subject (subject TEXT PRIMARY KEY, erasure TEXT NOT NULL, active INTEGER NOT NULL, lifts INTEGER NOT NULL) WITHOUT ROWID',
  'CREATE TABLE IF NOT EXISTS erased_chat (chat TEXT PRIMARY KEY, erasure TEXT NOT NULL, active INTEGER NOT NULL, lifts INTEGER NOT NULL) WITHOUT ROWID',
  'CREATE TABLE IF NOT EXISTS erased_record (seq INTEGER PRIMARY KEY, erasure TEXT NOT NULL, content INTEGER NOT NULL)',
  'CREATE INDEX IF NOT EXISTS erased_record_by ON erased_record (erasure, seq)',
  'CREATE TABLE IF NOT EXISTS erased_tally (erasure TEXT NOT NULL, name TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (erasure, name)) WITHOUT ROWID',
  ...HOLD_TABLES,
]

export function createSchema(sql: SqlStorage, schema: readonly string[] = SCHEMA): void {
  for (const statement of schema) sql.exec(statement)
}

/** The row of a query that has at most one. */
export function oneRow<T extends Record<string, SqlStorageValue>>(cursor: SqlStorageCursor<T>): T | undefined {
  return cursor.toArray()[0]
}

type Row = readonly (string | number | null | Uint8Array)[]

/** Rows of one INSERT go in groups: a statement takes 100 bound parameters. Every row has as many values. */
export function insertRows(sql: SqlStorage, into: string, rows: readonly Row[]): void {
  const width = rows[0]?.length ?? 1
  const group = Math.floor(100 / width)
  const row = `(${Array(width).fill('?').join()})`
  for (let at = 0; at < rows.length; at += group) {
    const some = rows.slice(at, at + group)
    sql.exec(`INSERT INTO ${into} VALUES ${Array(some.length).fill(row).join()}`, ...some.flat())
  }
}

export function readMeta(sql: SqlStorage, name: string): string | undefined {
  return oneRow(sql.exec<{ value: string }>('SELECT value FROM meta WHERE name = ?', name))?.value
}

/** A counter of records that a step has brought behind it; 0 before its first time. */
export const readMark = (sql: SqlStorage, name: string): number => Number(readMeta(sql, name) ?? 0)

export function writeMeta(sql: SqlStorage, name: string, value: string): void {
  sql.exec('INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', name, value)
}

export function deleteMeta(sql: SqlStorage, name: string): void {
  sql.exec('DELETE FROM meta WHERE name = ?', name)
}

/** Where the next record goes: size, leaf of the last record (hex), the tree's right edge, the last `ingested_at`. */
export type Head = { size: number; leaf: string; ingestedAt: string; range: CompactRange }

const HEAD = 'head'

export function readHead(sql: SqlStorage): Head {
  const text = readMeta(sql, HEAD)
  if (text === undefined) return { size: 0, leaf: '0'.repeat(64), ingestedAt: '', range: emptyRange() }
  // Our own JSON, written below in the same schema.
  const head = JSON.parse(text) as { size: number; leaf: string; ingestedAt: string; range: string }
  return { ...head, range: unpackRange(head.size, fromHex(head.range)) }
}

export function writeHead(sql: SqlStorage, head: Head): void {
  writeMeta(sql, HEAD, JSON.stringify({ ...head, range: hex(packRange(head.range)) }))
}
