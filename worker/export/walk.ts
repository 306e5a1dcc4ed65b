// Reading the ledger for an export: stretches of whole leaf tiles, with what the export takes of each.
import type { TenantId } from '../ids.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import { TILE_WIDTH } from '../ledger/tile.ts'
import type { Home } from '../region.ts'
import { withLedger } from '../tenant/reach.ts'
import type { Picker } from './pick.ts'

/** A record as the ledger has it: its exact text, its leaf hash in hex, and what it says. */
export type Read = { text: string; leaf: string; record: LedgerRecord }

/** One leaf tile's positions, `first` on; fewer than 256 at the end of the ledger. `found` ascending; its first may be a pull from before. */
export type Stretch = { first: number; leaves: readonly string[]; found: readonly Read[] }

/**
 * One leaf tile's records of a checkpoint of `size`. One a call: 256 records of the largest kind are 16 MiB and a call carries 32.
 */
export async function readStretch(
  home: Home,
  tenant: TenantId,
  first: number,
  size: number,
  picker: Picker<Read>,
): Promise<Stretch> {
  const last = Math.min(first + TILE_WIDTH, size) - 1
  const listed = await withLedger(home, tenant, async (ledger) => await ledger.records(first, last))
  if (listed.length !== last - first + 1) throw new Error(`records ${first} to ${last} of ${tenant} are not all there`)
  const found: Read[] = []
  for (const { text, leaf } of listed) {
    // Our own bytes, checked when they were appended; the finished bundle is verified from its bytes alone.
    const record = JSON.parse(text) as LedgerRecord
    found.push(...picker.take(record, { text, leaf, record }))
  }
  return { first, leaves: listed.map(({ leaf }) => leaf), found }
}
