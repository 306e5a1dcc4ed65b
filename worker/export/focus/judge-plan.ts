// From the requirements model to what is tested of one file: every rule, with the conditions of all rules above it, and why some are not tested.
import { columnsOf, type Ground, type RowTest, testOf } from './checks.ts'
import type { Check, Model, ModelRule } from './model.ts'

/**
 * Why a rule is not tested. judgement: nothing in it that a machine could test. criterion: it is for providers with something that this
 * data set does not claim. column: its column is not in the file, which is for the rule on its presence. permission: it allows.
 * within: it is one of several ways to fulfil the rule above it. unreadable: the model says it in a way that nobody can run.
 */
export type Untested = 'judgement' | 'criterion' | 'column' | 'permission' | 'within' | 'unreadable'

export type Planned = { rule: ModelRule } & (
  | { how: 'untested'; why: Untested; what?: string }
  | { how: 'present'; there: boolean }
  | { how: 'rows'; applies: readonly RowTest[]; test: RowTest; column: number }
  /** Every value of one column goes with exactly one of the other. */
  | { how: 'pairs'; applies: readonly RowTest[]; from: number; to: number }
  /** What the rules in it say together. */
  | { how: 'together'; rules: readonly string[] }
)

type Above = { criteria: readonly string[]; applies: readonly RowTest[]; why?: Untested }

const childrenOf = (rule: ModelRule): string[] =>
  (rule.needs ?? []).flatMap((one) => (Array.isArray(one) && one[0] === 'CheckModelRule' ? [String(one[1])] : []))

/** What is tested of a file with these columns whose provider claims these criteria; the order is that of the model. */
export function planFor(model: Model, columns: readonly string[], claimed: ReadonlySet<string>): Planned[] {
  const ground: Ground = {
    places: new Map(columns.map((column, at) => [column, at])),
    currencies: new Set(model.currencies),
  }
  const rules = new Map(model.rules.map((rule) => [rule.id, rule]))
  const below = new Set(model.rules.flatMap(childrenOf))
  const planned = new Map<string, Planned>()
  const visit = (id: string, above: Above): void => {
    const rule = rules.get(id)
    if (rule === undefined || planned.has(id)) return
    const own = whenOf(rule, ground)
    const here: Above = {
      criteria: [...above.criteria, ...(rule.criteria ?? [])],
      applies: own === undefined ? above.applies : [...above.applies, own],
      ...(above.why !== undefined && { why: above.why }),
    }
    planned.set(id, { rule, ...planOne(rule, here, ground, claimed) })
    const within = rule.needs?.[0] === 'OR' ? ({ why: 'within' } as const) : {}
    for (const child of childrenOf(rule)) visit(child, { ...here, ...within })
  }
  for (const { id } of model.rules) if (!below.has(id)) visit(id, { criteria: [], applies: [] })
  return model.rules.flatMap(({ id }) => planned.get(id) ?? [])
}

const whenOf = (rule: ModelRule, ground: Ground): RowTest | undefined =>
  rule.when === undefined ? undefined : testOf(rule.when, ground)

type Plan = Planned extends infer P ? (P extends Planned ? Omit<P, 'rule'> : never) : never

function planOne(rule: ModelRule, above: Above, ground: Ground, claimed: ReadonlySet<string>): Plan {
  const { needs } = rule
  const missing = above.criteria.find((criterion) => !claimed.has(criterion))
  if (rule.judged === true) return { how: 'untested', why: 'judgement' }
  if (missing !== undefined) return { how: 'untested', why: 'criterion', what: missing }
  if (above.why !== undefined) return { how: 'untested', why: above.why }
  if (rule.level === 'MAY') return { how: 'untested', why: 'permission' }
  if (needs === undefined) return { how: 'untested', why: 'unreadable' }
  return planCheck(needs, { applies: above.applies, ground, children: childrenOf(rule) })
}

type Around = { applies: readonly RowTest[]; ground: Ground; children: readonly string[] }

function planCheck(needs: Check, { applies, ground, children }: Around): Plan {
  const [name, a, b] = needs
  if (name === 'ColumnPresent') return { how: 'present', there: ground.places.has(String(a)) }
  if (children.length > 0) return { how: 'together', rules: children }
  const read = name === 'CheckDistinctCount' ? [String(a), String(b)] : columnsOf(needs)
  const gone = read.find((column) => !ground.places.has(column))
  if (gone !== undefined) return { how: 'untested', why: 'column', what: gone }
  const [from = -1, to = -1] = read.map((column) => ground.places.get(column) ?? -1)
  if (name === 'CheckDistinctCount') return { how: 'pairs', applies, from, to }
  const test = testOf(needs, ground)
  return test === undefined ? { how: 'untested', why: 'unreadable' } : { how: 'rows', applies, test, column: from }
}
