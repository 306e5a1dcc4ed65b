// GET /api/usage, /api/usage/rows: tokens by day and by one dimension, with the estimate beside them.
import { z } from '@hono/zod-openapi'
import {
  Count,
  Day,
  Estimate,
  Freshness,
  Nano,
  Page,
  Range,
  RangeQuery,
  Seq,
  Tokens,
  VendorFilter,
  VendorName,
} from './common.ts'

export const UsageDimension = z.enum([
  'model',
  'workspace',
  'key',
  'person',
  'product',
  'tier',
  'context_window',
  'inference_geo',
  'speed',
])

const many = z
  .array(z.string())
  .or(z.string().transform((one) => [one]))
  .optional()
const options = z.array(z.object({ value: z.string(), label: z.string() }))

/**
 * Filters repeat: `model=a&model=b`. `workspace=default` is the default workspace, an empty value "none stated". A project of OpenAI
 * is a workspace here. `person` is a person: everything of all their identities, and of the keys they hold where no user is named.
 */
export const UsageFilter = RangeQuery.extend({
  vendor: VendorFilter,
  model: many,
  workspace: many,
  key: many,
  tier: many,
  person: many,
  product: many,
  context_window: many,
  inference_geo: many,
  speed: many,
})
/** `by` names the number that rows are asked for: behind sums by person stand other rows than behind sums by model. */
export const UsageRowsQuery = UsageFilter.extend({ by: UsageDimension.optional() })
export const UsageQuery = UsageFilter.extend({
  by: UsageDimension.default('model'),
  /** day | week | month: how `days` is cut. */
  step: z.enum(['day', 'week', 'month']).default('day'),
})

export const UsageSums = z.object({
  tokens: Tokens,
  web_searches: Count,
  /** Null where no row of the sum says how many requests there were. */
  requests: Count.nullable(),
  estimate: Estimate,
  records: z.number().int(),
})

export const UsageGroup = UsageSums.extend({
  /** The dimension's value at the vendor; '' where the vendor names none (default workspace, console use, …). */
  key: z.string(),
  label: z.string(),
  vendor: VendorName,
  /** Tokens a day over the range, for the sparkline. */
  series: z.array(Count),
})

export const UsageAnswer = z.object({
  range: Range,
  by: UsageDimension,
  freshness: Freshness,
  totals: UsageSums,
  /** The same number of days right before the range. */
  previous: UsageSums,
  days: z.array(
    z.object({
      day: Day,
      /** false while the vendor may still restate the day (drawn hatched). */
      closed: z.boolean(),
      groups: z.array(
        /** `vendor` and `key` together name a group: two vendors may have the same tier, or both no workspace. */
        z.object({ vendor: VendorName, key: z.string(), tokens: Count, output: Count, estimate: Nano.nullable() }),
      ),
    }),
  ),
  groups: z.array(UsageGroup),
  /** What is not counted in tokens, by service and unit: images, characters, seconds, bytes, sessions, file_searches. */
  other: z.array(
    z.object({
      vendor: VendorName,
      product: z.string(),
      unit: z.string(),
      quantity: Count,
      estimate: Estimate,
      records: z.number().int(),
    }),
  ),
  /** What the filters can be set to in this range. */
  options: z.object({
    models: options,
    workspaces: options,
    keys: options,
    tiers: options,
    context_windows: options,
    inference_geos: options,
    speeds: options,
    products: options,
  }),
})

export const UsageRow = z.object({
  seq: Seq,
  rev: z.number().int(),
  day: Day,
  vendor: VendorName,
  model: z.string().nullable(),
  workspace: z.string().nullable(),
  workspace_name: z.string(),
  key: z.string().nullable(),
  key_name: z.string(),
  tier: z.string().nullable(),
  context_window: z.string().nullable(),
  inference_geo: z.string().nullable(),
  speed: z.string().nullable(),
  product: z.string().nullable(),
  tokens: Tokens,
  web_searches: Count,
  requests: Count.nullable(),
  quantity: Count.nullable(),
  unit: z.string().nullable(),
  estimate: Nano.nullable(),
})
export const UsageRows = z.object({ ...Page, rows: z.array(UsageRow), total: z.number().int() })

export type UsageAnswer = z.infer<typeof UsageAnswer>
export type UsageRow = z.infer<typeof UsageRow>
export type UsageRows = z.infer<typeof UsageRows>
export type UsageDimension = z.infer<typeof UsageDimension>
