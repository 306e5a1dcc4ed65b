// GET /api/insights/cache, splits, prices, reconciliation: the compact panels.
import { z } from '@hono/zod-openapi'
import { Count, Day, Estimate, Freshness, Nano, Range, VendorName } from './common.ts'
import { Basis, Drill, ratio } from './insight-shapes.ts'

export const CacheModel = z.object({
  vendor: VendorName,
  model: z.string(),
  label: z.string(),
  /** Read from the cache, of all input tokens; null without input. */
  hit_rate: ratio.nullable(),
  input: Count,
  cached: Count,
  written: Count,
  /** What input with the cache cost, and what the same tokens would have cost without. */
  cost: Nano,
  uncached_cost: Nano,
  saved: Nano,
  /** The best week of the same model, or 0.8. */
  target: ratio,
  would_save: Nano,
  /** Writing cost more than reading saved. */
  loss: z.boolean(),
  weeks: z.array(z.object({ from: Day, to: Day, hit_rate: ratio.nullable(), saved: Nano })),
})
export const CacheAnswer = z.object({
  range: Range,
  freshness: Freshness,
  basis: Basis,
  totals: z.object({ hit_rate: ratio.nullable(), saved: Nano, would_save: Nano, input: Count, cached: Count }),
  models: z.array(CacheModel),
  /** Input tokens of models without a price are in no row. */
  rows_without_price: z.number().int(),
})

// Tiers, windows, token types, speed, region

export const SplitDimension = z.enum(['tier', 'context_window', 'token_type', 'speed', 'inference_geo'])
export const SplitsAnswer = z.object({
  range: Range,
  freshness: Freshness,
  basis: Basis,
  totals: Estimate,
  tokens: Count,
  splits: z.array(
    z.object({
      by: SplitDimension,
      /** They add up to `totals` and `tokens`; `nano` of a token type is the price list's part of the row's estimate. */
      parts: z.array(
        z.object({
          vendor: VendorName,
          value: z.string(),
          label: z.string(),
          tokens: Count,
          nano: Nano,
          rows_without_price: z.number().int(),
          share: ratio,
          drill: Drill,
        }),
      ),
    }),
  ),
})

// Price changes

export const PriceChange = z.object({
  date: Day,
  vendor: VendorName,
  model: z.string(),
  label: z.string(),
  /** input | cache_read | cache_write_5m | cache_write_1h | output | … as the price list calls it. */
  token_type: z.string(),
  /** Nanodollars a million tokens. */
  old: Nano,
  new: Nano,
  /** list: our dated price list says it. observed: the bill divided by the tokens says it. */
  source: z.enum(['list', 'observed', 'both']),
  /** The tenant's own tokens of the kind since the change within the range, and what the change made of them. */
  tokens: Count,
  effect: Nano,
  /** The finding of the same change, when it is big enough to be one. */
  finding: z.string().nullable(),
  drill: Drill,
})
export const PricesAnswer = z.object({
  range: Range,
  freshness: Freshness,
  basis: Basis,
  changes: z.array(PriceChange),
  effect: Nano,
})

// Estimate against billed

export const ReconciliationAnswer = z.object({
  range: Range,
  freshness: Freshness,
  currency: z.string(),
  billed: Nano,
  estimate: Estimate.nullable(),
  difference: Nano.nullable(),
  /** |difference| / billed; null without either. */
  share: ratio.nullable(),
  residuals: z.array(z.object({ code: z.string(), label: z.string(), nano: Nano, words: z.string() })),
  vendors: z.array(
    z.object({ vendor: VendorName, billed: Nano, estimate: Estimate.nullable(), difference: Nano.nullable() }),
  ),
})

export type CacheAnswer = z.infer<typeof CacheAnswer>
export type SplitsAnswer = z.infer<typeof SplitsAnswer>
export type PricesAnswer = z.infer<typeof PricesAnswer>
export type ReconciliationAnswer = z.infer<typeof ReconciliationAnswer>
