// Second step of a chargeback: every bill row is divided over teams by the use behind it, to the nanodollar.
import { divide } from './chargeback-parts.ts'
import type { Owner, OwnerOf, Placed, RuleKind } from './chargeback-rules.ts'

/** One line of a vendor's bill. `workspace` as filters call it: `default` for the default one, '' for none. */
export type BillRow = {
  vendor: string
  day: string
  workspace: string
  model: string | null
  /** Billed nanodollars, negative for a credit. */
  amount: bigint
}

/** Use of one day that may stand behind bill rows; `estimate` is null where no part of it has a price. */
export type UseRow = Placed & { model: string | null; estimate: bigint | null; tokens: bigint }

/** Money of one team (null: the shared pool), by what it was for and by which kind of rule it came there. */
export type DirectLine = {
  team: string | null
  vendor: string
  workspace: string
  model: string | null
  by: RuleKind | 'none'
  amount: bigint
}

/**
 * Adds up days. A bill row needs the use of its own day and nothing else, so days may come in any number of portions as long as bill and
 * use of a day come together; the result does not depend on the portions.
 */
export class DirectTally {
  readonly #ownerOf: OwnerOf
  readonly #lines = new Map<string, DirectLine>()
  readonly #people = new Map<string, Set<string>>()

  constructor(ownerOf: OwnerOf) {
    this.#ownerOf = ownerOf
  }

  add(bills: readonly BillRow[], uses: readonly UseRow[]): void {
    const owned = uses.map((use): Owned => ({ use, owner: this.#ownerOf(use) }))
    for (const { use, owner } of owned)
      if (owner.team !== null && use.person !== null) this.#meet(owner.team, use.person)
    const sets = setsOf(owned)
    for (const bill of bills) {
      const behind = sets.get(placeOf(bill, bill.model)) ?? sets.get(placeOf(bill, ANY)) ?? []
      for (const [owner, amount] of this.#parts(bill, behind)) this.#book(bill, owner, amount)
    }
  }

  /** Lines in a steady order, those that came to nothing too: a charge and its credit are both there to see. */
  lines(): DirectLine[] {
    return [...this.#lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line)
  }

  /** Distinct people whose use was a team's. */
  people(): Map<string, number> {
    return new Map([...this.#people].map(([team, people]) => [team, people.size]))
  }

  #meet(team: string, person: string): void {
    const known = this.#people.get(team)
    if (known === undefined) this.#people.set(team, new Set([person]))
    else known.add(person)
  }

  #parts(bill: BillRow, behind: readonly Owned[]): [Owner, bigint][] {
    const weights = weighed(behind)
    if (weights.length === 0) return [[this.#ownerOf({ ...bill, key: null, person: null }), bill.amount]]
    const parts = divide(
      bill.amount,
      weights.map(([, weight]) => weight),
    )
    return weights.map(([owner], at) => [owner, parts[at] ?? 0n])
  }

  #book({ vendor, workspace, model }: BillRow, { team, by }: Owner, amount: bigint): void {
    const key = JSON.stringify([team, vendor, workspace, model, by])
    const line = this.#lines.get(key)
    if (line === undefined) this.#lines.set(key, { team, vendor, workspace, model, by, amount })
    else line.amount += amount
  }
}

type Owned = { use: UseRow; owner: Owner }

/** No model has this name: it stands for all of them. */
const ANY = '\u0000'

const placeOf = (
  { vendor, day, workspace }: { vendor: string; day: string; workspace: string },
  model: string | null,
) => JSON.stringify([vendor, day, workspace, model ?? ANY])

/** Use by place and model, and by place alone for bill rows without a model or with one that use does not know. */
function setsOf(owned: readonly Owned[]): Map<string, Owned[]> {
  const sets = new Map<string, Owned[]>()
  const put = (key: string, one: Owned) => {
    const known = sets.get(key)
    if (known === undefined) sets.set(key, [one])
    else known.push(one)
  }
  for (const one of owned) {
    if (one.use.model !== null) put(placeOf(one.use, one.use.model), one)
    put(placeOf(one.use, ANY), one)
  }
  return sets
}

/** Weights by owner: estimates, or tokens where nothing of the set has a price. Empty where there is nothing to weigh by. */
function weighed(behind: readonly Owned[]): [Owner, bigint][] {
  const priced = behind.some(({ use }) => use.estimate !== null && use.estimate > 0n)
  const weights = new Map<string, [Owner, bigint]>()
  for (const { use, owner } of behind) {
    const weight = priced ? (use.estimate ?? 0n) : use.tokens
    if (weight <= 0n) continue
    const key = JSON.stringify([owner.team, owner.by])
    weights.set(key, [owner, (weights.get(key)?.[1] ?? 0n) + weight])
  }
  // Who gets the odd nanodollar must not depend on the order of the rows.
  return [...weights].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}
