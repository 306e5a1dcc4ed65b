// The question to the newer analytics endpoints: range, buckets, dimensions, filters and the limits on each.
import { z } from 'zod'
import { dayNumber, MINUTES_A_DAY, minutesPassed, startOf } from '../days.ts'
import { badRequest, isRefusal, type Refusal } from './answers.ts'
import { widths } from './buckets.ts'
import { choices, list, readQuery, time, whole } from './query.ts'

export const dimensions = [
  'actor',
  'actor_type',
  'agent_id',
  'api_key_id',
  'claude_tag_category',
  'claude_tag_user_id',
  'context_window',
  'deployment_id',
  'environment_id',
  'inference_geo',
  'model',
  'organization_id',
  'product',
  'rbac_group_id',
  'service_tier',
  'session_id',
  'slack_channel_id',
  'speed',
  'user_profile_id',
  'workspace_id',
] as const
export type Dimension = (typeof dimensions)[number]
export const costDimensions = ['cost_type', 'token_type'] as const

const filters = [
  'actor_ids[]',
  'actor_types[]',
  'agent_ids[]',
  'api_key_ids[]',
  'claude_tag_categories[]',
  'claude_tag_user_ids[]',
  'context_windows[]',
  'deployment_ids[]',
  'environment_ids[]',
  'inference_geos[]',
  'models[]',
  'organization_ids[]',
  'products[]',
  'rbac_group_ids[]',
  'service_tiers[]',
  'session_ids[]',
  'slack_channel_ids[]',
  'speeds[]',
  'user_profile_ids[]',
  'workspace_ids[]',
] as const
export type Filter = (typeof filters)[number]

const usageOrders = ['total_tokens', 'output_tokens', 'uncached_input_tokens', 'requests', 'time'] as const
const costOrders = ['amount', 'list_amount', 'time'] as const

const shape = z.object({
  starting_at: time,
  ending_at: time.optional(),
  time_bucket_width: z.enum(['1d', '1h', '1m']).optional(),
  'group_by[]': choices([...dimensions, ...costDimensions]),
  order: z.enum(['asc', 'desc']).default('desc'),
  order_by: z.enum([...usageOrders, ...costOrders]).optional(),
  limit: whole(1, 1000, 20),
  page: z.string().optional(),
})
const filterShape = z.record(z.enum(filters), list)

export type AnalyticsQuestion = z.output<typeof shape> & { readonly filters: Readonly<Record<Filter, string[]>> }

const DAY = 86_400_000
const HOUR = 3_600_000
/** Nothing is kept from before this day, nor for longer than a year. */
const oldest = startOf(dayNumber('2026-01-01'))

function outOfRange(asked: z.output<typeof shape>, now: Date): string | null {
  const { starting_at: start, ending_at: end, time_bucket_width: width } = asked
  if (start < oldest) return 'starting_at: data is available from 2026-01-01'
  if (start < now.getTime() - 365 * DAY) return 'starting_at: must be within the last 365 days'
  if (width !== undefined && end === undefined) return 'ending_at: required with time_bucket_width'
  if (end !== undefined && end <= start) return 'ending_at: must be after starting_at'
  const most = width === '1m' ? DAY : 31 * DAY
  return (end ?? start) - start > most ? 'ending_at: the range is too long' : null
}

/** Reads and checks a question of either endpoint; `kind` decides which dimensions and orders exist. */
export function readAnalytics(query: URLSearchParams, kind: 'usage' | 'cost', now: Date): AnalyticsQuestion | Refusal {
  const asked = readQuery(query, shape)
  if (isRefusal(asked)) return asked
  const given = filters.map((name) => [name, query.getAll(name)])
  const wanted = filterShape.parse(Object.fromEntries(given))
  const range = outOfRange(asked, now)
  if (range !== null) return badRequest(range)
  const counted = asked['group_by[]'].filter((name) => name !== 'cost_type' && name !== 'token_type')
  if (counted.length > 5) return badRequest('group_by: at most 5 dimensions')
  if (kind === 'usage' && counted.length < asked['group_by[]'].length) return badRequest('group_by: unknown dimension')
  const orders: readonly string[] = kind === 'usage' ? usageOrders : costOrders
  if (asked.order_by !== undefined && !orders.includes(asked.order_by)) return badRequest('order_by: unknown value')
  return { ...asked, filters: wanted }
}

/** A piece of one day inside one output interval. */
export interface Piece {
  readonly start: number
  readonly end: number
  readonly day: number
  readonly fromMinute: number
  readonly toMinute: number
}

/** The pieces of days that a question covers, cut at the present. Without buckets the ends are rounded down to the hour. */
export function piecesOf(asked: AnalyticsQuestion, now: Date): Piece[] {
  const last = asked.ending_at ?? Math.min(now.getTime(), asked.starting_at + 31 * DAY)
  const width = asked.time_bucket_width
  const size = width === undefined ? HOUR : widths[width] * 60_000
  const start = Math.floor(asked.starting_at / size) * size
  const end = width === undefined ? Math.floor(last / size) * size : Math.ceil(last / size) * size
  const step = width === undefined ? DAY : size
  const pieces: Piece[] = []
  for (let at = start; at < end && at < now.getTime(); ) {
    const day = Math.floor(at / DAY)
    const stop = Math.min(end, Math.floor(at / step) * step + step)
    const fromMinute = (at - startOf(day)) / 60_000
    const toMinute = Math.min((stop - startOf(day)) / 60_000, minutesPassed(day, now), MINUTES_A_DAY)
    const interval = width === undefined ? { start, end } : { start: at, end: stop }
    pieces.push({ ...interval, day, fromMinute, toMinute })
    at = stop
  }
  return pieces
}
