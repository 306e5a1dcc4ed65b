// GET /api/chargeback and what belongs to it: who caused what of the bill, to the nanodollar.
import { z } from '@hono/zod-openapi'
import { SPLITS } from '../../insights/chargeback.ts'
import { Day, Hex32, Instant, Nano, Range, RangeQuery, Seq, VendorFilter, VendorName } from './common.ts'

export const Period = z
  .string()
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'must be a month as YYYY-MM')
  .openapi({ description: 'UTC month', example: '2026-10' })

/** A month, or any range of days with the filters of the costs screen. Neither: the running month. */
export const ChargebackQuery = RangeQuery.extend({
  period: Period.optional(),
  vendor: VendorFilter,
  workspace: z
    .array(z.string())
    .or(z.string().transform((one) => [one]))
    .optional(),
})
export const PeriodParams = z.object({ period: Period })
export const TeamParams = z.object({ period: Period, team: z.string().min(1).max(64) })

export const Split = z.enum(SPLITS)
/** `weights`: team → whole number, for `fixed`. */
export const SplitBody = z.strictObject({
  by: Split,
  weights: z.record(z.string().max(64), z.number().int().min(0).max(1_000_000)).default({}),
})
export const SplitAnswer = z.object({ by: Split, weights: z.record(z.string(), z.number().int()) })

const Frozen = z.object({ at: Instant, by_hand: z.boolean(), record: Seq, sha256: Hex32, size: z.number().int() })
export const ChargebackState = z.object({
  code: z.enum(['provisional', 'closed', 'frozen']),
  words: z.string(),
  /** What is missing until the figures are final, a sentence each. */
  missing: z.array(z.string()),
  final_on: Day,
  /** Whether the month may be frozen by hand now. */
  can_freeze: z.boolean(),
  frozen: Frozen.nullable(),
  /** What the vendors bill today above what was frozen; null while nothing is frozen. */
  changed_since: Nano.nullable(),
})

export const ChargebackTeam = z.object({
  id: z.string(),
  name: z.string(),
  cost_center: z.string().nullable(),
  /** Taken away since. */
  removed: z.boolean(),
  direct: Nano,
  shared: Nano,
  total: Nano,
  /** The same a month before; null where nothing is compared. */
  previous: Nano.nullable(),
  /** Of the bill, from 0 to 1; null where the bill is not above zero. */
  share: z.number().nullable(),
  people: z.number().int(),
  vendors: z.array(z.object({ vendor: VendorName, direct: Nano, shared: Nano })),
})
export const ChargebackLine = z.object({
  /** Null: the shared pool. */
  team: z.string().nullable(),
  vendor: VendorName,
  workspace: z.string(),
  workspace_name: z.string(),
  model: z.string().nullable(),
  /** The kind of rule that caught it. */
  by: z.enum(['key', 'person', 'workspace', 'none']),
  amount: Nano,
})
export const ChargebackAnswer = z.object({
  /** Null for a range that is asked for by its days. */
  period: Period.nullable(),
  range: Range,
  state: ChargebackState.nullable(),
  method: z.array(z.string()),
  split: z.object({ by: Split, done: Split, weights: z.record(z.string(), z.number().int()) }),
  /** The bill: all teams and what is unsplit together are exactly this. */
  bill: z.object({
    total: Nano,
    previous: Nano.nullable(),
    vendors: z.array(z.object({ vendor: VendorName, billed: Nano })),
  }),
  teams: z.array(ChargebackTeam),
  /** `nano`: what no rule caught. `unsplit`: what of it stayed, because there is no team. */
  pool: z.object({ nano: Nano, unsplit: Nano }),
  lines: z.array(ChargebackLine),
  /** Months with a bill, newest first. */
  months: z.array(z.object({ period: Period, frozen: z.boolean() })),
})
export type ChargebackAnswer = z.infer<typeof ChargebackAnswer>
export type SplitAnswer = z.infer<typeof SplitAnswer>
