// One day of usage as one JSON of groups: the SQL that the sums of a day are written with, and that answers where a day has none.
import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import type { VendorName } from './database.ts'
import type { Day } from './range.ts'
import { usage } from './schema.ts'
import { MEASURES, type Measures } from './tokens.ts'
import { WHOSE } from './usage-people.ts'
import type { UsageDimension } from './usage-scope.ts'

/** One group of one day: vendor, the dimension's value (for people whose it is), the sums. */
export type Cell = [vendor: VendorName, value: string | null, ...Measures]
/** `cells` is the JSON of a list of `Cell`; so is `named`, where a question about people reads a second view beside the first. */
export type DayCells = { day: Day; cells: string; named?: string }

/**
 * What is summed up by day: every dimension over the view `dimensions`; `actors`, whose use the rows of that view are; `view`, both
 * views as a whole. Workspaces stand as the rows name them: which one is the default may be learned after the day was summed up.
 */
export type GroupedBy = UsageDimension | 'actors' | 'view'
export type SumsName = GroupedBy | 'options'

/** Column of the groups and the views they count, by name. */
export const GROUPS: Readonly<Record<GroupedBy, { column: AnyColumn | SQL; views: readonly string[] }>> = {
  model: { column: usage.model, views: ['dimensions'] },
  workspace: { column: usage.workspace, views: ['dimensions'] },
  key: { column: usage.apiKey, views: ['dimensions'] },
  person: { column: WHOSE, views: ['dimensions'] },
  product: { column: usage.product, views: ['dimensions'] },
  tier: { column: usage.serviceTier, views: ['dimensions'] },
  context_window: { column: usage.contextWindow, views: ['dimensions'] },
  inference_geo: { column: usage.inferenceGeo, views: ['dimensions'] },
  speed: { column: usage.speed, views: ['dimensions'] },
  actors: { column: WHOSE, views: ['actors'] },
  view: { column: usage.view, views: ['actors', 'dimensions'] },
}

/** The groups of the rows in `scope` as JSON of `Cell`s, at most `most` of them. In one order, so that the same rows give the same text. */
export const cellsIn = (column: AnyColumn | SQL, scope: SQL, most?: number): SQL<string> => sql<string>`
  (SELECT json_group_array(json(cell)) FROM (
    SELECT json_array(${usage.vendor}, ${column}, ${MEASURES}) AS cell FROM ${usage} WHERE ${scope}
    GROUP BY ${usage.vendor}, ${column} ${most === undefined ? sql`` : sql`LIMIT ${most}`}))`

/** What the filters can be set to, and the column it is taken from. */
const OPTIONS = {
  models: usage.model,
  workspaces: usage.workspace,
  keys: usage.apiKey,
  tiers: usage.serviceTier,
  context_windows: usage.contextWindow,
  inference_geos: usage.inferenceGeo,
  speeds: usage.speed,
  products: usage.product,
} as const
export type OptionName = keyof typeof OPTIONS
// The keys of the table above.
export const OPTION_LISTS = Object.keys(OPTIONS) as OptionName[]
/** The values that the rows of one view and vendor have, one list a name of `OPTION_LISTS`, in their order. */
export type OptionCell = [view: string, vendor: VendorName, ...values: (string | null)[][]]

const optionsIn = (scope: SQL, most: number): SQL<string> => sql<string>`
  (SELECT json_group_array(json(cell)) FROM (
    SELECT json_array(${usage.view}, ${usage.vendor}, ${sql.join(Object.values(OPTIONS).map(distinctIn), sql`, `)}) AS cell
    FROM ${usage} WHERE ${scope} GROUP BY ${usage.view}, ${usage.vendor} LIMIT ${most}))`

const distinctIn = (column: AnyColumn) => sql`json_group_array(DISTINCT ${column} ORDER BY ${column})`

/** One sum of one day of a tenant, made from its rows. `tenant` and `day` are SQL, so that a statement can ask for many days. */
export function sumsOfDay(name: SumsName, tenant: SQL, day: SQL, most = 1_000_000): SQL<string> {
  const views = name === 'options' ? GROUPS.view.views : GROUPS[name].views
  const scope = sql`${usage.tenant} = ${tenant}
    AND ${usage.view} IN (${sql.raw(views.map((view) => `'${view}'`).join(', '))}) AND ${usage.day} = ${day}`
  return name === 'options' ? optionsIn(scope, most) : cellsIn(GROUPS[name].column, scope, most)
}
