// The conformance report of a FOCUS file: one line a rule of the requirements model, and what they come to.
import type { Failure, Standing } from './conformance.ts'
import type { Planned, Untested } from './judge-plan.ts'
import type { Level, Model } from './model.ts'

/** `no_row`: no row meets the rule's condition. `nothing_below`: no rule in it was tested. Else see judge-plan.ts. */
export type Reason = Untested | 'no_row' | 'nothing_below'

export type RuleResult = {
  id: string
  of: string
  level: Level
  says: string
  result: 'passed' | 'failed' | 'not_applicable'
  reason?: Reason
  /** The criterion that is not claimed, or the column that is not there. */
  what?: string
  /** Rows that it was tested on, and on how many of them it failed. */
  rows?: { tested: number; failed: number }
  first?: readonly Failure[]
}

export type Counts = Record<'passed' | 'failed' | 'not_applicable', number>
export type Report = {
  model: string
  rows: number
  claims: readonly string[]
  rules: Counts & { all: number }
  /** Requirements (MUST, MUST NOT), recommendations (SHOULD, RECOMMENDED) and permissions (MAY) apart. */
  requirements: Counts
  recommendations: Counts
  permissions: Counts
  reasons: Partial<Record<Reason, number>>
  results: readonly RuleResult[]
}

const isRequirement = (level: Level): boolean => level === 'MUST' || level === 'MUST NOT'

/** What the tested rows come to. Every rule of the model stands in it once, in its order. */
export function reportOf(
  model: Model,
  plan: readonly Planned[],
  standing: Standing,
  claims: readonly string[],
): Report {
  const planned = new Map(plan.map((one) => [one.rule.id, one]))
  const results = new Map<string, RuleResult>()
  const resultOf = (id: string): RuleResult | undefined => {
    const known = results.get(id)
    const one = planned.get(id)
    if (known !== undefined || one === undefined) return known
    const { id: own, of, level, says } = one.rule
    const made = { id: own, of, level, says, ...judge(one, standing, resultOf) }
    results.set(id, made)
    return made
  }
  const all = plan.flatMap(({ rule }) => resultOf(rule.id) ?? [])
  const reasons: Partial<Record<Reason, number>> = {}
  for (const { reason } of all) if (reason !== undefined) reasons[reason] = (reasons[reason] ?? 0) + 1
  return {
    model: `FOCUS ${model.version}`,
    rows: standing.rows,
    claims,
    rules: { all: all.length, ...count(all) },
    requirements: count(all.filter(({ level }) => isRequirement(level))),
    recommendations: count(all.filter(({ level }) => !isRequirement(level) && level !== 'MAY')),
    permissions: count(all.filter(({ level }) => level === 'MAY')),
    reasons,
    results: all,
  }
}

type Judged = Pick<RuleResult, 'result' | 'reason' | 'what' | 'rows' | 'first'>

function judge(planned: Planned, standing: Standing, resultOf: (id: string) => RuleResult | undefined): Judged {
  if (planned.how === 'untested') {
    const { why, what } = planned
    return { result: 'not_applicable', reason: why, ...(what !== undefined && { what }) }
  }
  if (planned.how === 'present') return { result: planned.there ? 'passed' : 'failed' }
  if (planned.how === 'together') {
    const below = planned.rules.flatMap((id) => resultOf(id) ?? [])
    if (below.some(({ result, level }) => result === 'failed' && isRequirement(level))) return { result: 'failed' }
    if (below.some(({ result }) => result !== 'not_applicable')) return { result: 'passed' }
    return { result: 'not_applicable', reason: 'nothing_below' }
  }
  const tally = standing.rules[planned.rule.id]
  if (tally === undefined || tally.tested === 0) return { result: 'not_applicable', reason: 'no_row' }
  const rows = { tested: tally.tested, failed: tally.failed }
  return tally.failed === 0 ? { result: 'passed', rows } : { result: 'failed', rows, first: tally.first }
}

function count(results: readonly RuleResult[]): Counts {
  const counts: Counts = { passed: 0, failed: 0, not_applicable: 0 }
  for (const { result } of results) counts[result]++
  return counts
}
