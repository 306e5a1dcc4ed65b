// Why more (or less) than before: the groups of two periods, as steps that add up to the difference exactly.
import { groupId, withDistinctLabels } from '../../figures/groups.ts'
import type { VendorId } from '../../ui/vendors.ts'

interface Billed {
  readonly vendor: VendorId
  readonly key: string
  readonly label: string
  readonly billed: string
}

export interface Moved {
  /** null: the groups that moved least, together. */
  readonly id: string | null
  readonly label: string
  readonly nano: string
  /** What it was before; null for the groups together. */
  readonly before: string | null
}

const most = 5

/** The five groups that moved most, largest first, and the rest as one step. Groups that did not move are left out. */
export function movedGroups(now: readonly Billed[], earlier: readonly Billed[]): Moved[] {
  const found = new Map<string, Billed & { now: bigint; before: bigint }>()
  const of = (group: Billed) => {
    const id = groupId(group)
    const sums = found.get(id) ?? { ...group, now: 0n, before: 0n }
    found.set(id, sums)
    return sums
  }
  for (const group of now) of(group).now += BigInt(group.billed)
  for (const group of earlier) of(group).before += BigInt(group.billed)
  const moved = withDistinctLabels([...found.values()])
    .map((sums) => ({ id: groupId(sums), label: sums.label, nano: sums.now - sums.before, before: sums.before }))
    .filter((one) => one.nano !== 0n)
    .toSorted((a, b) => compare(size(b.nano), size(a.nano)) || (a.id < b.id ? -1 : 1))
  const first = moved.slice(0, most).map((one) => ({ ...one, nano: String(one.nano), before: String(one.before) }))
  const rest = moved.slice(most)
  if (rest.length === 0) return first
  const sum = rest.reduce((all, one) => all + one.nano, 0n)
  return [...first, { id: null, label: `${rest.length} others`, nano: String(sum), before: null }]
}

const size = (value: bigint): bigint => (value < 0n ? -value : value)
const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)
