// What really happened at the company, day by day, computed from the generators and not from any answer: tests compare with it.

import { activityVisible, CODE_AFTER } from './anthropic/freshness.ts'
import { type ContentTruth, contentByDay } from './chat-truth.ts'
import { centsText } from './company/prices.ts'
import { shareBy } from './company/season.ts'
import { addCounts, type Counts, isEmpty, sliceOf } from './company/usage.ts'
import { dayName, MINUTES_A_DAY, minutesPassed } from './days.ts'
import { type OpenaiTruth, openaiTruth } from './openai/truth.ts'
import type { World } from './world.ts'

export interface DayTruth {
  readonly day: string
  /** `rows`: combinations of all nine dimensions of the usage report, as it shows them. */
  readonly usage: Counts & { readonly rows: number }
  /** `model|tier` whose requests were blocked: in usage, not billed. */
  readonly blocked: string | null
  /** Exact decimal cents; `lines` by workspace, description and every structured field. */
  readonly costs: { readonly cents: string; readonly lines: number; readonly byType: Readonly<Record<string, string>> }
  readonly code: { readonly rows: number; readonly sessions: number; readonly output: number }
  readonly activity: { readonly events: number; readonly byType: Readonly<Record<string, number>> }
  /** What the vendor would still hand out of what was said on the day. */
  readonly content: ContentTruth
  readonly openai: OpenaiTruth
  /** What each vendor bills for the day, in nanodollars; Anthropic's finer amounts are rounded once, half to even. */
  readonly invoice: { readonly anthropic: bigint; readonly openai: bigint }
}

function usageTruth({ company }: World, day: number, minute: number): DayTruth['usage'] {
  const total: Counts = { uncached: 0, write5m: 0, write1h: 0, cacheRead: 0, output: 0, webSearches: 0, requests: 0 }
  const keys = new Set<string>()
  for (const row of company.usageOf(day)) {
    const counts = sliceOf(row, 0, minute)
    if (isEmpty(counts)) continue
    addCounts(total, counts)
    const who = [row.accountId, row.apiKeyId, row.serviceAccountId, row.workspaceId]
    keys.add([...who, row.model, row.serviceTier, row.contextWindow, row.inferenceGeo, row.speed].join('|'))
  }
  return { rows: keys.size, ...total }
}

function costTruth({ company }: World, day: number, minute: number): DayTruth['costs'] {
  const types = new Map<string, bigint>()
  const keys = new Set<string>()
  let cents = 0n
  for (const line of company.costsOf(day, 0, minute)) {
    cents += line.amount
    types.set(line.costType, (types.get(line.costType) ?? 0n) + line.amount)
    const row = line.costType === 'tokens' ? line.row : null
    const dims = [row?.model, row?.serviceTier, row?.contextWindow, row?.inferenceGeo, row?.speed]
    keys.add([line.workspaceId, line.description, line.tokenType, ...dims].join('|'))
  }
  const byType = Object.fromEntries([...types].map(([type, amount]) => [type, centsText(amount)]))
  return { cents: centsText(cents), lines: keys.size, byType }
}

/** Cut as the report cuts it: an hour behind, row by row. */
function codeTruth({ company, clock }: World, day: number): DayTruth['code'] {
  const share = shareBy('office', minutesPassed(day, new Date(clock.now().getTime() - CODE_AFTER)))
  const rows = share === 0 ? [] : company.codeOf(day)
  const part = (total: number) => Math.floor(total * share)
  return {
    rows: rows.length,
    sessions: rows.reduce((sum, row) => sum + Math.max(1, part(row.sessions)), 0),
    output: rows.reduce((sum, row) => sum + row.models.reduce((all, model) => all + part(model.output), 0), 0),
  }
}

/** Billionths of a cent to nanodollars, half to even. */
function nanoOf(amount: bigint): bigint {
  const whole = amount / 100n
  const rest = amount % 100n
  return rest > 50n || (rest === 50n && whole % 2n === 1n) ? whole + 1n : whole
}

function activityTruth(world: World, day: number): DayTruth['activity'] {
  const byType: Record<string, number> = {}
  const events = activityVisible(world.company, world.late, day, world.clock.now())
  for (const { body } of events) byType[String(body.type)] = (byType[String(body.type)] ?? 0) + 1
  return { events: events.length, byType }
}

/** The truth of one day at the present moment of the world: a running day holds what has passed of it. */
export function truthOf(world: World, day: number, content = contentByDay(world)): DayTruth {
  const now = world.clock.now()
  const minute = Math.min(MINUTES_A_DAY, minutesPassed(day, now))
  const openai = openaiTruth(world.openai, world.knobs, day, minute, now)
  const billed = world.company.costsOf(day, 0, minute).reduce((sum, line) => sum + line.amount, 0n)
  return {
    day: dayName(day),
    usage: usageTruth(world, day, minute),
    blocked: world.company.blockedOn(day),
    costs: costTruth(world, day, minute),
    code: codeTruth(world, day),
    activity: activityTruth(world, day),
    content: content(day),
    openai,
    invoice: { anthropic: nanoOf(billed), openai: openai.costs.nano },
  }
}

/** Days from `from` to `to`, both included. */
export function truthBetween(world: World, from: number, to: number): DayTruth[] {
  const content = contentByDay(world)
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => truthOf(world, from + index, content))
}
