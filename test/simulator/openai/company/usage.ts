// One row of usage of any endpoint, whole days of generated text, and the part of a row between two minutes of its day.
import { growth, type Shape, season, shareBy } from '../../company/season.ts'
import { type Calm, turnFactor } from '../../company/turns.ts'
import { chanceOf, randomFrom } from '../../random.ts'
import type { Lane, Mix } from './lanes.ts'
import { modelsOn } from './models.ts'
import { listPrice, storageGrain, type Tier, writesAreSplitFrom } from './prices.ts'
import { isService } from './projects.ts'

export const products = [
  'completions',
  'embeddings',
  'moderations',
  'images',
  'audio_speeches',
  'audio_transcriptions',
  'vector_stores',
  'code_interpreter_sessions',
  'file_search_calls',
  'web_search_calls',
] as const
export type Product = (typeof products)[number]

/** Tokens by kind and modality; then what the other endpoints count. `text`, `audio`, `image` are uncached input. */
export type Counter =
  | 'text'
  | 'audio'
  | 'cached_text'
  | 'cached_audio'
  | 'write30'
  | 'write12'
  | 'out_text'
  | 'out_audio'
  | 'requests'
  | 'input'
  | 'images'
  | 'characters'
  | 'seconds'
  | 'bytes'
  | 'sessions'
  | 'calls'
export type Counts = Partial<Record<Counter, number>>

export interface UsageRow {
  readonly product: Product
  readonly day: number
  readonly lane: Lane | null
  readonly project: string
  readonly key: string | null
  /** Owner of the key; null for service accounts. */
  readonly user: string | null
  readonly model: string | null
  readonly tier: Tier
  readonly batch: boolean
  readonly source: string | null
  readonly size: string | null
  readonly store: string | null
  readonly context: string | null
  readonly counts: Counts
  readonly shape: Shape
}

/** For each uncached input token: cached, written, output; tokens a request. */
const mixes: Readonly<Record<Mix, readonly [number, number, number, number]>> = {
  chat: [1.6, 0.14, 0.22, 2_400],
  code: [9, 1.1, 0.4, 8_000],
  bulk: [0.2, 0, 0.14, 5_500],
  document: [0.6, 0.08, 0.1, 12_000],
  voice: [0.3, 0, 0.4, 1_800],
}

/** Tokens come in pairs, so that half a price stays whole nanodollars; bytes of stores in 64ths of a GiB. */
function grainOf(counter: Counter): number {
  if (counter === 'bytes') return storageGrain
  return counter === 'images' ||
    counter === 'seconds' ||
    counter === 'sessions' ||
    counter === 'calls' ||
    counter === 'requests'
    ? 1
    : 2
}

function voiceCounts(pairs: (ratio: number) => number, uncached: number): Counts {
  const size = mixes.voice[3]
  return {
    text: pairs(0.3),
    audio: pairs(0.7),
    cached_text: 0,
    cached_audio: 0,
    out_text: pairs(0.1),
    out_audio: pairs(0.3),
    requests: Math.max(1, Math.round(uncached / size)),
  }
}

function countsOf(lane: Lane, model: string, day: number, uncached: number, random: () => number): Counts {
  const pairs = (ratio: number) => 2 * Math.round((uncached * ratio * (0.8 + 0.4 * random())) / 2)
  if (lane.mix === 'voice') return voiceCounts(pairs, uncached)
  const [cached, write, output, size] = mixes[lane.mix]
  const price = listPrice(model, day)
  const written = price?.write30 === null || price === null ? 0 : pairs(write)
  const isSplit = day >= writesAreSplitFrom && price !== null && price.write12 !== null
  const long = isSplit ? 2 * Math.floor(written / 10) : 0
  return {
    text: 2 * Math.round(uncached / 2),
    cached_text: pairs(cached),
    write30: written - long,
    write12: long,
    out_text: pairs(output),
    requests: Math.max(1, Math.round((uncached * (1 + cached + write)) / size)),
  }
}

const noDimensions = { source: null, size: null, store: null, context: null }

/** All rows of generated text of a whole day. `factor` scales a restated day, `isLate` wakes the lane of late usage. `calm`: of a quiet company. */
export function completionRows(
  seed: number,
  lanes: readonly Lane[],
  day: number,
  factor: number,
  isLate: boolean,
  calm: Calm | null,
): UsageRow[] {
  const size = growth(day)
  return lanes.flatMap((lane) => {
    if (day < lane.from || day > lane.until || (lane.isExtra && !isLate)) return []
    const random = randomFrom(seed, `openai ${lane.id} ${day}`)
    const wave = 0.8 + 0.4 * chanceOf(seed, `openai week ${lane.id} ${Math.floor(day / 7)}`)
    const rhythm = size * season(day, lane.weekend, calm !== null) * turnFactor(lane.turn, day)
    const whole = lane.weight * rhythm * wave * (0.7 + 0.6 * random())
    const { owner } = lane.key
    if (random() < (isService(owner) ? 0.01 : 0.12)) return []
    return modelsOn(lane.family, Math.min(day, calm?.newest ?? day), lane.lag).flatMap(
      ({ model, share }): UsageRow[] => {
        const uncached = whole * share * factor
        if (uncached < 1_500) return []
        const counts = countsOf(lane, model, day, uncached, random)
        const { tier, batch, shape, key } = lane
        const user = isService(owner) ? null : owner.id
        const who = { project: key.project, key: key.id, user }
        return [{ product: 'completions', day, lane, ...who, model, tier, batch, ...noDimensions, counts, shape }]
      },
    )
  })
}

/** What of a row falls between two minutes of its day. Slices that meet add up to the row exactly. */
export function sliceOf(row: UsageRow, fromMinute: number, toMinute: number): Counts {
  const from = shareBy(row.shape, fromMinute)
  const to = shareBy(row.shape, toMinute)
  const part: Counts = {}
  for (const [name, total] of Object.entries(row.counts)) {
    const counter = name as Counter // the keys of `Counts`
    const grain = grainOf(counter)
    const units = total / grain
    part[counter] = grain * (Math.floor(units * to) - Math.floor(units * from))
  }
  return part
}

/** True when nothing at all was counted, so that no report shows it. */
export function isEmpty(counts: Counts): boolean {
  return Object.values(counts).every((count) => count === 0)
}

/** Adds `more` into `sum`. */
export function addCounts(sum: Counts, more: Counts): void {
  for (const [name, count] of Object.entries(more)) {
    const counter = name as Counter // the keys of `Counts`
    sum[counter] = (sum[counter] ?? 0) + count
  }
}
