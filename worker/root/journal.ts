// The root log's own journal: each change of an anchor's state, and each thing about it that wants somebody's eyes (LEDGER section 7).
import { oneRow } from '../tenant/storage.ts'
import type { AnchorBlock, AnchorEvent, AnchorStage } from './anchor/step.ts'

/** One line; `size` = the root checkpoint it is about, `detail` = the event as JSON. */
type Line = { seq: number; at: string; size: number; state: string; detail: string }

/** What is known of a cut's anchor: its last state, since when, and the block that attests it. */
export type AnchorView = { state: AnchorStage; at: string; block: AnchorBlock | null }

/** Adds one event of the anchor of the root checkpoint at `size`. */
export function appendJournal(sql: SqlStorage, size: number, event: AnchorEvent): void {
  const at = new Date(event.at).toISOString()
  const { at: _, state, ...detail } = event
  sql.exec(
    'INSERT INTO journal (at, size, state, detail) VALUES (?, ?, ?, ?)',
    at,
    size,
    state,
    JSON.stringify({ state, ...detail }),
  )
}

/** Lines below `before`, newest first. */
export function listJournal(sql: SqlStorage, before: number, limit: number): Line[] {
  return sql
    .exec<Line>(
      'SELECT seq, at, size, state, detail FROM journal WHERE seq < ? ORDER BY seq DESC LIMIT ?',
      before,
      limit,
    )
    .toArray()
}

/** The anchor of one cut as its last change of state left it; null before the first. */
export function viewAnchor(sql: SqlStorage, size: number): AnchorView | null {
  const line = oneRow(
    sql.exec<Line>(
      `SELECT seq, at, size, state, detail FROM journal WHERE size = ? AND json_extract(detail, '$.alert') IS NULL
       ORDER BY seq DESC LIMIT 1`,
      size,
    ),
  )
  if (line === undefined) return null
  const { state, block } = JSON.parse(line.detail) as AnchorEvent // our own JSON, written above
  return { state, at: line.at, block: block ?? null }
}
