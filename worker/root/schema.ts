// The root log object's own SQLite: what waits for the next cut, the leaves of all cuts, and what became of each checkpoint outside.
import { TREE_TABLES } from '../tenant/storage.ts'

/**
 * pending: one leaf a label. leaf: data = label || digest, by index, for ever: about 120 bytes with its index, so 10 GB hold some 80 million.
 * anchor: one row a cut, `state` is the anchoring's own JSON, `due` in milliseconds, NULL when nothing is left to do. journal: LEDGER section 7.
 */
export const ROOT_SCHEMA = [
  ...TREE_TABLES,
  'CREATE TABLE IF NOT EXISTS pending (label BLOB PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID',
  'CREATE TABLE IF NOT EXISTS leaf (idx INTEGER PRIMARY KEY, label BLOB NOT NULL, digest BLOB NOT NULL)',
  'CREATE INDEX IF NOT EXISTS leaf_label ON leaf (label)',
  'CREATE TABLE IF NOT EXISTS anchor (size INTEGER PRIMARY KEY, state TEXT, due INTEGER)',
  'CREATE INDEX IF NOT EXISTS anchor_due ON anchor (due)',
  `CREATE TABLE IF NOT EXISTS journal (seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, size INTEGER NOT NULL, state TEXT NOT NULL,
     detail TEXT NOT NULL)`,
  'CREATE INDEX IF NOT EXISTS journal_size ON journal (size)',
]
