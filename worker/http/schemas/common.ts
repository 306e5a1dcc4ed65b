// Shapes that several answers of the API share. The OpenAPI document and the web client's types come from here.
import { z } from '@hono/zod-openapi'

export const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .openapi({ description: 'UTC day', example: '2026-11-20' })
export const Instant = z.string().openapi({ description: 'RFC 3339, UTC', example: '2026-11-20T14:32:00.000Z' })
export const Nano = z
  .string()
  .regex(/^-?\d+$/)
  .openapi({ description: 'Nanodollars, decimal', example: '1204180000000' })
/** Token counts leave as decimal strings too: sums pass 2^53. */
export const Count = z.string().regex(/^\d+$/).openapi({ description: 'Count, decimal', example: '16320000000' })
export const Seq = z.number().int().nonnegative().openapi({ description: 'Position in the ledger' })
export const Hex32 = z.string().regex(/^[0-9a-f]{64}$/)
export const VendorName = z.enum(['anthropic', 'openai', 'tallystick'])
/** The filter over both vendors that every screen of figures has; left out = all. */
export const VendorFilter = z.enum(['anthropic', 'openai']).optional()

/** A UTC range of whole days, both included. */
export const RangeQuery = z.object({ from: Day.optional(), to: Day.optional() })
export const Range = z.object({ from: Day, to: Day, days: z.number().int() })

/** `≥` when rows_without_price is above 0: the sum leaves those rows out and says so. */
export const Estimate = z.object({ nano: Nano, rows_without_price: z.number().int() })

/** Someone, as far as names may be shown; `name` and `email` are absent when erased or unknown. */
export const PersonRef = z.object({ subject: z.string(), name: z.string().optional(), email: z.string().optional() })

/** Why a screen is empty, when it is: each cause has its own words and action in the dashboard. */
export const EmptyCause = z.enum([
  'not_connected',
  'not_readable',
  'backfill_running',
  'no_data_in_range',
  'filter_matches_nothing',
])

export const Freshness = z.object({
  data_until: Instant.nullable(),
  updated_at: Instant.nullable(),
  empty: EmptyCause.nullable(),
  /** The nearest day with data when the range has none. */
  nearest_day: Day.nullable(),
})

export const Tokens = z.object({
  uncached_input: Count,
  cache_read: Count,
  cache_write_5m: Count,
  cache_write_1h: Count,
  cache_write_30m: Count,
  cache_write_12h: Count,
  output: Count,
  total: Count,
})

export const Page = { next_cursor: z.string().nullable() }
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().max(500).optional(),
})
