// The simulator's own reading of the vendor's price list, apart from the product's: a test of the product compares the two.
//
// Everything is nanodollars a token: 1 dollar a million tokens = 1,000 nanodollars. The list has no price below 0.005 dollars a
// million (5 nanodollars), so a half price of an even number of tokens is whole, and generators count tokens in pairs.
import { dayNumber } from '../../days.ts'

export interface Rates {
  readonly input: number
  readonly cached: number | null
  readonly write30: number | null
  readonly write12: number | null
  readonly output: number
}

interface Listed extends Rates {
  readonly from: number
  readonly until: number
}

type Row = readonly [string, number, number | null, number | null, number | null, number, string?, string?]

/** Model, dollars a million: input, cached, 30-minute write, 12-hour write, output; first day, first day of the next price. */
const rows: readonly Row[] = [
  ['gpt-6.2-astra', 8, 0.4, 10, 20, 40, '2026-11-17'],
  ['gpt-6.2-sol', 2, 0.1, 2.5, 5, 10, '2026-11-17'],
  ['gpt-6.1-terra', 1, 0.05, 1.25, 2.5, 5, '2026-10-26'],
  ['gpt-6-astra', 10, 1, 12.5, null, 50, '2026-09-03'],
  ['gpt-6-sol', 2, 0.2, 2.5, null, 10, '2026-09-22'],
  ['gpt-6-luna', 0.1, 0.01, 0.125, null, 0.5, '2026-09-22'],
  ['gpt-5.6-sol', 5, 0.5, 6.25, null, 30, '2026-06-26', '2026-08-21'],
  ['gpt-5.6-sol', 4, 0.4, 5, null, 20, '2026-08-21'],
  ['gpt-5.6-terra', 2.5, 0.25, 3.125, null, 15, '2026-06-26', '2026-07-30'],
  ['gpt-5.6-terra', 2, 0.2, 2.5, null, 12, '2026-07-30'],
  ['gpt-5.6-luna', 1, 0.1, 1.25, null, 6, '2026-06-26', '2026-07-30'],
  ['gpt-5.6-luna', 0.2, 0.02, 0.25, null, 1.2, '2026-07-30'],
  ['gpt-5.5', 5, 0.5, null, null, 30],
  ['gpt-5.4', 2.5, 0.25, null, null, 15],
  ['gpt-5.4-mini', 0.75, 0.075, null, null, 4.5],
  ['gpt-5.3-codex', 1.75, 0.175, null, null, 14],
  ['gpt-5.2', 1.75, 0.175, null, null, 14],
  ['gpt-5.1', 1.25, 0.125, null, null, 10],
  ['gpt-5.1-codex-mini', 0.25, 0.025, null, null, 2],
  ['gpt-5', 1.25, 0.125, null, null, 10],
  ['gpt-5-mini', 0.25, 0.025, null, null, 2],
  ['gpt-4.1', 2, 0.5, null, null, 8],
  ['gpt-4.1-mini', 0.4, 0.1, null, null, 1.6],
  ['gpt-4o', 2.5, 1.25, null, null, 10],
  ['gpt-4o-mini', 0.15, 0.075, null, null, 0.6],
  ['o1', 15, 7.5, null, null, 60],
  ['o3', 2, 0.5, null, null, 8, '2025-06-10'],
  ['o3-mini', 1.1, 0.55, null, null, 4.4],
  ['o4-mini', 1.1, 0.275, null, null, 4.4],
]

const nano = (dollars: number | null) => (dollars === null ? null : Math.round(dollars * 1000))

const listed = new Map<string, Listed[]>()
for (const [model, input, cached, write30, write12, output, from, until] of rows) {
  const price = {
    input: Math.round(input * 1000),
    cached: nano(cached),
    write30: nano(write30),
    write12: nano(write12),
    output: Math.round(output * 1000),
    from: from === undefined ? 0 : dayNumber(from),
    until: until === undefined ? Number.MAX_SAFE_INTEGER : dayNumber(until),
  }
  listed.set(model, [...(listed.get(model) ?? []), price])
}

/** A model without its snapshot date: `gpt-5.4-mini-2026-03-17` → `gpt-5.4-mini`. */
export function familyName(model: string): string {
  return model.replace(/-\d{4}-\d{2}-\d{2}$/, '')
}

/** List price of a text model on a day, or null when the list has none. */
export function listPrice(model: string, day: number): Rates | null {
  return listed.get(familyName(model))?.find((each) => each.from <= day && day < each.until) ?? null
}

/** What the vendor bills for the model that no list names. */
export const secretPrice: Rates = { input: 3000, cached: 300, write30: null, write12: null, output: 12_000 }

interface Spoken {
  readonly text: readonly [number, number | null, number]
  readonly audio: readonly [number, number | null, number]
}

/** Input, cached input, output of the models that hear and speak. */
export const spoken: Readonly<Record<string, Spoken>> = {
  'gpt-realtime-2': { text: [4000, 400, 24_000], audio: [32_000, 400, 64_000] },
  'gpt-audio-mini': { text: [600, null, 2400], audio: [10_000, null, 20_000] },
}

export type Tier = 'default' | 'flex' | 'priority'

/** Whether the list says what the priority tier of a model costs. */
export function hasPriorityPrice(model: string): boolean {
  return /^gpt-(5\.[456]|6)/.test(model)
}

/** The factor of batch, flex and priority in tenths. A priority price that the list does not say is 1.8 times the standard one. */
export function tenths(model: string, tier: Tier, batch: boolean): number {
  if (batch || tier === 'flex') return 5
  if (tier === 'default') return 10
  if (!hasPriorityPrice(model)) return 18
  return model.startsWith('gpt-5.5') ? 25 : 20
}

/** Nanodollars a unit of what is not generated text: tokens, seconds, characters, calls, sessions. */
export const unitPrices: Readonly<Record<string, number>> = {
  'text-embedding-3-small': 20,
  'text-embedding-3-large': 130,
  'omni-moderation-2024-09-26': 0,
  'whisper-1': 100_000,
  'gpt-transcribe': 75_000,
  'tts-1': 15_000,
  'tts-1-hd': 30_000,
  web_search_calls: 10_000_000,
  file_search_calls: 2_500_000,
  code_interpreter_sessions: 30_000_000,
  // Fine-tune training has no published price; this one is the vendor's secret.
  training: 25_000,
}

/** From this day on rows tell 30-minute from 12-hour cache writes, as the newest client types say; before, all are of 30 minutes. */
export const writesAreSplitFrom = dayNumber('2026-11-01')

/** Output tokens of one picture, and their price; the pictures' usage rows count pictures only. */
export const pictureTokens = 1056
export const picturePrices: Readonly<Record<string, number>> = {
  'gpt-image-1': 40_000,
  'gpt-image-1.5': 32_000,
  'gpt-image-2.5-flare': 30_000,
}

/** 0.1 dollars a GiB-day. Stores are counted in 64ths of a GiB, each worth 1,562,500 nanodollars. */
export const storageGrain = 2 ** 24
export const storagePrice = 1_562_500
