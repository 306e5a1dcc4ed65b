// Last step of a chargeback: the shared pool is split over the teams, and everything together is the bill again.
import type { DirectLine, DirectTally } from './chargeback-direct.ts'
import { divide } from './chargeback-parts.ts'

/**
 * How the shared pool is split: in proportion to what each team caused directly, the same for everybody, by the number of people with use,
 * or by weights that somebody chose.
 */
export const SPLITS = ['direct', 'equal', 'people', 'fixed'] as const
export type Split = (typeof SPLITS)[number]
/** `weights`: team → whole number from 0, for `fixed`; a team that has none carries nothing. */
export type SplitRule = { by: Split; weights: Readonly<Record<string, number>> }

export type TeamShare = {
  team: string
  direct: bigint
  shared: bigint
  total: bigint
  people: number
  vendors: { vendor: string; direct: bigint; shared: bigint }[]
}

export type Chargeback = {
  teams: TeamShare[]
  lines: DirectLine[]
  /** What no rule caught, before it was split. */
  pool: bigint
  /** What stayed in the pool because there is no team. */
  unsplit: bigint
  /** Sum of the bill; also the sum of all teams and `unsplit`, by vendor and in all. */
  bill: bigint
  vendors: { vendor: string; billed: bigint; unsplit: bigint }[]
  /** The split that was done: `equal` where the chosen one had nothing to go by (no direct costs, no people, no weights). */
  split: Split
}

/**
 * The chargeback of everything that the tally holds. `sharing`: the teams that carry the shared pool; a team with direct costs always does.
 * Each vendor's pool is split by the same weights, so that the sums are exact for each vendor and therefore in all.
 */
export function chargeback(
  tally: Pick<DirectTally, 'lines' | 'people'>,
  sharing: readonly string[],
  rule: SplitRule,
): Chargeback {
  const lines = tally.lines()
  const people = tally.people()
  const named = lines.flatMap(({ team }) => team ?? [])
  const teams = [...new Set([...sharing, ...named])].sort()
  const vendors = [...new Set(lines.map(({ vendor }) => vendor))].sort()
  const direct = sumsBy(lines, ({ team, vendor }) => cell(team, vendor))
  const byVendor = sumsBy(lines, ({ vendor }) => vendor)
  const byTeam = sumsBy(lines, ({ team }) => team ?? '')
  const { split, weights } = weightsOf(teams, rule, byTeam, people)
  const pools = vendors.map((vendor) => {
    const pool = direct.get(cell(null, vendor)) ?? 0n
    return { vendor, pool, parts: teams.length === 0 ? [] : divide(pool, weights) }
  })
  const shares = teams.map((team, at): TeamShare => {
    const own = byTeam.get(team) ?? 0n
    const shared = add(pools.map(({ parts }) => parts[at] ?? 0n))
    const parts = pools.map((one) => ({
      vendor: one.vendor,
      direct: direct.get(cell(team, one.vendor)) ?? 0n,
      shared: one.parts[at] ?? 0n,
    }))
    return { team, direct: own, shared, total: own + shared, people: people.get(team) ?? 0, vendors: parts }
  })
  const unsplitOf = (pool: bigint): bigint => (teams.length === 0 ? pool : 0n)
  const pool = add(pools.map((one) => one.pool))
  return {
    teams: shares,
    lines,
    pool,
    unsplit: unsplitOf(pool),
    bill: add(lines.map(({ amount }) => amount)),
    vendors: pools.map((one) => ({
      vendor: one.vendor,
      billed: byVendor.get(one.vendor) ?? 0n,
      unsplit: unsplitOf(one.pool),
    })),
    split,
  }
}

const add = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n)
const cell = (team: string | null, vendor: string): string => JSON.stringify([team, vendor])

function sumsBy(lines: readonly DirectLine[], keyOf: (line: DirectLine) => string): Map<string, bigint> {
  const found = new Map<string, bigint>()
  for (const line of lines) found.set(keyOf(line), (found.get(keyOf(line)) ?? 0n) + line.amount)
  return found
}

function weightsOf(
  teams: readonly string[],
  { by, weights }: SplitRule,
  direct: ReadonlyMap<string, bigint>,
  people: ReadonlyMap<string, number>,
): { split: Split; weights: bigint[] } {
  const chosen = teams.map((team): bigint => {
    if (by === 'equal') return 1n
    if (by === 'people') return BigInt(people.get(team) ?? 0)
    if (by === 'fixed') return BigInt(weights[team] ?? 0)
    // Who has more credit than cost carries nothing of the pool; nobody is paid out of it.
    const own = direct.get(team) ?? 0n
    return own > 0n ? own : 0n
  })
  const usable = chosen.some((weight) => weight > 0n)
  return usable ? { split: by, weights: chosen } : { split: 'equal', weights: teams.map(() => 1n) }
}
