// The first look through the ledger: which positions each volume covers. Only numbers are kept, so that it can stop and go on anywhere.
import type { LedgerRecord } from '../ledger/record.ts'
import { TILE_WIDTH } from '../ledger/tile.ts'
import { SEALED_COST, TEXT_COST, TILE_COST, type VolumeLimits } from './limits.ts'

/** One volume: `first` to `last` is the span that it speaks for; its records lie between `from` and `to`. All included. */
export type Cut = { first: number; last: number; from: number; to: number; records: number; bytes: number }

/** `cursor`: the next position to look at. `open`: the volume that may still grow; its `last` is not fixed yet. */
export type Plan = { cursor: number; open: Cut | null; cuts: Cut[] }

export const EMPTY_PLAN: Plan = { cursor: 0, open: null, cuts: [] }

/** A selected record, as far as planning needs it. `length`: UTF-8 bytes; `text`: those of its text, where that is in the export. */
export type Found = Pick<LedgerRecord, 'seq' | 'sealed'> & { length: number; text?: number }

function costOf({ seq, sealed, length, text }: Found, open: Cut | null, disclosed: boolean): number {
  const sameTile = open !== null && Math.floor(open.to / TILE_WIDTH) === Math.floor(seq / TILE_WIDTH)
  const opened = (disclosed && sealed !== undefined ? SEALED_COST : 0) + (text === undefined ? 0 : text + TEXT_COST)
  return length + 1 + (sameTile ? 0 : TILE_COST) + opened
}

/**
 * The plan after `found` (ascending) was selected from the positions up to `cursor`. A volume that is full is closed by the next record
 * that is found, right before it: so the spans adjoin, every volume holds a record, and what is withheld behind a volume's last record
 * is stated by it.
 */
export function extend(
  plan: Plan,
  found: readonly Found[],
  cursor: number,
  limits: VolumeLimits,
  disclosed: boolean,
): Plan {
  const cuts = [...plan.cuts]
  let open = plan.open === null ? null : { ...plan.open }
  for (const one of found) {
    const { seq } = one
    const cost = costOf(one, open, disclosed)
    const full =
      open !== null &&
      (open.bytes + cost > limits.bytes || open.records === limits.records || seq - open.from >= limits.span)
    if (open !== null && full) cuts.push({ ...open, last: seq - 1 })
    if (open === null || full) {
      const first = open === null ? 0 : seq
      open = { first, last: seq, from: seq, to: seq, records: 1, bytes: costOf(one, null, disclosed) }
    } else {
      open.to = seq
      open.records++
      open.bytes += cost
    }
  }
  return { cursor, open, cuts }
}

/** The finished plan of a ledger of `size` records; no cuts where nothing was found. */
export function close({ open, cuts }: Plan, size: number): Plan {
  return { cursor: size, open: null, cuts: open === null ? cuts : [...cuts, { ...open, last: size - 1 }] }
}
