// What no rule catches: the workspaces, keys and people behind the shared pool of a range, largest first.
import type { DayRange } from '../db/tenant/range.ts'
import { DirectTally } from '../insights/chargeback-direct.ts'
import { ownerBy } from '../insights/chargeback-rules.ts'
import { type Books, type Desk, portionsOf } from './books.ts'

/** `nano`: of workspaces what is billed and in the pool, of keys and people the estimate of their use that is nobody's. */
export type Unassigned = { vendor: string | null; value: string; nano: bigint }
export type UnassignedLists = { workspaces: Unassigned[]; keys: Unassigned[]; people: Unassigned[] }

export async function readUnassigned(desk: Desk, books: Books, range: DayRange): Promise<UnassignedLists> {
  const ownerOf = ownerBy(books.rules)
  const tally = new DirectTally(ownerOf)
  const [workspaces, keys, people] = [new Sums(), new Sums(), new Sums()]
  for await (const { bills, uses } of portionsOf(desk, books.stitched, range, {})) {
    tally.add(bills, uses)
    for (const use of uses) {
      const nano = use.estimate ?? 0n
      if (nano <= 0n || ownerOf(use).team !== null) continue
      if (use.key !== null) keys.add(use.vendor, use.key, nano)
      if (use.person !== null) people.add(null, use.person, nano)
    }
  }
  for (const { team, vendor, workspace, amount } of tally.lines())
    if (team === null) workspaces.add(vendor, workspace, amount)
  return { workspaces: workspaces.largestFirst(), keys: keys.largestFirst(), people: people.largestFirst() }
}

/** Amounts by vendor and value. */
class Sums {
  readonly #found = new Map<string, Unassigned>()

  add(vendor: string | null, value: string, nano: bigint): void {
    const key = JSON.stringify([vendor, value])
    const known = this.#found.get(key)
    if (known === undefined) this.#found.set(key, { vendor, value, nano })
    else known.nano += nano
  }

  /** Only what is above zero: a credit needs no team. */
  largestFirst(): Unassigned[] {
    const found = [...this.#found].filter(([, { nano }]) => nano > 0n)
    return found
      .sort(([a, x], [b, y]) => (x.nano === y.nano ? (a < b ? -1 : 1) : x.nano > y.nano ? -1 : 1))
      .map(([, one]) => one)
  }
}
