// Token usage of one day, row by row, and any slice of it: the ground truth that all reports are cut from.
import { chanceOf, randomFrom } from '../random.ts'
import type { Lane, Mix } from './lanes.ts'
import { hasFastMode, isModern, modelsOn, previewModel } from './models.ts'
import { growth, type Shape, season, shareBy } from './season.ts'
import { type Calm, turnFactor } from './turns.ts'

/** Whole numbers: tokens by kind, web searches, requests. */
export interface Counts {
  uncached: number
  write5m: number
  write1h: number
  cacheRead: number
  output: number
  webSearches: number
  requests: number
}

export interface UsageRow extends Readonly<Counts> {
  readonly day: number
  readonly workspaceId: string
  readonly apiKeyId: string | null
  readonly serviceAccountId: string | null
  readonly accountId: string | null
  readonly personId: string | null
  readonly product: string
  readonly model: string
  readonly serviceTier: string
  readonly contextWindow: string
  readonly inferenceGeo: string
  readonly speed: string
  readonly shape: Shape
}

/** Tokens for each uncached input token: 5-minute write, 1-hour write, cache read, output; tokens a request. */
const mixes: Readonly<Record<Mix, readonly [number, number, number, number, number]>> = {
  chat: [0.12, 0.03, 2.4, 0.24, 2_600],
  code: [2.2, 0.6, 14, 0.5, 9_000],
  batch: [0, 0, 0.15, 0.16, 6_000],
  document: [0.08, 0, 0.9, 0.11, 14_000],
  loop: [0, 0, 0.4, 0.95, 5_000],
}

function countsOf(lane: Lane, uncached: number, random: () => number): Counts {
  const [write5m, write1h, read, output, size] = mixes[lane.mix]
  const times = (ratio: number) => Math.round(uncached * ratio * (0.8 + 0.4 * random()))
  const perRequest = lane.context === '200k-1M' ? 260_000 : size
  return {
    uncached: Math.round(uncached),
    write5m: times(write5m),
    write1h: times(write1h),
    cacheRead: times(read),
    output: times(output),
    webSearches: lane.webSearch ? Math.round((uncached / 400_000) * random()) : 0,
    requests: Math.max(1, Math.round((uncached * (1 + write5m + write1h + read)) / perRequest)),
  }
}

function modelsOfLane(lane: Lane, day: number): { model: string; share: number }[] {
  if (lane.family !== 'preview') return modelsOn(lane.family, day, lane.lag)
  return day >= previewModel.day ? [{ model: previewModel.model, share: 1 }] : []
}

function rowOf(lane: Lane, day: number, model: string, counts: Counts): UsageRow {
  const isLong = lane.context === '200k-1M' && isModern(model)
  return {
    ...counts,
    day,
    workspaceId: lane.workspace,
    apiKeyId: lane.apiKey,
    serviceAccountId: lane.serviceAccount,
    accountId: lane.account,
    personId: lane.person ?? lane.account,
    product: lane.product,
    model,
    serviceTier: lane.tier,
    contextWindow: isLong ? '200k-1M' : '0-200k',
    inferenceGeo: isModern(model) ? lane.geo : 'not_available',
    speed: lane.speed === 'fast' && hasFastMode(model) ? 'fast' : 'standard',
    shape: lane.shape,
  }
}

/**
 * All rows of a whole day, a pure function of seed, lanes and day. `factor` scales a day that the vendor restated. `calm`: of a
 * quiet company.
 * People and small services have days off: below 2,000 tokens, or by chance, a lane gives no row.
 */
export function usageRows(
  seed: number,
  lanes: readonly Lane[],
  day: number,
  factor: number,
  calm: Calm | null,
): UsageRow[] {
  const size = growth(day)
  return lanes.flatMap((lane) => {
    if (day < lane.from || day > lane.until) return []
    const isLeak = lane.shape === 'leak'
    const random = randomFrom(seed, `${lane.id} ${day}`)
    const wave = 0.8 + 0.4 * chanceOf(seed, `week ${lane.id} ${Math.floor(day / 7)}`)
    const rhythm = size * season(day, lane.weekend, calm !== null) * turnFactor(lane.turn, day)
    const whole = isLeak ? lane.weight : lane.weight * rhythm * wave * (0.7 + 0.6 * random())
    if (!isLeak && random() < (lane.account === null ? 0.01 : 0.12)) return []
    return modelsOfLane(lane, Math.min(day, calm?.newest ?? day)).flatMap(({ model, share }) => {
      const uncached = whole * share * factor
      return uncached < 2_000 ? [] : [rowOf(lane, day, model, countsOf(lane, uncached, random))]
    })
  })
}

/** What of a row falls between two minutes of its day. Slices that meet add up to the row exactly. */
export function sliceOf(row: UsageRow, fromMinute: number, toMinute: number): Counts {
  const from = shareBy(row.shape, fromMinute)
  const to = shareBy(row.shape, toMinute)
  const part = (total: number) => Math.floor(total * to) - Math.floor(total * from)
  return {
    uncached: part(row.uncached),
    write5m: part(row.write5m),
    write1h: part(row.write1h),
    cacheRead: part(row.cacheRead),
    output: part(row.output),
    webSearches: part(row.webSearches),
    requests: part(row.requests),
  }
}

/** True when a slice holds nothing, so that no report shows it. */
export function isEmpty(counts: Counts): boolean {
  return counts.uncached === 0 && counts.output === 0 && counts.cacheRead === 0 && counts.requests === 0
}

/** Adds `more` into `sum`. */
export function addCounts(sum: Counts, more: Counts): void {
  sum.uncached += more.uncached
  sum.write5m += more.write5m
  sum.write1h += more.write1h
  sum.cacheRead += more.cacheRead
  sum.output += more.output
  sum.webSearches += more.webSearches
  sum.requests += more.requests
}
