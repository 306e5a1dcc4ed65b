// GET /api/insights/mix, movement, attribution: which models took over, why more than before, who spends it.
import { z } from '@hono/zod-openapi'
import { Count, Day, Estimate, Freshness, Nano, Range, VendorName } from './common.ts'
import { Basis, Drill, InsightQuery, InsightScope, ratio } from './insight-shapes.ts'

export const BasedQuery = InsightQuery.extend({ basis: z.enum(['billed', 'estimate']).default('estimate') })

export const MixAnswer = z.object({
  range: Range,
  freshness: Freshness,
  basis: Basis,
  totals: Estimate,
  /** The first and the last seven days of the range (fewer where it is shorter than fourteen). */
  first: Range,
  last: Range,
  weeks: z.array(z.object({ from: Day, to: Day, nano: Nano })),
  models: z.array(
    z.object({
      vendor: VendorName,
      model: z.string(),
      label: z.string(),
      nano: Nano,
      /** Share of cost of the first and of the last days. */
      first: ratio,
      last: ratio,
      /** last − first, in points of 100. */
      points: z.number(),
      /** One amount a week, in the order of `weeks`. */
      series: z.array(Nano),
    }),
  ),
  /** The move between vendors, null under one point. */
  shift: z
    .object({
      from: VendorName,
      to: VendorName,
      points: z.number(),
      /** The workspace (project) that made most of it, and how much of 1. */
      most: InsightScope.extend({ share: ratio }).nullable(),
      /** The model that fell most at `from`, and the one that rose most at `to`. */
      fell: z.string().nullable(),
      rose: z.string().nullable(),
    })
    .nullable(),
})

// Why more than before?

/** previous: the same number of days right before. year: the same weekdays 364 days before. */
export const Versus = z.enum(['previous', 'year'])
export const MovementQuery = InsightQuery.extend({ versus: Versus.default('previous') })

export const MovementStep = z.object({
  /** work | incident | mix | cache | prices | new | gone | rest, in the order in which they add up. */
  code: z.string(),
  nano: Nano,
  /** Name of what made most of it: a finding's culprit, a model; null where nothing alone did. */
  name: z.string().nullable(),
  facts: z.record(z.string(), z.string()),
  /** The finding that an incident is, or the day's price change. */
  finding: z.string().nullable(),
})
export const MovementAnswer = z.object({
  range: Range,
  previous: Range,
  versus: Versus,
  freshness: Freshness,
  basis: Basis,
  totals: Estimate,
  before: Estimate,
  difference: Nano,
  /** They add up to `difference` exactly. */
  steps: z.array(MovementStep),
})

// Who spends it?

export const AttributionDimension = z.enum(['workspace', 'project', 'key', 'person', 'team', 'model'])
export const AttributionQuery = BasedQuery.extend({
  /** workspace: of both vendors. project: OpenAI's alone. */
  by: AttributionDimension.default('workspace'),
  versus: Versus.default('previous'),
})
export const AttributionRow = InsightScope.extend({
  nano: Nano,
  rows_without_price: z.number().int(),
  tokens: Count,
  /** Of the whole filter's sum. */
  share: ratio,
  before: Nano,
  /** nano / before − 1; null where there was nothing before. */
  change: ratio.nullable(),
  /** One amount a day of the range. */
  series: z.array(Nano),
  drill: Drill,
})
export const AttributionAnswer = z.object({
  range: Range,
  previous: Range,
  freshness: Freshness,
  by: AttributionDimension,
  basis: Basis,
  totals: Estimate,
  before: Estimate,
  /** Largest first; what is nobody's has the value ''. They add up to `totals`. */
  rows: z.array(AttributionRow),
})

export type MixAnswer = z.infer<typeof MixAnswer>
export type MovementAnswer = z.infer<typeof MovementAnswer>
export type AttributionAnswer = z.infer<typeof AttributionAnswer>
