// First step of a chargeback: which team a piece of use belongs to on its day, by dated rules, the narrowest first.

export type RuleKind = 'key' | 'person' | 'workspace'

/** `from` and `to` are UTC days, both included; null is open. `vendor` is null for people, who may be at several. */
export type TeamRule = {
  id: string
  team: string
  kind: RuleKind
  vendor: string | null
  /** Id of the key or workspace, or the person it means. */
  value: string
  from: string | null
  to: string | null
}

/** What is looked up: use, or a bill row that has no use behind it (then without key and person). */
export type Placed = {
  vendor: string
  day: string
  workspace: string
  key: string | null
  person: string | null
}

/** Whose it is and by which kind of rule; a team of null is the shared pool. */
export type Owner = { team: string; by: RuleKind } | { team: null; by: 'none' }
export type OwnerOf = (placed: Placed) => Owner

const POOL: Owner = { team: null, by: 'none' }

/** Days compare as text; an open end lies before or behind all of them. */
const holds = ({ from, to }: TeamRule, day: string): boolean =>
  (from === null || from <= day) && (to === null || day <= to)

const subjectOf = ({ kind, vendor, value }: Pick<TeamRule, 'kind' | 'vendor' | 'value'>): string =>
  JSON.stringify([kind, kind === 'person' ? null : vendor, value])

/** Whether two rules could both claim the same thing on the same day. */
export function overlaps(a: Omit<TeamRule, 'id' | 'team'>, b: Omit<TeamRule, 'id' | 'team'>): boolean {
  if (subjectOf(a) !== subjectOf(b)) return false
  return (a.from === null || b.to === null || a.from <= b.to) && (b.from === null || a.to === null || b.from <= a.to)
}

/**
 * Answers by the narrowest rule that holds on the day: key, then person, then workspace, else the shared pool. Rules of one value do not
 * overlap when they are made; two subjects that turned out to be one person later may. Then the one that began last wins, and of two that
 * began together the one with the greater id, so that every reading says the same.
 */
export function ownerBy(rules: readonly TeamRule[]): OwnerOf {
  const bySubject = new Map<string, TeamRule[]>()
  for (const rule of [...rules].sort(newestFirst)) {
    const subject = subjectOf(rule)
    const known = bySubject.get(subject)
    if (known === undefined) bySubject.set(subject, [rule])
    else known.push(rule)
  }
  const find = (kind: RuleKind, vendor: string, value: string | null, day: string): Owner | undefined => {
    if (value === null) return undefined
    const rule = bySubject.get(subjectOf({ kind, vendor, value }))?.find((one) => holds(one, day))
    return rule && { team: rule.team, by: kind }
  }
  return ({ vendor, day, workspace, key, person }) =>
    find('key', vendor, key, day) ??
    find('person', vendor, person, day) ??
    find('workspace', vendor, workspace, day) ??
    POOL
}

function newestFirst(a: TeamRule, b: TeamRule): number {
  const [from, other] = [a.from ?? '', b.from ?? '']
  if (from !== other) return from < other ? 1 : -1
  return a.id < b.id ? 1 : -1
}
