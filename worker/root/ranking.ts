// Which cut proves most: what bundles and exports choose by, asked of the root log object's own storage.
import { listCheckpoints } from '../tenant/checkpoint.ts'
import { viewAnchor } from './journal.ts'

/** Newest cuts looked through for one that stands in Bitcoin: a week of hours. */
const CUTS = 168

const rank = (state: string | undefined): number => (state === 'buried' ? 0 : state === 'confirmed' ? 1 : 2)

/** Sizes of the newest 168 published cuts by how far their anchor has come, buried ones first; of equals the newest first. */
export function cutsByProof(sql: SqlStorage, published: number): number[] {
  return listCheckpoints(sql, published + 1, CUTS)
    .map(({ size }) => ({ size, rank: rank(viewAnchor(sql, size)?.state) }))
    .sort((a, b) => a.rank - b.rank || b.size - a.size)
    .map(({ size }) => size)
}
