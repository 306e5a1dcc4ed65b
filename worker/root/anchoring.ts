// From a published cut to its proofs: takes the anchors that are due one step further, keeps their files in the archive, their state here.
import { utf8 } from '../ledger/bytes.ts'
import { consistencyProof } from '../ledger/proof.ts'
import { anchorTexts } from '../region.ts'
import { checkpointAt } from '../tenant/checkpoint.ts'
import { publishedSize } from '../tenant/publish.ts'
import { hashReader } from '../tenant/read.ts'
import { oneRow } from '../tenant/storage.ts'
import { outsideAsk } from './anchor/ask.ts'
import { anchorSettings } from './anchor/settings.ts'
import { type AnchorPorts, type AnchorState, stepAnchor } from './anchor/state.ts'
import { cutFile } from './files.ts'
import { appendJournal } from './journal.ts'
import { ROOT_LEAVES } from './leaves.ts'

/** Anchors a round: each asks outside for some seconds, and a cut waits behind them. */
const MOST = 4
/** A step that could not be kept is done again after this long. */
const RETRY_MS = 60_000

/** Opens the anchor of a cut; again for the same one does nothing. It is due at once. */
export function openAnchor(sql: SqlStorage, size: number, now: number): void {
  sql.exec('INSERT OR IGNORE INTO anchor VALUES (?, NULL, ?)', size, now)
}

/** When the next anchor is due, in milliseconds; undefined where all are done. */
export function nextAnchor(sql: SqlStorage): number | undefined {
  const sizes = 'size <= ? AND due IS NOT NULL'
  const row = oneRow(
    sql.exec<{ due: number | null }>(`SELECT MIN(due) AS due FROM anchor WHERE ${sizes}`, publishedSize(sql)),
  )
  return row?.due ?? undefined
}

/** Sizes of published cuts whose anchors are due, the longest waiting first. */
export function dueAnchors(sql: SqlStorage, now: number): number[] {
  return sql
    .exec<{ size: number }>(
      'SELECT size FROM anchor WHERE size <= ? AND due <= ? ORDER BY due LIMIT ?',
      publishedSize(sql),
      now,
      MOST,
    )
    .toArray()
    .map(({ size }) => size)
}

/** The outside, the clock, and the tree for witnesses. Throws RangeError on settings that nobody could anchor with. */
export function anchorPorts(env: Env, sql: SqlStorage): AnchorPorts {
  return {
    ask: outsideAsk(),
    now: () => Date.now(),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    settings: anchorSettings(anchorTexts(env)),
    consistency: (from, to) => consistencyProof(hashReader(sql, ROOT_LEAVES.hashes), from, to),
  }
}

export type Anchoring = { storage: DurableObjectStorage; archive: R2Bucket; ports: AnchorPorts }

/**
 * One step of one cut's anchor. Files first, then state and journal as one commit: a step that died between the two is done again and
 * gives out the same files. Throws where the archive refuses; the anchor stays due.
 */
export async function anchorDue({ storage, archive, ports }: Anchoring, size: number): Promise<void> {
  const { sql } = storage
  const row = oneRow(sql.exec<{ state: string | null }>('SELECT state FROM anchor WHERE size = ?', size))
  const checkpoint = checkpointAt(sql, size)
  if (row === undefined || checkpoint === undefined) return
  // Put off before it is tried: an anchor that brings this object down must not do so again at once.
  sql.exec('UPDATE anchor SET due = ? WHERE size = ?', ports.now() + RETRY_MS, size)
  // Our own JSON, written below.
  const before = row.state === null ? undefined : (JSON.parse(row.state) as AnchorState)
  const { state, files, events, next } = await stepAnchor(before, utf8(checkpoint.note), ports)
  for (const { path, bytes } of files) await archive.put(cutFile(size, path), bytes)
  const due = next === undefined ? null : ports.now() + next
  storage.transactionSync(() => {
    for (const event of events) appendJournal(sql, size, event)
    sql.exec('UPDATE anchor SET state = ?, due = ? WHERE size = ?', JSON.stringify(state), due, size)
  })
}
