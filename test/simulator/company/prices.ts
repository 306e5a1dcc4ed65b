// The simulator's own price list, written from the vendor's published one and kept apart from the product's: a test of the
// product against it compares two independent readings. Amounts are exact integers until they are printed.
import { dayNumber } from '../days.ts'

/** Thousandths of a US dollar per million tokens: [input, 5-minute write, 1-hour write, cache read, output]. */
type Rates = readonly [number, number, number, number, number]

export type TokenType =
  | 'uncached_input_tokens'
  | 'cache_creation.ephemeral_5m_input_tokens'
  | 'cache_creation.ephemeral_1h_input_tokens'
  | 'cache_read_input_tokens'
  | 'output_tokens'

export const tokenTypes: readonly TokenType[] = [
  'uncached_input_tokens',
  'cache_creation.ephemeral_5m_input_tokens',
  'cache_creation.ephemeral_1h_input_tokens',
  'cache_read_input_tokens',
  'output_tokens',
]

const opus: Rates = [5_000, 6_250, 10_000, 500, 25_000]
const oldOpus: Rates = [15_000, 18_750, 30_000, 1_500, 75_000]
const oldSonnet: Rates = [3_000, 3_750, 6_000, 300, 15_000]

const rates: ReadonlyMap<string, Rates> = new Map([
  ['claude-fable-5-2', [8_000, 10_000, 16_000, 200, 40_000]],
  ['claude-fable-5-1', [10_000, 12_500, 20_000, 250, 50_000]],
  ['claude-fable-5', [10_000, 12_500, 20_000, 1_000, 50_000]],
  ['claude-opus-5-5', [4_000, 5_000, 8_000, 200, 20_000]],
  ['claude-opus-5', opus],
  ['claude-opus-4-8', opus],
  ['claude-opus-4-7', opus],
  ['claude-opus-4-6', opus],
  ['claude-opus-4-5-20251101', opus],
  ['claude-opus-4-1-20250805', oldOpus],
  ['claude-opus-4-20250514', oldOpus],
  ['claude-sonnet-5-5', [2_000, 2_500, 4_000, 100, 10_000]],
  ['claude-sonnet-5', [2_000, 2_500, 4_000, 200, 10_000]],
  ['claude-sonnet-4-6', oldSonnet],
  ['claude-sonnet-4-5-20250929', oldSonnet],
  ['claude-sonnet-4-20250514', oldSonnet],
  ['claude-haiku-5-5', [100, 125, 200, 10, 500]],
  ['claude-haiku-4-5-20251001', [1_000, 1_250, 2_000, 100, 5_000]],
  ['claude-3-5-haiku-20241022', [800, 1_000, 1_600, 80, 4_000]],
])

const sonnetReadCut = dayNumber('2026-10-07')
const sonnetBeforeCut: Rates = [2_000, 2_500, 4_000, 200, 10_000]

/**
 * Haiku 5.5 costs five times as much when a prompt is above 100,000 tokens. The company keeps every Haiku prompt of the
 * `0-200k` window at or below that, so the window alone decides the band and the cost report stays explainable.
 */
const haikuLong: Rates = [500, 625, 1_000, 50, 2_500]

export interface Sale {
  readonly model: string
  readonly day: number
  readonly serviceTier: string
  readonly contextWindow: string
  readonly inferenceGeo: string
  readonly speed: string
}

function ratesOf(sale: Sale): Rates | null {
  if (sale.model === 'claude-sonnet-5-5' && sale.day < sonnetReadCut) return sonnetBeforeCut
  if (sale.model === 'claude-haiku-5-5' && sale.contextWindow === '200k-1M') return haikuLong
  return rates.get(sale.model) ?? null
}

/**
 * Price of one token in billionths of a cent, or null when there is no list price (unknown model, priority tier).
 * Thousandths of a dollar per million = 1e-7 cents a token; batch ×0.5, US ×1.1 and fast ×2 stay whole in 1e-9 cents.
 */
export function tokenPrice(sale: Sale, type: TokenType): bigint | null {
  if (sale.serviceTier !== 'standard' && sale.serviceTier !== 'batch') return null
  const rate = ratesOf(sale)?.[tokenTypes.indexOf(type)]
  if (rate === undefined) return null
  const tier = sale.serviceTier === 'batch' ? 5 : 10
  const geo = sale.inferenceGeo === 'us' ? 11 : 10
  return BigInt(rate * tier * geo * (sale.speed === 'fast' ? 2 : 1))
}

const CENT = 1_000_000_000n

/** 10 dollars per thousand searches: one cent each. */
export const webSearchPrice = CENT
/** 0.05 dollars a container hour, counted in minutes: 5 cents / 60. Minutes come in twelves, so it stays exact. */
export const codeExecutionPricePerTwelveMinutes = CENT
/** 0.08 dollars a session hour, counted in half hours: 4 cents. */
export const sessionPricePerHalfHour = 4n * CENT

/** Exact decimal cents without trailing zeros: `529.89684`, `275`. */
export function centsText(amount: bigint): string {
  const whole = amount / CENT
  const rest = (amount % CENT).toString().padStart(9, '0').replace(/0+$/, '')
  return rest === '' ? whole.toString() : `${whole}.${rest}`
}

/** Decimal cents with six places, as the newer analytics endpoints print them; the rest is cut off. */
export function centsText6(amount: bigint): string {
  return `${amount / CENT}.${(amount % CENT).toString().padStart(9, '0').slice(0, 6)}`
}

/** Whole cents, rounded half up: what Claude Code Analytics calls an estimate. */
export function wholeCents(amount: bigint): number {
  return Number((amount + CENT / 2n) / CENT)
}
