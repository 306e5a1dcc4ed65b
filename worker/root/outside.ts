// What the outside has said of cuts so far, for the screens: which anchor speaks for a cut, and who else vouched for it.
import { checkpointAt } from '../tenant/checkpoint.ts'
import { oneRow } from '../tenant/storage.ts'
import type { AnchorState } from './anchor/step.ts'
import { type AnchorView, viewAnchor } from './journal.ts'

/** How many of the calendars promised (null once none is asked any more), time-stamp tokens kept, and witnesses that cosigned. */
export type Vouchers = { calendars: { asked: number; promised: number } | null; tokens: number; witnesses: number }

/** The cut of `size` leaves that was signed at `at`, with its anchor; null before the anchor's first step. */
export type Outside = { size: number; at: string; anchor: AnchorView | null; vouchers: Vouchers }

const SUBMIT = 'submit '

/** Read from the anchoring's own state. */
export function vouchersOf(state: AnchorState): Vouchers {
  const asked = Object.entries(state.turns).filter(([key]) => key.startsWith(SUBMIT))
  return {
    calendars:
      asked.length === 0 ? null : { asked: asked.length, promised: asked.filter(([, turn]) => turn.done).length },
    tokens: Object.keys(state.written).filter((path) => path.endsWith('.tsr')).length,
    witnesses: state.cosignatures.length,
  }
}

const NONE: Vouchers = { calendars: null, tokens: 0, witnesses: 0 }

function readOutside(sql: SqlStorage, size: number): Outside | undefined {
  const checkpoint = checkpointAt(sql, size)
  if (checkpoint === undefined) return undefined
  const row = oneRow(sql.exec<{ state: string | null }>('SELECT state FROM anchor WHERE size = ?', size))
  // Our own JSON, written by anchorDue.
  const vouchers = row?.state ? vouchersOf(JSON.parse(row.state) as AnchorState) : NONE
  return { size, at: checkpoint.at, anchor: viewAnchor(sql, size), vouchers }
}

/** The order of an answer, `DESC` for the newest. */
type Order = 'ASC' | 'DESC'

/** A cut between two sizes, both included, that a block attests today: the journal's last word on it, alerts apart, says so. */
function attestedBetween(sql: SqlStorage, from: number, to: number, order: Order): number | undefined {
  const told = (line: string) => `json_extract(${line}.detail, '$.alert') IS NULL`
  return oneRow(
    sql.exec<{ size: number }>(
      `SELECT size FROM journal AS line WHERE size BETWEEN ? AND ? AND state IN ('confirmed', 'buried') AND ${told('line')}
         AND NOT EXISTS (SELECT 1 FROM journal AS later WHERE later.size = line.size AND later.seq > line.seq AND ${told('later')})
       ORDER BY size ${order} LIMIT 1`,
      from,
      to,
    ),
  )?.size
}

/** Size of the newest cut that a block attests, of those up to `published` leaves. */
export const newestAttested = (sql: SqlStorage, published: number): number | undefined =>
  attestedBetween(sql, 1, published, 'DESC')

/**
 * By size of each cut asked for, the cut whose anchor speaks for it: its own where a block attests it, else the first later one that a
 * block attests, since every cut holds those before it; its own where there is none. Sizes that are no published cut's are left out.
 */
export function outsideOf(sql: SqlStorage, sizes: readonly number[], published: number): Map<number, Outside> {
  const found = new Map<number, Outside>()
  let [later, above]: [number | undefined, number] = [undefined, published]
  // Newest first, so that no stretch of the log is looked through twice.
  for (const size of [...new Set(sizes)].filter((one) => one <= published).sort((a, b) => b - a)) {
    later = attestedBetween(sql, size, above, 'ASC') ?? later
    above = size - 1
    const speaking = readOutside(sql, later ?? size)
    if (speaking !== undefined) found.set(size, speaking)
  }
  return found
}
