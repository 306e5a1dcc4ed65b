// The sums of the Overview against the days before: closed days only, from one answer or two.
import type { OverviewAnswer } from '../../../../worker/http/schemas/overview.ts'
import type { Versus } from '../../figures/days.ts'

type Pair = readonly [now: string, then: string]

export interface Compared {
  readonly cost: Pair
  readonly tokens: Pair
  readonly people: Pair
  /** The model that moved most; only the days right before tell. */
  readonly because: { readonly cost: string | null; readonly tokens: string | null }
}

/** `now`: the answer over the closed days. `earlier`: over the days a year before, when those are compared. */
export function comparedSums(
  now: OverviewAnswer,
  earlier: OverviewAnswer | null,
  versus: Versus,
): Compared | undefined {
  if (versus === 'before') {
    return {
      cost: [now.cost.billed, now.cost.previous],
      tokens: [now.tokens.total, now.tokens.previous],
      people: [String(now.people.active), String(now.people.previous)],
      because: { cost: now.cost.mostly, tokens: now.tokens.mostly },
    }
  }
  if (earlier === null) return undefined
  return {
    cost: [now.cost.billed, earlier.cost.billed],
    tokens: [now.tokens.total, earlier.tokens.total],
    people: [String(now.people.active), String(earlier.people.active)],
    because: { cost: null, tokens: null },
  }
}
