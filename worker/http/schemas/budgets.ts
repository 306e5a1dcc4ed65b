// Budgets over HTTP: what they are on, how they stand, and where their alerts go.
import { z } from '@hono/zod-openapi'
import { PERIODS, SCOPES } from '../../budgets/kinds.ts'
import { id, name } from '../fields.ts'
import { Day, Instant, Nano } from './common.ts'

/** A billion dollars, and far from the end of 64 bits. */
const MOST_NANO = 10n ** 18n
const MOST_THRESHOLDS = 10
const MOST_CHANNELS = 20

const amount = z
  .string()
  .regex(/^\d{1,19}$/, 'must be nanodollars, a decimal string')
  .refine((text) => BigInt(text) > 0n && BigInt(text) <= MOST_NANO, 'must be more than 0 and at most a billion dollars')
  .openapi({ description: 'Nanodollars a period, decimal', example: '17000000000000' })

const thresholds = z
  .array(z.int().min(1, 'must be at least 1 %').max(500, 'must be at most 500 %'))
  .max(MOST_THRESHOLDS, `must have at most ${MOST_THRESHOLDS} thresholds`)
  .refine((list) => new Set(list).size === list.length, 'must name each threshold once')
  .openapi({ description: 'Percent of the amount; each raises one alert a period' })

const channels = z.array(id).max(MOST_CHANNELS, `must name at most ${MOST_CHANNELS} channels`)

const terms = z.object({
  name,
  amount,
  thresholds,
  /** One alert a period when the forecast of its end first lies above the amount. */
  forecast: z.boolean(),
  channels,
  paused: z.boolean(),
})

/** What a budget is on never changes: another scope is another budget. */
export const BudgetBody = z.strictObject({
  scope: z.enum(SCOPES),
  vendor: z.enum(['anthropic', 'openai']).nullish(),
  /** Id of the workspace (project), key or team, the model's name, or any subject of the person. */
  value: z.string().max(200).nullish(),
  period: z.enum(PERIODS),
  name,
  amount,
  thresholds: thresholds.default([70, 85, 100]),
  forecast: z.boolean().default(true),
  channels: channels.default([]),
  paused: z.boolean().default(false),
})

/** What is left out stays. */
export const BudgetChange = z.strictObject(terms.shape).partial()

/** billed: the bill, and the estimate of days without one. estimate: by the price list. allocated: the chargeback's split of the bill. */
export const BudgetBasis = z.enum(['billed', 'estimate', 'allocated'])

export const BudgetView = z.object({
  id: z.string(),
  ...terms.shape,
  scope: z.enum(SCOPES),
  vendor: z.string().nullable(),
  /** Null also for a person, where the role does not see people. */
  value: z.string().nullable(),
  /** What it is on, in words. */
  label: z.string(),
  period: z.enum(PERIODS),
  running: z.object({ from: Day, to: Day, days: z.number().int(), left: z.number().int() }),
  spent: Nano,
  /** The part of it that no bill has yet. */
  estimated: Nano,
  rows_without_price: z.number().int(),
  /** Of the amount, to the hundredth. */
  percent: z.number(),
  basis: BudgetBasis,
  forecast_end: z
    .object({
      mean: Nano,
      lower: Nano,
      upper: Nano,
      /** Relative error of the same forecast in the period before. */
      missed: z.number().nullable(),
      unreliable: z.boolean(),
    })
    .nullable(),
  /** Why there is no forecast: under 28 days of history, nothing spent, or no day left. */
  forecast_why: z.enum(['short', 'idle', 'over']).nullable(),
  state: z.enum(['within', 'near', 'over', 'forecast_over', 'paused']),
  created_at: Instant,
  changed_at: Instant,
})

export const BudgetList = z.object({ today: Day, budgets: z.array(BudgetView) })
export type BudgetBody = z.infer<typeof BudgetBody>
export type BudgetChange = z.infer<typeof BudgetChange>
export type BudgetView = z.infer<typeof BudgetView>
export type BudgetList = z.infer<typeof BudgetList>
