// GET /api/costs, /api/costs/rows: what the vendor billed, the estimate beside it, and the difference.
import { z } from '@hono/zod-openapi'
import { Day, Estimate, Freshness, Nano, Page, Range, RangeQuery, Seq, VendorFilter, VendorName } from './common.ts'

export const CostDimension = z.enum([
  'workspace',
  'model',
  'description',
  'token_type',
  'cost_type',
  'tier',
  'context_window',
  'inference_geo',
])
const many = z
  .array(z.string())
  .or(z.string().transform((one) => [one]))
  .optional()
const options = z.array(z.object({ value: z.string(), label: z.string() }))

/**
 * Filters repeat: `model=a&model=b`. `workspace=default` is the default workspace, an empty value "none stated". A project of OpenAI
 * is a workspace here, and a line item of its bill a description.
 */
export const CostFilter = RangeQuery.extend({
  vendor: VendorFilter,
  workspace: many,
  model: many,
  cost_type: many,
  token_type: many,
  description: many,
  tier: many,
  context_window: many,
  inference_geo: many,
})
export const CostQuery = CostFilter.extend({
  by: CostDimension.default('workspace'),
  step: z.enum(['day', 'week', 'month']).default('day'),
})

export const CostSums = z.object({
  billed: Nano,
  /** From usage × dated price list over the same filter; null where the filter has no counterpart in usage. */
  estimate: Estimate.nullable(),
  /** billed − estimate; null where either is missing. */
  difference: Nano.nullable(),
  records: z.number().int(),
})
export const CostGroup = CostSums.extend({
  key: z.string(),
  label: z.string(),
  vendor: VendorName,
  series: z.array(Nano),
})
export const CostsAnswer = z.object({
  range: Range,
  by: CostDimension,
  freshness: Freshness,
  currency: z.string(),
  totals: CostSums,
  previous: CostSums,
  days: z.array(
    z.object({
      day: Day,
      closed: z.boolean(),
      billed: Nano,
      estimate: Nano.nullable(),
      groups: z.array(z.object({ vendor: VendorName, key: z.string(), billed: Nano })),
    }),
  ),
  groups: z.array(CostGroup),
  /** Why billed and estimate differ, as far as the records show it: named parts that add up to the difference. */
  residuals: z.array(z.object({ code: z.string(), label: z.string(), nano: Nano, words: z.string() })),
  /** What the filters can be set to in this range. */
  options: z.object({
    workspaces: options,
    models: options,
    cost_types: options,
    token_types: options,
    descriptions: options,
    tiers: options,
    context_windows: options,
    inference_geos: options,
  }),
})
export const CostRow = z.object({
  seq: Seq,
  rev: z.number().int(),
  day: Day,
  vendor: VendorName,
  workspace: z.string().nullable(),
  workspace_name: z.string(),
  description: z.string().nullable(),
  cost_type: z.string().nullable(),
  token_type: z.string().nullable(),
  model: z.string().nullable(),
  tier: z.string().nullable(),
  context_window: z.string().nullable(),
  inference_geo: z.string().nullable(),
  billed: Nano,
  currency: z.string(),
})
export const CostRows = z.object({ ...Page, rows: z.array(CostRow), total: z.number().int() })

export type CostsAnswer = z.infer<typeof CostsAnswer>
export type CostRow = z.infer<typeof CostRow>
export type CostRows = z.infer<typeof CostRows>
