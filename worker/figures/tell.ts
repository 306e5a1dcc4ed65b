// A finding as the API tells it: named, with its fourteen days, the records behind it, and what somebody said of it.
import { type Evidence, readEvidence, type SaidOf } from '../db/tenant/insight-evidence.ts'
import { workspaceValue } from '../db/tenant/labels.ts'
import { addDays, type Day } from '../db/tenant/range.ts'
import type { UsageFilter } from '../db/tenant/usage-scope.ts'
import type { Found } from './found.ts'
import { costsDrill, type Naming, nameScope, type Scope, scopeId, usageDrill } from './scopes.ts'
import type { FigureFilter, FigureSource } from './source.ts'
import { linesById, type Tables } from './tables.ts'

const EXPLANATIONS = ['expected', 'incident', 'mistake', 'credit', 'other'] as const
type Explanation = (typeof EXPLANATIONS)[number]

/** Days shown before the finding's own, and after it. */
const BEFORE = 8
const AFTER = 5
/** From here on a place is where a culprit stood. */
const MOSTLY = 0.7

/** The rows of a scope, on top of the panel's filter. */
function filterOf(scope: Scope, filter: FigureFilter): UsageFilter {
  const { by, value, vendor } = scope
  const own: UsageFilter = { ...filter, ...(vendor === 'anthropic' || vendor === 'openai' ? { vendor } : {}) }
  if (by === 'tenant' || by === 'vendor' || by === 'team') return own
  return { ...own, [by]: [by === 'workspace' && vendor !== null ? workspaceValue(vendor, value) : value] }
}

export async function tellFinding(
  source: FigureSource,
  filter: FigureFilter,
  tables: Tables,
  found: Found,
  said: SaidOf | undefined,
  naming: Naming,
) {
  const about = found.culprit ?? found.scope
  const evidence = await readEvidence(source.db, source.tenant, found.of, filterOf(about, filter), source.stitched)
  const explained = EXPLANATIONS.find((code) => code === said?.explained)
  const days = { from: found.of, to: found.of }
  const name = (scope: Scope) => nameScope(scope, naming)
  return {
    key: found.key,
    date: found.date,
    of: found.of,
    kind: found.kind,
    direction: found.direction,
    scope: name(found.scope),
    basis: 'estimate' as const,
    expected: String(found.expected),
    actual: String(found.actual),
    difference: String(found.actual - found.expected),
    cause: found.cause,
    culprit: found.culprit && name(found.culprit),
    against: found.against && name(found.against),
    within: withinOf(evidence, about, name),
    facts: found.facts,
    parts: found.parts.map(({ scope, above, share }) => ({ ...name(scope), above: String(above), share })),
    everything_else: String(found.rest),
    spread: String(found.spread),
    series: { label: name(about).label, days: seriesOf(tables, about, found.date) },
    state: explained === undefined ? ('open' as const) : ('explained' as const),
    explained: explained === undefined ? null : explainedBy(explained, said),
    alert: said?.id ?? null,
    evidence: {
      records: evidence.records,
      first: evidence.first,
      last: evidence.last,
      drill: { usage: usageDrill(about, days), costs: costsDrill(about, days) },
    },
  }
}

const explainedBy = (as: Explanation, said: SaidOf | undefined) => ({ as, by: said?.by ?? null, at: said?.at ?? null })

/** The workspace and the model in which most of the culprit's day stood; none where it is that itself. */
function withinOf({ places }: Evidence, about: Scope, name: (scope: Scope) => ReturnType<typeof nameScope>) {
  const whole = Number(places.reduce((sum, { nano }) => sum + nano, 0n))
  const mostly = (by: 'workspace' | 'model') => {
    if (about.by === by || about.by === 'tenant' || about.by === 'vendor') return null
    const sums = new Map<string, { scope: Scope; nano: bigint }>()
    for (const place of places) {
      const scope: Scope = { by, value: place[by] ?? '', vendor: place.vendor }
      sums.set(scopeId(scope), { scope, nano: (sums.get(scopeId(scope))?.nano ?? 0n) + place.nano })
    }
    const most = [...sums.values()].find(({ nano }) => Number(nano) >= whole * MOSTLY)
    return most === undefined ? null : name(most.scope)
  }
  return { workspace: mostly('workspace'), model: mostly('model') }
}

function seriesOf(tables: Tables, about: Scope, date: Day): { day: Day; nano: string }[] {
  const line = linesById(tables).get(scopeId(about))
  const [from, to] = [addDays(date, -BEFORE), addDays(date, AFTER)]
  return tables.days.flatMap((day, index) =>
    day < from || day > to ? [] : [{ day, nano: String(line?.nano[index] ?? 0n) }],
  )
}
