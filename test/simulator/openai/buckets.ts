// Time buckets of usage and costs: which ones a question covers, and the page token, which belongs to its exact question.
import { MINUTES_A_DAY } from '../days.ts'
import type { Knobs } from '../knobs.ts'
import { hashOf } from '../random.ts'
import { badRequest, isRefusal, type Refusal } from './answers.ts'
import { limitOf, wholeOf } from './query.ts'

const seconds = { '1d': 86_400, '1h': 3_600, '1m': 60 } as const
export type Width = keyof typeof seconds
const usageLimits: Readonly<Record<Width, readonly [number, number]>> = {
  '1d': [7, 31],
  '1h': [24, 168],
  '1m': [60, 1440],
}
const costLimits = [7, 180] as const

export interface Bucket {
  /** Unix seconds, end exclusive. */
  readonly start: number
  readonly end: number
  readonly day: number
  readonly fromMinute: number
  /** Cut where the present is. */
  readonly toMinute: number
}

/** Which rows of a bucket a page holds, when the knob `openai_split_buckets` cuts buckets in two. */
export type Half = 'whole' | 'first' | 'second'

export interface Cut {
  readonly buckets: readonly (readonly [Bucket, Half])[]
  readonly next: string | null
}

interface Position {
  readonly at: number
  readonly half: boolean
}

/** A number that only this exact question has; the cursor itself does not count. */
function questionOf(url: URL): number {
  const parts = [...url.searchParams]
    .filter(([name]) => name !== 'page')
    .map(([name, value]) => `${name.replace('[]', '')}=${value}`)
    .sort()
  return hashOf(0, `${url.pathname}?${parts.join('&')}`)
}

function tokenOf(url: URL, { at, half }: Position): string {
  return `page_${btoa(`${at}.${half ? 1 : 0}.${questionOf(url)}`)}`
}

const invalidPage = () => badRequest('Invalid page token. It does not belong to this request.', 'page')

function positionOf(url: URL, token: string, knobs: Knobs): Position | Refusal {
  if (knobs.openai_token_expiry > 0) {
    knobs.openai_token_expiry -= 1
    return badRequest('The page token has expired.', 'page')
  }
  if (!/^page_[A-Za-z0-9+/=]+$/.test(token)) return invalidPage()
  let text = ''
  try {
    text = atob(token.slice('page_'.length))
  } catch {
    return invalidPage() // not base64: somebody made the token up
  }
  const [at, half, question] = text.split('.').map(Number)
  if (at === undefined || !Number.isSafeInteger(at) || question !== questionOf(url)) return invalidPage()
  return { at, half: half === 1 }
}

function bucketAt(start: number, size: number, end: number, now: number): Bucket {
  const stop = Math.min(end, (Math.floor(start / size) + 1) * size)
  const day = Math.floor(start / 86_400)
  const minute = (moment: number) => Math.min(MINUTES_A_DAY, (moment - day * 86_400) / 60)
  const fromMinute = minute(start)
  return { start, end: stop, day, fromMinute, toMinute: Math.max(fromMinute, minute(Math.min(stop, now))) }
}

/**
 * The buckets of one page, oldest first, empty ones too. A start within a day begins a shorter first bucket; without an end the
 * running bucket is the last one.
 */
export function bucketsOf(url: URL, now: Date, knobs: Knobs, kind: 'usage' | 'costs'): Cut | Refusal {
  const width = url.searchParams.get('bucket_width') ?? '1d'
  const isWidth = width === '1d' || (kind === 'usage' && (width === '1h' || width === '1m'))
  if (!isWidth) {
    const allowed = kind === 'usage' ? "'1m', '1h', '1d'" : "'1d'"
    return badRequest(`Invalid value: '${width}'. Supported values are: ${allowed}.`, 'bucket_width', 'invalid_value')
  }
  const [usual, most] = kind === 'usage' ? usageLimits[width] : costLimits
  const limit = limitOf(url, usual, most)
  if (isRefusal(limit)) return limit
  const start = wholeOf(url, 'start_time')
  const end = wholeOf(url, 'end_time')
  if (start === null) {
    return badRequest("Missing required parameter: 'start_time'.", 'start_time', 'missing_required_parameter')
  }
  if (isRefusal(start)) return start
  if (isRefusal(end)) return end
  if (end !== null && end <= start) return badRequest('end_time must be after start_time.', 'end_time')
  const size = seconds[width]
  const present = Math.floor(now.getTime() / 1000)
  const running = (Math.floor(present / size) + 1) * size
  const stop = Math.min(running, end ?? running)
  const token = url.searchParams.get('page')
  const from = token === null ? { at: start, half: false } : positionOf(url, token, knobs)
  if (isRefusal(from)) return from
  const buckets: (readonly [Bucket, Half])[] = []
  let at = from.at
  while (at < stop && buckets.length < limit) {
    const bucket = bucketAt(at, size, end ?? running, present)
    const isBegun = from.half && buckets.length === 0
    const isCut =
      knobs.openai_split_buckets === 'on' && !isBegun && (buckets.length + 1 === limit || bucket.end >= stop)
    buckets.push([bucket, isBegun ? 'second' : isCut ? 'first' : 'whole'])
    if (isCut) return { buckets, next: tokenOf(url, { at, half: true }) }
    at = bucket.end
  }
  return { buckets, next: at < stop ? tokenOf(url, { at, half: false }) : null }
}

/** The envelope of usage and costs. */
export function pageOf<T>(
  cut: Cut,
  resultsOf: (bucket: Bucket) => readonly T[],
  more: (bucket: Bucket) => object,
): unknown {
  const data = cut.buckets.map(([bucket, half]) => {
    const all = resultsOf(bucket)
    const middle = Math.ceil(all.length / 2)
    const results = half === 'whole' ? all : half === 'first' ? all.slice(0, middle) : all.slice(middle)
    return { object: 'bucket', start_time: bucket.start, end_time: bucket.end, results, ...more(bucket) }
  })
  return { object: 'page', data, has_more: cut.next !== null, next_page: cut.next }
}
