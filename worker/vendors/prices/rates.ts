// The list's plain rates of a model by kind of token, and the days on which a rate changed: for splits and comparisons, never for amounts of their own.
import type { Vendor } from '../stream.ts'
import anthropic from './anthropic.json' with { type: 'json' }
import { priceOf } from './anthropic.ts'
import { entryOf, OPENAI } from './openai-list.ts'

export type PricedKind =
  | 'uncached_input'
  | 'cache_read'
  | 'cache_write_5m'
  | 'cache_write_1h'
  | 'cache_write_30m'
  | 'cache_write_12h'
  | 'output'
/** Picodollars a token at the standard tier; null where the list has none. */
export type PlainRates = Readonly<Record<PricedKind, bigint | null>>

const NONE: PlainRates = {
  uncached_input: null,
  cache_read: null,
  cache_write_5m: null,
  cache_write_1h: null,
  cache_write_30m: null,
  cache_write_12h: null,
  output: null,
}
const whole = (rate: number | null): bigint | null => (rate === null ? null : BigInt(rate))

/** The rates on a UTC day; null for a model that the list does not know. Modal models are told by their text. */
export function ratesOf(vendor: Vendor, model: string, day: string): PlainRates | null {
  if (vendor === 'anthropic') {
    const pico = priceOf(model, day)?.pico
    if (pico === undefined) return null
    const { input, cache_read, cache_write_5m, cache_write_1h, output } = pico
    return {
      ...NONE,
      uncached_input: BigInt(input),
      cache_read: BigInt(cache_read),
      cache_write_5m: BigInt(cache_write_5m),
      cache_write_1h: BigInt(cache_write_1h),
      output: BigInt(output),
    }
  }
  const text = entryOf(OPENAI.text_models, model, day)?.pico
  const plain = text ?? entryOf(OPENAI.modal_models, model, day)?.text
  if (plain === undefined) return null
  // Before gpt-5.6 writing to the cache costs nothing of its own: such tokens are plain input.
  const short = text?.cache_write_30m ?? plain.input
  const long = text?.cache_write_12h ?? (text?.cache_write_30m == null ? plain.input : null)
  return {
    ...NONE,
    uncached_input: whole(plain.input),
    cache_read: whole(plain.cached_input ?? plain.input),
    cache_write_30m: whole(short),
    cache_write_12h: whole(long),
    output: whole(plain.output),
  }
}

const KINDS = Object.keys(NONE) as PricedKind[] // written in the table above, all of whose keys are kinds

/** From `date` on the rate is `after`; the day before it was `before`. */
export type RateChange = {
  date: string
  vendor: Vendor
  model: string
  kind: PricedKind
  before: bigint
  after: bigint
}

/** Every change of a plain rate between two days, both included, of models that the list knew before. */
export function rateChanges(range: { from: string; to: string }): RateChange[] {
  const lists = [
    ['anthropic', anthropic.entries],
    ['openai', OPENAI.text_models],
    ['openai', OPENAI.modal_models],
  ] as const
  return lists.flatMap(([vendor, entries]) =>
    entries.flatMap(({ models, from }) => {
      if (from === null || from < range.from || from > range.to) return []
      return models.flatMap((model) => changesOf(vendor, model, from))
    }),
  )
}

function changesOf(vendor: Vendor, model: string, date: string): RateChange[] {
  const yesterday = new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  const [before, after] = [ratesOf(vendor, model, yesterday), ratesOf(vendor, model, date)]
  if (before === null || after === null) return []
  return KINDS.flatMap((kind) => {
    const [old, now] = [before[kind], after[kind]]
    return old === null || now === null || old === now ? [] : [{ date, vendor, model, kind, before: old, after: now }]
  })
}
