// GET /api/insights/forecast: where the month will end, of the whole or of one part, and of the parts in a row.
import { z } from '@hono/zod-openapi'
import { Day, Estimate, Freshness, Nano, Range, VendorFilter } from './common.ts'
import { Basis, InsightScope, InsightScopeKind, many, ratio } from './insight-shapes.ts'

export const ForecastQuery = z.object({
  by: InsightScopeKind.default('tenant'),
  /** Which one of `by`; left out for tenant. For vendor its name. */
  value: z.string().max(200).optional(),
  /** Whose `value` is: model, key and workspace names are a vendor's. */
  vendor: VendorFilter,
  workspace: many,
  basis: z.enum(['billed', 'estimate']).default('estimate'),
})

export const ForecastPoint = z.object({ day: Day, mean: Nano, lower: Nano, upper: Nano })

export const Projection = z.object({
  /** Up to and with the last whole day. */
  so_far: Nano,
  mean: Nano,
  lower: Nano,
  upper: Nano,
  /** Running totals of the days that are left, the first of them today. */
  path: z.array(ForecastPoint),
  method: z.string(),
  /** By how much the same forecast missed the month before, made on the same day of it; null when there was too little before. */
  missed: ratio.nullable(),
  /** missed > 0.25: the screen says so and draws no end. */
  unreliable: z.boolean(),
})

export const ScopeProjection = InsightScope.extend({
  so_far: Nano,
  mean: Nano,
  lower: Nano,
  upper: Nano,
  previous_month: Nano,
  unreliable: z.boolean(),
})

/** What there is too little of to say more. */
export const Missing = z.object({
  code: z.enum(['under_28_days', 'no_data']),
  /** Days of data there are. */
  have: z.number().int(),
  /** The first day on which there will be enough, when reading goes on. */
  enough_on: Day.nullable(),
})

export const ForecastAnswer = z.object({
  /** The whole month. */
  range: Range,
  today: Day,
  freshness: Freshness,
  /** What the amounts are; `estimate` also where `billed` was asked and no bill says it (key, person, team). */
  basis: Basis,
  scope: InsightScope,
  /** What is known of the month with today's part: equals the sums of Usage or Costs from its first day to today. */
  recorded: Estimate,
  /** Days of the month up to today with their running total; `partial` while the day is not over or not wholly read. */
  days: z.array(z.object({ day: Day, nano: Nano, total: Nano, partial: z.boolean() })),
  /** Null while there are under 28 days of data, see `missing`. */
  forecast: Projection.nullable(),
  missing: Missing.nullable(),
  /** Days of history the forecast is made of. */
  history_days: z.number().int(),
  /** Days that were unusual (findings) and taken as expected instead. */
  left_out: z.array(Day),
  previous_month: Nano,
  /** The month's budget of this scope, when there is one. `holds`: in how many of 1 cases the month ends below it. */
  budget: z.object({ id: z.string(), name: z.string(), amount: Nano, holds: ratio.nullable() }).nullable(),
  /** Projections of the parts: vendors, workspaces and projects, top people (with read:people), top keys. Empty for other `by`. */
  scopes: z.array(ScopeProjection),
})

export type ForecastAnswer = z.infer<typeof ForecastAnswer>
