// Time buckets of the classic reports: which ones a question covers, and the page of them that it gets.
import { z } from 'zod'
import { MINUTES_A_DAY, minutesPassed, plainTime, startOf } from '../days.ts'
import { badRequest, type Refusal } from './answers.ts'
import { pageToken, positionOf } from './paging.ts'
import { time, whole } from './query.ts'

const MINUTE = 60_000

export const widths = { '1d': 1440, '1h': 60, '1m': 1 } as const
export type Width = keyof typeof widths
const limits: Readonly<Record<Width, readonly [number, number]>> = { '1d': [7, 31], '1h': [24, 168], '1m': [60, 1440] }

export interface Bucket {
  readonly start: number
  readonly end: number
  readonly day: number
  /** Minutes of the day that the bucket covers, cut where the present is. */
  readonly fromMinute: number
  readonly toMinute: number
}

/** What every bucketed question has in common. */
export function bucketQuery(allowed: readonly Width[]) {
  return {
    starting_at: time,
    ending_at: time.optional(),
    bucket_width: z.enum(allowed).default('1d'),
    limit: z.string().optional(),
    page: z.string().optional(),
  }
}

export interface BucketQuestion {
  readonly starting_at: number
  readonly ending_at?: number | undefined
  readonly bucket_width: Width
  readonly limit?: string | undefined
  readonly page?: string | undefined
}

/**
 * The buckets of one page, oldest first. Starts are snapped down to the bucket; only buckets that end by `ending_at` count;
 * without it, the unfinished bucket of the present is the last one.
 */
export function bucketsOf(asked: BucketQuestion, now: Date): { buckets: Bucket[]; next: string | null } | Refusal {
  const [usual, most] = limits[asked.bucket_width]
  const limit = whole(1, most, usual).safeParse(asked.limit)
  if (!limit.success) return badRequest(`limit: Input should be between 1 and ${most}`)
  const size = widths[asked.bucket_width] * MINUTE
  const present = Math.floor(now.getTime() / size) * size + size
  const end = Math.min(present, Math.floor((asked.ending_at ?? present) / size) * size)
  if (asked.ending_at !== undefined && asked.ending_at <= asked.starting_at) {
    return badRequest('ending_at: Input should be after starting_at')
  }
  let start = Math.floor(asked.starting_at / size) * size
  if (asked.page !== undefined) {
    const position = Date.parse(positionOf(asked.page) ?? '')
    if (Number.isNaN(position) || position < start) return badRequest('page: Invalid page token')
    start = position
  }
  const buckets: Bucket[] = []
  for (let at = start; at < end && buckets.length < limit.data; at += size) {
    const day = Math.floor(at / MINUTE / MINUTES_A_DAY)
    const fromMinute = (at - startOf(day)) / MINUTE
    const toMinute = Math.max(fromMinute, Math.min(fromMinute + size / MINUTE, minutesPassed(day, now)))
    buckets.push({ start: at, end: at + size, day, fromMinute, toMinute })
  }
  const reached = start + buckets.length * size
  return { buckets, next: reached < end ? pageToken(plainTime(reached)) : null }
}

/** The envelope of a bucketed report. */
export function report<T>(buckets: readonly Bucket[], next: string | null, resultsOf: (bucket: Bucket) => T[]) {
  return {
    data: buckets.map((bucket) => ({
      starting_at: plainTime(bucket.start),
      ending_at: plainTime(bucket.end),
      results: resultsOf(bucket),
    })),
    has_more: next !== null,
    next_page: next,
  }
}
