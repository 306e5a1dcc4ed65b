// What is counted, in one list: everything measured, scaled and priced is one of these numbers a day.

export const METRICS = [
  'records',
  /** Of them revisions of what was there already. */
  'restated',
  /** Pages of record texts: what paging out and pruning takes out of SQLite again. */
  'textBytes',
  /** Everything else that a ledger object's SQLite grows by: leaves, identities, envelopes, tree, checkpoints. It stays. */
  'keptBytes',
  'ledgerRowsWritten',
  'objectCalls',
  'objectAlarms',
  'd1Bytes',
  'd1RowsWritten',
  'd1Queries',
  'vaultObjects',
  'vaultBytes',
  'archiveObjects',
  'archiveBytes',
  'classA',
  'classB',
  'pulls',
  'jobs',
  /** Requests to the vendors, by the budget that they come out of. */
  'anthropicReports',
  'anthropicCompliance',
  'anthropicOther',
  'openaiRequests',
  /** Leaves that this tenant has in the root log. */
  'rootLeaves',
  'cpuMs',
] as const

export type Metric = (typeof METRICS)[number]
export type Metrics = Readonly<Record<Metric, number>>

export const metricsOf = (value: (metric: Metric) => number): Metrics =>
  // The list names every member.
  Object.fromEntries(METRICS.map((metric) => [metric, value(metric)])) as Metrics

export const NOTHING = metricsOf(() => 0)
export const plus = (a: Metrics, b: Metrics): Metrics => metricsOf((metric) => a[metric] + b[metric])
export const minus = (a: Metrics, b: Metrics): Metrics => metricsOf((metric) => a[metric] - b[metric])
export const times = (a: Metrics, factor: number): Metrics => metricsOf((metric) => a[metric] * factor)
export const total = (all: readonly Metrics[]): Metrics => all.reduce(plus, NOTHING)

/** A day of a workload: what it takes however little happens, and what each unit of volume adds. */
export type Workload = { fixed: Metrics; each: Metrics }

/** A day at a volume of `units`. */
export const dayOf = ({ fixed, each }: Workload, units: number): Metrics => plus(fixed, times(each, units))

/**
 * The line through two measured days of different volume. Nothing falls below zero: where two days differ by chance alone, what is fixed is
 * what the smaller one had. Throws RangeError where the volumes are the same.
 */
export function lineThrough(small: { units: number; day: Metrics }, large: { units: number; day: Metrics }): Workload {
  const span = large.units - small.units
  if (!(span > 0)) throw new RangeError('two volumes, the smaller one first')
  const each = metricsOf((metric) => Math.max(0, (large.day[metric] - small.day[metric]) / span))
  return { each, fixed: metricsOf((metric) => Math.max(0, small.day[metric] - each[metric] * small.units)) }
}
