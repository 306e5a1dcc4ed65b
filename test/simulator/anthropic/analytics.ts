// GET /v1/organizations/analytics/usage and /cost: rows instead of buckets, per person, with list price beside amount.
import { centsText6 } from '../company/prices.ts'
import { addCounts, type Counts, isEmpty, sliceOf } from '../company/usage.ts'
import { plainTime } from '../days.ts'
import { keyOf, narrow, passes, type View, viewOf } from './analytics-group.ts'
import { type AnalyticsQuestion, piecesOf, readAnalytics } from './analytics-query.ts'
import { answer, badRequest, isRefusal, type Refusal } from './answers.ts'
import { betasOf, type Call, type Handler } from './call.ts'
import { pageByToken } from './paging.ts'

const beta = 'analytics-usage-cost-2026-08-24'

interface Group {
  readonly start: number
  readonly end: number
  readonly group: View
}

/** Sorts by time or by a measure; ties keep the order of the generator. */
function ordered<T extends Group>(rows: readonly T[], asked: AnalyticsQuestion, measure: (row: T) => bigint): T[] {
  const sign = asked.order === 'asc' ? 1 : -1
  return [...rows].sort((a, b) => {
    if (asked.order_by === 'time') return sign * (a.start - b.start)
    const [left, right] = [measure(a), measure(b)]
    return left === right ? 0 : left < right ? -sign : sign
  })
}

function envelope(call: Call, data: readonly unknown[], next: string | null) {
  const refreshed = plainTime(call.now.getTime())
  return answer({ data, has_more: next !== null, next_page: next, data_refreshed_at: refreshed })
}

function ask(call: Call, kind: 'usage' | 'cost'): AnalyticsQuestion | Refusal {
  if (!betasOf(call.headers).includes(beta)) {
    return badRequest(`This endpoint requires the \`anthropic-beta\` header with the value \`${beta}\``)
  }
  return readAnalytics(call.query, kind, call.now)
}

function total({ uncached, write5m, write1h, cacheRead, output }: Counts): number {
  return uncached + write5m + write1h + cacheRead + output
}

function usageOf(counts: Counts) {
  return {
    uncached_input_tokens: counts.uncached,
    cache_creation: { ephemeral_5m_input_tokens: counts.write5m, ephemeral_1h_input_tokens: counts.write1h },
    cache_read_input_tokens: counts.cacheRead,
    output_tokens: counts.output,
    total_tokens: total(counts),
    requests: counts.requests,
    server_tool_use: { web_search_requests: counts.webSearches },
  }
}

function usageMeasure(asked: AnalyticsQuestion, counts: Counts): bigint {
  if (asked.order_by === 'output_tokens') return BigInt(counts.output)
  if (asked.order_by === 'uncached_input_tokens') return BigInt(counts.uncached)
  return BigInt(asked.order_by === 'requests' ? counts.requests : total(counts))
}

export const analyticsUsage: Handler = (call) => {
  const asked = ask(call, 'usage')
  if (isRefusal(asked)) return asked
  const by = new Set<string>(asked['group_by[]'])
  const groups = new Map<string, Group & { counts: Counts }>()
  for (const { start, end, day, fromMinute, toMinute } of piecesOf(asked, call.now)) {
    for (const row of call.company.usageOf(day)) {
      const counts = sliceOf(row, fromMinute, toMinute)
      const view = viewOf(call.company, row, row.workspaceId)
      if (isEmpty(counts) || !passes(asked, view)) continue
      const group = narrow(view, by)
      const key = `${start} ${keyOf(group)}`
      const known = groups.get(key)
      if (known === undefined) groups.set(key, { start, end, group, counts })
      else addCounts(known.counts, counts)
    }
  }
  const rows = ordered([...groups.values()], asked, ({ counts }) => usageMeasure(asked, counts))
  const page = pageByToken(rows, call.query, 20)
  if (isRefusal(page)) return page
  const data = page.data.map(({ start, end, group, counts }) => ({
    starting_at: plainTime(start),
    ending_at: plainTime(end),
    group,
    usage: usageOf(counts),
  }))
  return envelope(call, data, page.next)
}

interface Split {
  readonly costType: string | null
  readonly tokenType: string | null
  amount: bigint
}

type CostGroup = Group & { amount: bigint; readonly splits: Map<string, Split> }

/** One printed row for each split; there is one split when neither cost type nor token type was asked for. */
function costRows({ start, end, group, splits }: CostGroup) {
  return [...splits.values()].map(({ costType, tokenType, amount }) => {
    const text = centsText6(amount)
    return {
      starting_at: plainTime(start),
      ending_at: plainTime(end),
      group: { ...group, cost_type: costType, token_type: tokenType },
      // The company has no negotiated discount, so what it pays is the list price.
      cost: { amount: text, list_amount: text, currency: 'USD', requests: null },
    }
  })
}

export const analyticsCost: Handler = (call) => {
  const asked = ask(call, 'cost')
  if (isRefusal(asked)) return asked
  const by = new Set<string>(asked['group_by[]'])
  const groups = new Map<string, CostGroup>()
  for (const { start, end, day, fromMinute, toMinute } of piecesOf(asked, call.now)) {
    for (const line of call.company.costsOf(day, fromMinute, toMinute)) {
      const view = viewOf(call.company, line.row, line.workspaceId)
      if (!passes(asked, view)) continue
      const group = narrow(view, by)
      const key = `${start} ${keyOf(group)}`
      const known = groups.get(key) ?? { start, end, group, amount: 0n, splits: new Map<string, Split>() }
      groups.set(key, known)
      known.amount += line.amount
      const costType = by.has('cost_type') ? line.costType : null
      const tokenType = by.has('token_type') ? line.tokenType : null
      const split = known.splits.get(`${costType} ${tokenType}`) ?? { costType, tokenType, amount: 0n }
      known.splits.set(`${costType} ${tokenType}`, split)
      split.amount += line.amount
    }
  }
  // The fan-out by cost and token type does not count against the limit, so groups are paged and then printed.
  const page = pageByToken(
    ordered([...groups.values()], asked, ({ amount }) => amount),
    call.query,
    20,
  )
  return isRefusal(page) ? page : envelope(call, page.data.flatMap(costRows), page.next)
}
