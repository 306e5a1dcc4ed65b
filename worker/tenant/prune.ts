// After paging out: old records' texts leave SQLite once R2 provably has them, so that a ledger may outgrow the object's 10 GB.
import { equal, utf8 } from '../ledger/bytes.ts'
import { encodeEntries } from '../ledger/entries.ts'
import { entriesPath, TILE_WIDTH } from '../ledger/tile.ts'
import { nativeSha256 } from './native-hash.ts'
import { ArchiveConflict, pagedSize } from './page-out.ts'
import { pruneSpans, readSpans } from './spans.ts'
import { readMark, writeMeta } from './storage.ts'

const PRUNED = 'pruned'
/** Bundles a call: what it looks at is in memory, and every changed row is billed and holds the object's thread. */
const BUNDLES = 4

/**
 * Drops the texts of old records once their full bundle is verified in R2, leaving at least the newest `keep` records. Leaf hashes and
 * envelopes stay. Returns whether there is more to prune. A span that reaches beyond the last verified bundle stays until its end is verified.
 */
export async function prune(sql: SqlStorage, archive: R2Bucket, tenant: string, keep: number): Promise<boolean> {
  const start = readMark(sql, PRUNED)
  const last = Math.floor(Math.max(0, pagedSize(sql) - keep) / TILE_WIDTH) * TILE_WIDTH
  const end = Math.min(last, start + BUNDLES * TILE_WIDTH)
  if (end <= start) return false
  for (let at = start; at < end; at += TILE_WIDTH) {
    const key = `${tenant}/${entriesPath(at / TILE_WIDTH, TILE_WIDTH)}`
    const stored = (await archive.head(key))?.checksums.sha256
    const entries = readSpans(sql, at, at + TILE_WIDTH - 1).map(({ text }) => utf8(text ?? ''))
    if (stored === undefined || !equal(new Uint8Array(stored), nativeSha256(encodeEntries(entries)))) {
      throw new ArchiveConflict(key)
    }
  }
  pruneSpans(sql, start, end)
  writeMeta(sql, PRUNED, String(end))
  return end < last
}
