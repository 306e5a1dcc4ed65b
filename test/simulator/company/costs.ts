// What a day costs: usage times list price, exact, plus the few lines that usage does not explain.
//
// The whole difference between an estimate from usage and this report is: priority tier (in usage, not billed here), the
// preview model (no list price, not billed), web searches (1 cent each, own lines), code execution and session time (not in
// usage at all), blocked requests (`blockedCell`: in usage, never billed). Everything else is tokens × list price with the batch, geography, fast-mode and Haiku band factors.
import { dayNumber, weekdayOf } from '../days.ts'
import { hashOf, randomFrom } from '../random.ts'
import { displayName } from './models.ts'
import {
  codeExecutionPricePerTwelveMinutes,
  sessionPricePerHalfHour,
  type TokenType,
  tokenPrice,
  tokenTypes,
  webSearchPrice,
} from './prices.ts'
import { growth, shareBy } from './season.ts'
import { type Counts, sliceOf, type UsageRow } from './usage.ts'

export interface CostLine {
  readonly day: number
  /** Billionths of a cent. */
  readonly amount: bigint
  readonly costType: 'tokens' | 'web_search' | 'code_execution' | 'session_usage'
  readonly description: string
  readonly tokenType: TokenType | null
  /** The usage row behind the line; null for what usage does not hold. */
  readonly row: UsageRow | null
  readonly workspaceId: string
}

const suffixes: Readonly<Record<TokenType, string>> = {
  uncached_input_tokens: 'Input Tokens',
  'cache_creation.ephemeral_5m_input_tokens': 'Input Tokens, Cache Write (5m)',
  'cache_creation.ephemeral_1h_input_tokens': 'Input Tokens, Cache Write (1h)',
  cache_read_input_tokens: 'Input Tokens, Cache Read',
  output_tokens: 'Output Tokens',
}

/** One of the days with blocked requests; they come every six days. */
const anyBlockedDay = dayNumber('2026-11-17')

/** Model and tier of a row: the unit in which requests are blocked. */
export function cellOf(row: UsageRow): string {
  return `${row.model}|${row.serviceTier}`
}

/** On every sixth day one cell of listed price whose requests were blocked: counted in usage, not billed. Null on other days. */
export function blockedCell(seed: number, day: number, rows: readonly UsageRow[]): string | null {
  if ((day - anyBlockedDay) % 6 !== 0) return null
  const billed = rows.filter((row) => tokenPrice(row, 'output_tokens') !== null && row.shape !== 'leak')
  const cells = [...new Set(billed.map(cellOf))].sort()
  return cells[hashOf(seed, `blocked cell ${day}`) % Math.max(1, cells.length)] ?? null
}

/** Tokens of one kind. */
export function tokensOf(counts: Counts, type: TokenType): number {
  if (type === 'uncached_input_tokens') return counts.uncached
  if (type === 'output_tokens') return counts.output
  if (type === 'cache_read_input_tokens') return counts.cacheRead
  return type === 'cache_creation.ephemeral_5m_input_tokens' ? counts.write5m : counts.write1h
}

/** Lines for one usage row between two minutes of its day; none for what has no list price. */
export function tokenLines(row: UsageRow, fromMinute: number, toMinute: number): CostLine[] {
  const counts = sliceOf(row, fromMinute, toMinute)
  const lines = tokenTypes.flatMap((type): CostLine[] => {
    const price = tokenPrice(row, type)
    const tokens = tokensOf(counts, type)
    if (price === null || tokens === 0) return []
    const description = `${displayName(row.model)} Usage - ${suffixes[type]}${row.speed === 'fast' ? ', Fast Mode' : ''}`
    const amount = price * BigInt(tokens)
    return [
      { day: row.day, amount, costType: 'tokens', description, tokenType: type, row, workspaceId: row.workspaceId },
    ]
  })
  if (counts.webSearches === 0) return lines
  const search = { costType: 'web_search', description: 'Web Search Usage', tokenType: null } as const
  const amount = webSearchPrice * BigInt(counts.webSearches)
  return [...lines, { day: row.day, amount, row, workspaceId: row.workspaceId, ...search }]
}

/** Where code runs in the vendor's containers and where agents hold sessions. */
export interface Extras {
  readonly codeExecution: readonly { workspaceId: string; from: number }[]
  readonly sessions: readonly { workspaceId: string; from: number }[]
}

/** The lines without usage: container time and session time, on weekdays, growing with the company. */
export function extraLines(
  seed: number,
  extras: Extras,
  day: number,
  fromMinute: number,
  toMinute: number,
): CostLine[] {
  const weekday = weekdayOf(day)
  if (weekday === 0 || weekday === 6) return []
  const share = (units: number) =>
    Math.floor(units * shareBy('office', toMinute)) - Math.floor(units * shareBy('office', fromMinute))
  const line = (workspaceId: string, units: number, price: bigint, kind: 'code_execution' | 'session_usage') => {
    const amount = price * BigInt(share(units))
    const description = kind === 'code_execution' ? 'Code Execution Usage' : 'Managed Agents Session Usage'
    return amount === 0n ? [] : [{ day, amount, costType: kind, description, tokenType: null, row: null, workspaceId }]
  }
  const random = randomFrom(seed, `extras ${day}`)
  const units = (most: number) => Math.round(most * growth(day) * (0.5 + random()))
  return [
    ...extras.codeExecution.flatMap(({ workspaceId, from }) =>
      day < from ? [] : line(workspaceId, units(90), codeExecutionPricePerTwelveMinutes, 'code_execution'),
    ),
    ...extras.sessions.flatMap(({ workspaceId, from }) =>
      day < from ? [] : line(workspaceId, units(60), sessionPricePerHalfHour, 'session_usage'),
    ),
  ]
}
