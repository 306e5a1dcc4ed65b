// Why an episode happened, in closed words: the pure explanation over the tables, told by the scopes of the organization.
import { type CauseInput, type Explanation, explain, type ModelDays } from '../insights/causes.ts'
import type { Line } from './days.ts'
import { breadthOf, type Episode, type Homes } from './episodes.ts'
import { type Scope, scopeId } from './scopes.ts'
import { splitByKind } from './split-kinds.ts'
import { linesById, type Tables } from './tables.ts'
import { distance, type Unusual } from './unusual.ts'

export type Explained = {
  cause: Explanation['cause']
  culprit: Scope | null
  facts: Record<string, string>
  parts: { scope: Scope; above: bigint; share: number }[]
  rest: bigint
  spread: bigint
}

/** Days before the one that is explained. */
const WINDOW = 28
/** From here on one member of an episode is what made it. */
const MOST = 0.7

/** The member whose sum is told: the broadest, of several the first. */
export function mainOf({ members }: Episode): Unusual {
  return members.reduce((main, one) => (breadthOf(one.scope) < breadthOf(main.scope) ? one : main))
}

/** The narrowest member that is off by most of what the main one is off by. */
export function narrowestOf({ members }: Episode, main: Unusual): Unusual {
  const whole = Number(distance(main.expected, main.actual))
  const most = members.filter((one) => Number(distance(one.expected, one.actual)) >= whole * MOST)
  return most.reduce((narrow, one) => (breadthOf(one.scope) > breadthOf(narrow.scope) ? one : narrow), main)
}

export function explainEpisode(tables: Tables, episode: Episode, main: Unusual, homes: Homes): Explained {
  const from = Math.max(0, main.index - WINDOW)
  const cut = <T>(values: readonly T[]): T[] => values.slice(from, main.index + 1)
  const values = (lines: readonly Line[]) =>
    lines.map(({ scope, nano }) => ({ value: scopeId(scope), amounts: cut(nano) }))
  const inside = (line: Line) => isInside(line.scope, main.scope, homes)
  // What models and people did within one workspace or key the tables do not tell.
  const isWide = main.scope.by === 'tenant' || main.scope.by === 'vendor'
  const models = isWide ? tables.models.filter(inside) : []
  const input: CauseInput = {
    finding: {
      date: tables.days[main.index] ?? '',
      expected: main.expected,
      actual: main.actual,
      direction: main.direction,
      kind: episode.lasts ? 'shift' : 'spike',
    },
    dates: cut(tables.days),
    dimensions: {
      key: values(tables.keys.filter(inside)),
      ...(isWide && { person: values(tables.people) }),
      workspace: values(tables.workspaces.filter(inside)),
      ...(isWide && { model: values(models), vendor: values(tables.vendors.filter(inside)) }),
    },
    models: models.map((line) => modelDays(line, tables.days, from, main.index + 1)),
  }
  const said = explain(input)
  const lines = linesById(tables)
  const scopeOf = (id: string): Scope | undefined => lines.get(id)?.scope
  const narrowest = narrowestOf(episode, main)
  const told =
    (scopeOf(said.facts.value ?? '') ?? (said.parts[0]?.share ?? 0) >= MOST)
      ? scopeOf(said.parts[0]?.value ?? '')
      : undefined
  const culprit = told ?? (narrowest.scope.by === 'tenant' ? null : narrowest.scope)
  const parts = said.parts.flatMap(({ value, above, share }) => {
    const scope = scopeOf(value)
    return scope === undefined ? [] : [{ scope, above, share }]
  })
  return {
    cause: causeOf(said.cause, episode, culprit),
    culprit,
    facts: factsOf(said.facts, scopeOf),
    parts,
    rest: main.actual - main.expected - parts.reduce((sum, { above }) => sum + above, 0n),
    spread: said.spread,
  }
}

/** A part of another vendor has nothing to do with what happened at one, nor a key of another workspace with what happened in one. */
function isInside(part: Scope, whole: Scope, homes: Homes): boolean {
  if (whole.vendor !== null && part.vendor !== null && part.vendor !== whole.vendor) return false
  if (whole.by === 'tenant' || whole.by === 'vendor') return true
  if (scopeId(part) === scopeId(whole)) return true
  return whole.by === 'workspace' && part.by === 'key' && homes.get(scopeId(part)) === whole.value
}

/**
 * The word of the pure explanation, but for two things that the episode knows better: what nothing alone explains has the narrowest
 * unusual series as its cause, and work that many do more of from one day on, and keep doing, is growth.
 */
function causeOf(said: Explanation['cause'], episode: Episode, culprit: Scope | null): Explanation['cause'] {
  const isBroad = ['one_workspace', 'one_model', 'spread_out', 'growth'].includes(said)
  if (episode.lasts && episode.direction === 'up' && isBroad) return 'growth'
  if (said !== 'spread_out') return said
  if (culprit?.by === 'key') return 'one_key'
  if (culprit?.by === 'person') return 'one_person'
  return culprit?.by === 'workspace' ? 'one_workspace' : said
}

function modelDays(line: Line, days: readonly string[], from: number, to: number): ModelDays {
  const { vendor, value } = line.scope
  const kinds: ModelDays['kinds'] = {}
  const length = to - from
  for (let at = from; at < to; at += 1) {
    const tokens = line.kinds.map((counts) => counts[at] ?? 0n)
    if (vendor !== 'anthropic' && vendor !== 'openai') continue
    for (const part of splitByKind(vendor, value, days[at] ?? '', tokens, line.nano[at] ?? 0n)) {
      const zeros = () => new Array<bigint>(length).fill(0n)
      const own = kinds[part.kind] ?? { tokens: zeros(), nano: zeros() }
      kinds[part.kind] = { tokens: own.tokens.with(at - from, part.tokens), nano: own.nano.with(at - from, part.nano) }
    }
  }
  return { model: scopeId(line.scope), vendor: vendor ?? '', kinds }
}

/** Figures for words, as text; the id of a scope is told by its value. */
function factsOf(facts: Explanation['facts'], scopeOf: (id: string) => Scope | undefined): Record<string, string> {
  const told: Record<string, string> = {}
  for (const [name, fact] of Object.entries(facts)) {
    if (fact === undefined) continue
    if (typeof fact === 'object')
      for (const [part, value] of Object.entries(fact)) told[`${name}_${part}`] = String(value)
    else told[name] = typeof fact === 'string' ? (scopeOf(fact)?.value ?? fact) : String(Math.round(fact * 1e6) / 1e6)
  }
  return told
}
