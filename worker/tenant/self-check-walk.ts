// The self-check's walk over the records, oldest first: bytes, links, times, revisions, and the tree recomputed from them beside everything
// that was stored, published and signed of it.
import { equal, hex } from '../ledger/bytes.ts'
import { HASH_BYTES } from '../ledger/hash.ts'
import { leafOfText } from '../ledger/link.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import { TILE_WIDTH } from '../ledger/tile.ts'
import { rootOf } from '../ledger/tree.ts'
import { growTree, type TileRoot } from './linker.ts'
import { nativeSha256 } from './native-hash.ts'
import { pagedSize } from './page-out.ts'
import { publishedSize } from './publish.ts'
import {
  type BundleFiles,
  judgeBundle,
  judgePartial,
  judgeTile,
  possible,
  readBundleFiles,
  textsOf,
} from './self-check-files.ts'
import { find } from './self-check-findings.ts'
import { judgeIdentities, judgeRevisions } from './self-check-identities.ts'
import { checkpointsBetween, judgeCheckpoints } from './self-check-published.ts'
import { judgeRows } from './self-check-rows.ts'
import type { CheckState, Ground } from './self-check-state.ts'
import { parseStored } from './self-check-texts.ts'
import { readSpans, type Stored } from './spans.ts'
import { type Head, oneRow, readHead } from './storage.ts'

/** Bundles in memory at once: 4 of the largest records, here and from the archive, are 134 MB at the very most, and 1 MB as they are. */
export const BUNDLES = 4

/** One step of the walk. Returns whether the end of the ledger was reached. */
export async function walkOn(ground: Ground, state: CheckState): Promise<boolean> {
  const { sql } = ground
  const { found, range } = state
  const from = range.size
  // From here to the first await nothing is appended: head, records and checkpoints are of one moment.
  const head = possible(() => readHead(sql))
  if (head === undefined) {
    find(found, 'head_differs', null)
    return true
  }
  const to = Math.min(head.size, from + BUNDLES * TILE_WIDTH)
  const stored = readSpans(sql, from, to - 1)
  const isLast = to === head.size
  const checkpoints = checkpointsBetween(sql, from, to)
  const gap = stored.findIndex(({ seq }, at) => seq !== from + at)
  if (gap >= 0 || stored.length !== to - from) {
    // What comes after a gap has nothing to be linked to: the walk ends here, and with it what it could say of the rest.
    find(found, 'sequence_broken', from + (gap >= 0 ? gap : stored.length))
    return true
  }
  const revisions = isLast ? judgeEnd(sql, state, head) : undefined
  const files = await readFiles(ground, from, to)
  const { records, roots, nodes } = judgeRecords(
    ground,
    state,
    stored,
    files,
    new Set(checkpoints.map(({ size }) => size)),
  )
  judgeRevisions(sql, state, records)
  for (const one of files)
    judgeBundle(found, one, stored.slice(one.index * TILE_WIDTH - from, (one.index + 1) * TILE_WIDTH - from))
  await judgeNodes(ground, state, nodes)
  await judgeCheckpoints(ground, found, checkpoints, roots)
  await judgeRows(ground, state, records)
  if (!isLast) return false
  if (state.prev !== head.leaf || !equal(rootOf(range), rootOf(head.range))) find(found, 'head_differs', head.size - 1)
  if (revisions !== undefined) judgeIdentities(state, revisions)
  const published = publishedSize(sql)
  const tail = published - (published % TILE_WIDTH)
  await judgePartial(ground, found, published, readSpans(sql, tail, published - 1))
  return true
}

/** What only the end can tell; read in the same turn as the last records. */
function judgeEnd(
  sql: SqlStorage,
  { found }: CheckState,
  { size }: Head,
): { revisions: number; firsts: number } | undefined {
  const end = oneRow(sql.exec<{ size: number | null }>('SELECT MAX(first + count) AS size FROM record'))?.size ?? 0
  if (end !== size) find(found, 'sequence_broken', Math.min(end, size))
  return oneRow(
    sql.exec<{ revisions: number; firsts: number }>(
      'SELECT COALESCE(SUM(rev + 1), 0) AS revisions, COUNT(*) AS firsts FROM identity',
    ),
  )
}

/** The full bundles of these records that the archive should have. */
async function readFiles(ground: Ground, from: number, to: number): Promise<BundleFiles[]> {
  const end = Math.floor(Math.min(to, pagedSize(ground.sql)) / TILE_WIDTH)
  const indexes = Array.from({ length: Math.max(0, end - from / TILE_WIDTH) }, (_, at) => from / TILE_WIDTH + at)
  return Promise.all(indexes.map((index) => readBundleFiles(ground, index)))
}

type Judged = { records: LedgerRecord[]; roots: Map<number, string>; nodes: TileRoot[] }

/** `sizes`: where a root is wanted. The stored leaf goes into the tree even where the bytes differ, so that one changed byte is one finding. */
function judgeRecords(
  { tenant }: Ground,
  state: CheckState,
  stored: readonly Stored[],
  files: readonly BundleFiles[],
  sizes: ReadonlySet<number>,
): Judged {
  const judged: Judged = { records: [], roots: new Map(), nodes: [] }
  const bundles = new Map(files.map(({ index, entries }) => [index, textsOf(entries)]))
  for (const { seq, text, leaf } of stored) {
    const here = text ?? bundles.get(Math.floor(seq / TILE_WIDTH))?.[seq % TILE_WIDTH]
    const bytes = here === undefined ? leaf : possible(() => leafOfText(here, nativeSha256))
    const fits = bytes !== undefined && equal(bytes, leaf)
    const readable = judged.records.length
    if (!fits) find(state.found, 'record_differs', seq)
    else if (here !== undefined) judgeRecord(state, judged.records, tenant, seq, here)
    if (judged.records.length === readable) state.unread++
    const placed = leaf.length === HASH_BYTES ? leaf : new Uint8Array(HASH_BYTES)
    growTree(state.range, placed, judged.nodes)
    state.prev = hex(placed)
    if (sizes.has(seq + 1)) judged.roots.set(seq + 1, hex(rootOf(state.range, nativeSha256)))
  }
  return judged
}

function judgeRecord(state: CheckState, records: LedgerRecord[], tenant: string, seq: number, text: string): void {
  const record = parseStored(text)
  if (record?.seq !== seq || record.tenant !== tenant) {
    find(state.found, 'record_malformed', seq)
    return
  }
  if (record.prev !== state.prev) find(state.found, 'link_broken', seq)
  if (record.ingested_at < state.at) find(state.found, 'time_decreases', seq)
  else state.at = record.ingested_at
  records.push(record)
}

/** Stored roots of full tiles, and the tiles above the leaves that they complete. */
async function judgeNodes(ground: Ground, { found }: CheckState, nodes: readonly TileRoot[]): Promise<void> {
  const paged = pagedSize(ground.sql)
  for (const [level, index, hash] of nodes) {
    const width = TILE_WIDTH ** level
    const row = oneRow(
      ground.sql.exec<{ hash: ArrayBuffer }>('SELECT hash FROM node WHERE level = ? AND idx = ?', level, index),
    )
    if (row === undefined || !equal(new Uint8Array(row.hash), hash)) find(found, 'tree_differs', index * width)
    if ((index + 1) % TILE_WIDTH !== 0 || (index + 1) * width > paged) continue
    await judgeTile(ground, found, { level, index: Math.floor(index / TILE_WIDTH), width: TILE_WIDTH })
  }
}
