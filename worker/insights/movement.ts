// Why one period cost more or less than another: steps that add up to the difference, to the nanodollar.
import { bookOf, takeOut, total } from './movement-book.ts'
import { stepsOf } from './movement-steps.ts'
import type { TokenType } from './token-types.ts'

/** Sum of one period for one model and kind of token. `model` is the vendor's name, or a word for charges without one. */
export type Cell = { vendor: string; model: string; tokenType: TokenType; tokens: bigint; nano: bigint }

/**
 * Something with a name that is told apart before the rest is explained (a finding of that period). With `cells` exactly these are
 * taken out; without, its money is taken from all cells in proportion.
 */
export type Incident = { name: string; nano: bigint; period?: 'before' | 'after'; cells?: readonly Cell[] }

export const STEPS = ['work', 'incident', 'new', 'gone', 'mix', 'answers', 'cache', 'charges', 'prices'] as const
export type StepCode = (typeof STEPS)[number]

export type StepFacts = {
  /** Name of the incident; model of a new or gone one, or the one that moved most. */
  name?: string
  vendor?: string
  /** Relative change of tokens (work), 0.12 = 12 % more. */
  change?: number
  /** Cached share of input, or share of answers among all tokens: before and after. */
  before?: number
  after?: number
  /** Models or prices behind the step, what moved most first. */
  most?: readonly { vendor: string; model: string; tokenType?: TokenType; nano: bigint }[]
}

export type Step = { code: StepCode; nano: bigint; facts: StepFacts }

export type Movement = {
  before: bigint
  after: bigint
  /** after − before = the sum of the steps. */
  difference: bigint
  /** In the order of STEPS; steps of zero are left out. */
  steps: readonly Step[]
}

/**
 * The steps from `before` to `after`. Models that were used in both periods are priced six times over, each time with one thing more
 * of the later period; a step is the difference of two neighbours:
 *
 *   their old cost → × all tokens (work) → tokens by model (mix) → questions and answers (answers) → kinds of input (cache)
 *   → their new cost (prices)
 *
 * Every such sum is rounded to nanodollars on its own, so neighbours add up and the last step, prices, ends on the true cost and
 * carries what rounding left. Incidents are taken out before; what has no tokens (searches, credits) is `charges`.
 */
export function movement(input: {
  before: readonly Cell[]
  after: readonly Cell[]
  incidents?: readonly Incident[]
}): Movement {
  const books = { before: bookOf(input.before), after: bookOf(input.after) }
  const [before, after] = [total(books.before), total(books.after)]
  const incidents = (input.incidents ?? []).map((incident): Step => {
    const taken = takeOut(books[incident.period ?? 'after'], incident)
    const nano = incident.period === 'before' ? -taken : taken
    return { code: 'incident', nano, facts: { name: incident.name } }
  })
  const steps = [...incidents, ...stepsOf(books)]
    .filter(({ nano }) => nano !== 0n)
    .sort((a, b) => STEPS.indexOf(a.code) - STEPS.indexOf(b.code))
  return { before, after, difference: after - before, steps }
}
