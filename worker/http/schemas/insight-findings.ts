// GET /api/insights/findings: what was unusual, of what cause, and what somebody said of it.
import { z } from '@hono/zod-openapi'
import { Day, Freshness, Instant, Nano, Range, Seq } from './common.ts'
import { Missing } from './insight-forecast.ts'
import { Basis, Drill, InsightScope, ratio } from './insight-shapes.ts'

export const FindingKind = z.enum(['spike', 'shift', 'price'])
export const CauseCode = z.enum([
  'one_key',
  'one_model',
  'one_person',
  'one_workspace',
  'model_shift',
  'cache_hit_rate_fell',
  'price_change',
  'retries_at_night',
  'growth',
  'new_key',
  'new_model',
  'spread_out',
])
/** What an explained finding is: the closed words of an alert. */
export const Explanation = z.enum(['expected', 'incident', 'mistake', 'credit', 'other'])

export const FindingPart = InsightScope.extend({
  /** Above (or below, negative) what was expected of it. */
  above: Nano,
  /** Of the whole difference. */
  share: ratio,
})

export const Finding = z.object({
  /** Stable: what was noticed first, and when. */
  key: z.string(),
  /** The day it happened, of what lasts the day it began. */
  date: Day,
  /** The day whose amounts these are: of what lasts one of its first days. */
  of: Day,
  kind: FindingKind,
  direction: z.enum(['up', 'down']),
  /** Whose sum was unusual. */
  scope: InsightScope,
  basis: Basis,
  /** Of a price change: the day's tokens at the old price, and at the new one. */
  expected: Nano,
  actual: Nano,
  difference: Nano,
  cause: CauseCode,
  /** The key, model, workspace, person that made it; null where nothing alone did. Of a model_shift: what rose. */
  culprit: InsightScope.nullable(),
  /** Of a model_shift: what fell. */
  against: InsightScope.nullable(),
  /** Where the culprit stood: most of its difference was in this workspace and this model. */
  within: z.object({ workspace: InsightScope.nullable(), model: InsightScope.nullable() }),
  /** Numbers for the sentence, by name, decimals: share, factor, hit_rate_before, hit_rate, price_before, price, points, days, … */
  facts: z.record(z.string(), z.string()),
  /** Parts with the largest difference first; parts, `everything_else` add up to `difference` exactly. */
  parts: z.array(FindingPart),
  everything_else: Nano,
  /** Half width of what is usual on such a day. */
  spread: Nano,
  /** The culprit's (else the scope's) fourteen days, the day itself ninth; fewer where the days have not come yet. */
  series: z.object({ label: z.string(), days: z.array(z.object({ day: Day, nano: Nano })) }),
  state: z.enum(['open', 'explained']),
  explained: z.object({ as: Explanation, by: z.string().nullable(), at: Instant.nullable() }).nullable(),
  /** The alert it raised, when unusual days raise alerts. */
  alert: z.string().nullable(),
  /** Records behind the day's figure of the culprit (else the scope), at most 500 of them by number. */
  evidence: z.object({
    records: z.number().int(),
    first: Seq.nullable(),
    last: Seq.nullable(),
    drill: Drill,
  }),
})

export const FindingsAnswer = z.object({
  range: Range,
  freshness: Freshness,
  /** Newest first. */
  findings: z.array(Finding),
  open: z.number().int(),
  /** How many series were looked at, and the days of history before the range. */
  looked_at: z.object({ series: z.number().int(), history_days: z.number().int() }),
  /** Under 28 days of data nothing is called unusual. */
  missing: Missing.nullable(),
})

/** POST /api/insights/findings/explain: says what a finding was; needs write:budgets. Answers the finding's new state. */
export const ExplainBody = z.object({ key: z.string().min(1).max(400), as: Explanation })
export const ExplainAnswer = z.object({ key: z.string(), state: z.enum(['open', 'explained']), alert: z.string() })

export type Finding = z.infer<typeof Finding>
export type FindingsAnswer = z.infer<typeof FindingsAnswer>
