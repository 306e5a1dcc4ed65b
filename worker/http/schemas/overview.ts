// GET /api/overview: one answer for the first screen.
import { z } from '@hono/zod-openapi'
import { Count, Day, Estimate, Freshness, Instant, Nano, PersonRef, Range, RangeQuery, VendorFilter } from './common.ts'
import { LedgerHead } from './ledger.ts'
import { ActivityRow, VendorSpend } from './people.ts'

export const Need = z.object({
  id: z.string(),
  level: z.enum(['info', 'warn', 'bad']),
  title: z.string(),
  words: z.string(),
  action: z.string(),
  href: z.string(),
})
export const OverviewQuery = RangeQuery.extend({ vendor: VendorFilter })

export const OverviewAnswer = z.object({
  range: Range,
  freshness: Freshness,
  cost: z.object({ billed: Nano, previous: Nano, series: z.array(Nano), mostly: z.string().nullable() }),
  tokens: z.object({ total: Count, previous: Count, series: z.array(Count), mostly: z.string().nullable() }),
  people: z.object({
    active: z.number().int(),
    previous: z.number().int(),
    members: z.number().int(),
    series: z.array(z.number().int()),
  }),
  /** Billed so far this month, with the open days estimated. */
  month: z.object({ billed: Nano, estimate: Estimate, label: z.string() }),
  ledger: LedgerHead,
  /** The tally of the last 24 hours: instants of records (thinned to 400), checkpoints. */
  tally: z.object({ from: Instant, to: Instant, records: z.array(Instant), checkpoints: z.array(Instant) }),
  days: z.array(
    z.object({
      day: Day,
      closed: z.boolean(),
      billed: Nano,
      estimate: Nano.nullable(),
      vendors: z.array(z.object({ vendor: z.string(), billed: Nano })),
    }),
  ),
  needs: z.array(Need),
  activity: z.array(ActivityRow),
  /** The vendors that are connected or have data, whatever the filter: what the filter can be set to. */
  vendors: z.array(z.enum(['anthropic', 'openai'])),
  /** Most spend first, over the vendors that the filter selects. */
  top_people: z.array(
    PersonRef.extend({ estimate: Estimate, spend: z.array(VendorSpend), sessions: z.number().int() }),
  ),
})
export type OverviewAnswer = z.infer<typeof OverviewAnswer>
export type Need = z.infer<typeof Need>
