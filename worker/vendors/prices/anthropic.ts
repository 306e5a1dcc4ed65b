// What Anthropic's usage would cost by the list: pure, exact, and silent where the list is. Reference section 14.
import { divideHalfEven } from '../counts.ts'
import anthropic from './anthropic.json' with { type: 'json' }
import { type Counter, counted } from './counter.ts'

/** The dimensions and counters of a usage row, as `data` of a usage record names them. */
export type UsageRow = {
  readonly day: string
  readonly model?: string | null
  readonly service_tier?: string | null
  readonly context_window?: string | null
  readonly inference_geo?: string | null
  readonly speed?: string | null
  readonly product?: string | null
  readonly uncached_input: Counter
  readonly cache_read?: Counter
  readonly cache_write_5m?: Counter
  readonly cache_write_1h?: Counter
  readonly output: Counter
  readonly web_searches?: Counter
}

/** Nanodollars. `range` where the price depends on what aggregates do not show; `nano` is then its low end. */
export type Estimate = { nano: bigint; range?: { low: bigint; high: bigint } } | { code: 'no_price' }

type Entry = (typeof anthropic.entries)[number]
type Rates = Entry['pico']

const NO_PRICE = { code: 'no_price' } as const
const PICO_PER_NANO = 1000n
// A dated id is the same model; `claude-opus-5-6` is not `claude-opus-5`, so a bare number must not count as a date.
const SAME_MODEL = /^(?:[-@]\d{8}|-latest)?$/

/** The list price of one row, rounded once, half to even. An unknown model, tier or region has none: never zero. */
export function estimate(row: UsageRow): Estimate {
  const entry = priceOf(row.model ?? '', row.day)
  const factor = entry === undefined ? undefined : factorOf(entry, row)
  if (entry === undefined || factor === undefined) return NO_PRICE
  const counts = countsOf(row)
  if (counts === undefined) return NO_PRICE
  const searches = counts.web_searches * BigInt(anthropic.web_search_nano)
  const at = (rates: Rates) => divideHalfEven(tokens(rates, counts) * factor.n, factor.d * PICO_PER_NANO) + searches
  const low = at(entry.pico)
  if (entry.above_100k === undefined) return { nano: low }
  const high = at(entry.above_100k)
  // The band goes by the whole prompt of one request, which no report shows, unless it is past 200k anyway.
  if (row.context_window === '200k-1M') return { nano: high }
  return low === high ? { nano: low } : { nano: low, range: { low, high } }
}

/** The entry for a model on a UTC day: the longest known id that is the model's, with or without a date behind it. */
export function priceOf(model: string, day: string): Entry | undefined {
  let best: Entry | undefined
  let length = 0
  for (const entry of anthropic.entries) {
    if ((entry.from !== null && day < entry.from) || (entry.to !== null && day >= entry.to)) continue
    for (const id of entry.models) {
      if (id.length > length && model.startsWith(id) && SAME_MODEL.test(model.slice(id.length))) {
        best = entry
        length = id.length
      }
    }
  }
  return best
}

/** What the token price is multiplied with, or undefined where the list does not say. */
function factorOf(entry: Entry, row: UsageRow): { n: bigint; d: bigint } | undefined {
  let n = 1n
  let d = 1n
  // The people's view has no tier of its own, but its product tells batches apart.
  const tier = row.service_tier ?? (row.product === 'message_batches_api' ? 'batch' : 'standard')
  if (tier === 'batch') d *= 2n
  else if (tier !== 'standard') return undefined // priority and flex are negotiated
  const geo = row.inference_geo ?? 'global'
  if (geo === 'us' && entry.geo_us) {
    n *= 11n
    d *= 10n
  } else if (geo !== 'us' && geo !== 'global' && geo !== 'not_available') return undefined
  const speed = row.speed ?? 'standard'
  if (speed === 'fast') {
    const { fast } = entry
    if (fast === undefined || tier === 'batch' || (fast.to !== null && row.day >= fast.to)) return undefined
    n *= BigInt(fast.times)
  } else if (speed !== 'standard') return undefined
  return { n, d }
}

type Counts = Record<'input' | 'cache_read' | 'cache_write_5m' | 'cache_write_1h' | 'output' | 'web_searches', bigint>

/** Input and output must be known; the rest is zero when the vendor leaves it out. */
function countsOf(row: UsageRow): Counts | undefined {
  const input = counted(row.uncached_input)
  const output = counted(row.output)
  if (input === undefined || output === undefined) return undefined
  return {
    input,
    output,
    cache_read: counted(row.cache_read) ?? 0n,
    cache_write_5m: counted(row.cache_write_5m) ?? 0n,
    cache_write_1h: counted(row.cache_write_1h) ?? 0n,
    web_searches: counted(row.web_searches) ?? 0n,
  }
}

const tokens = (rates: Rates, counts: Counts): bigint =>
  BigInt(rates.input) * counts.input +
  BigInt(rates.cache_read) * counts.cache_read +
  BigInt(rates.cache_write_5m) * counts.cache_write_5m +
  BigInt(rates.cache_write_1h) * counts.cache_write_1h +
  BigInt(rates.output) * counts.output
