// The gap statement of a stream and a period, the `data` of a `gap` record: which pages came with which hashes, and which days are complete.
import { hex, utf8 } from '../bytes.ts'
import { sha256 } from '../hash.ts'
import { canonicalize } from '../jcs.ts'
import { type Day, type DaySpan, dayAt, dayNumber, judgeDays, type Missing, type Period, type Reader } from './days.ts'

/** A page that brought something, from its pull record. `day`: on which it was read. */
export type PageRead = {
  seq: number
  day: Day
  sha256: string
  bytes: number
  items: number
  new: number
  restated: number
}
/** How often a stream was asked in vain on a day. */
export type PollsRead = { day: Day; polls: number }

/**
 * All that is known of one stream. `pages`: ascending; those read on a day of the period, and those in `brought`, which are the pages with
 * a record of such a day, count. `size`: how many records were looked at.
 */
export type StreamRead = {
  stream: string
  readers: readonly Reader[]
  pages: readonly PageRead[]
  polls: readonly PollsRead[]
  brought: ReadonlySet<number>
  size: number
}

export type GapStatement = {
  stream: string
  from: Day
  to: Day
  size: number
  connections: number
  pages: number
  polls: number
  items: number
  new: number
  restated: number
  bytes: number
  pages_sha256: string
  first_pull?: number
  last_pull?: number
  days: DaySpan[]
  missing: Missing[]
  complete_through?: Day
  nothing_missing: boolean
}

/** A statement with the pull records it speaks of, for `refs`: left out where there are none, or more than a record may name. */
export type Stated = { statement: GapStatement; refs?: number[] }

/** Names of pull records in one statement: 8 kB of a record's 64. */
const MOST_REFS = 1000
/** Spans of each list in one statement, so that it stays a record: 150 of at most 160 bytes, twice, are 48 kB beside the refs. */
const MOST_SPANS = 150

/** SHA-256 of the JCS list of `[seq, page_sha256]`: whoever has the pull records recomputes it. */
export function pagesDigest(pages: readonly Pick<PageRead, 'seq' | 'sha256'>[]): string {
  return hex(sha256(utf8(canonicalize(pages.map(({ seq, sha256 }) => [seq, sha256])))))
}

const sum = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((total, row) => total + of(row), 0)

/** The statement of a period, or several of adjoining parts where one would not fit into a record. `now`: an instant. */
export function stateGaps(read: StreamRead, period: Period, now: string): Stated[] {
  const whole = stateOnce(read, period, now)
  const { days, missing } = whole.statement
  const [first, last] = [dayNumber(period.from), dayNumber(period.to)]
  if ((days.length <= MOST_SPANS && missing.length <= MOST_SPANS) || first === last) return [whole]
  const middle = Math.floor((first + last) / 2)
  const parts = [
    { from: period.from, to: dayAt(middle) },
    { from: dayAt(middle + 1), to: period.to },
  ]
  return parts.flatMap((part) => stateGaps(read, part, now))
}

function stateOnce({ stream, readers, size, ...read }: StreamRead, period: Period, now: string): Stated {
  const { from, to } = period
  const within = (day: Day): boolean => day >= from && day <= to
  const pages = read.pages.filter(({ seq, day }) => within(day) || read.brought.has(seq))
  const polls = read.polls.filter(({ day }) => within(day))
  const asked = new Set([...read.pages, ...read.polls].map(({ day }) => day))
  const { days, missing } = judgeDays(readers, asked, period, now)
  const [begin] = days
  const seqs = pages.map(({ seq }) => seq)
  const [first, last] = [seqs[0], seqs.at(-1)]
  const statement: GapStatement = {
    stream,
    from,
    to,
    size,
    connections: readers.length,
    pages: pages.length,
    polls: sum(polls, (row) => row.polls),
    items: sum(pages, (page) => page.items),
    new: sum(pages, (page) => page.new),
    restated: sum(pages, (page) => page.restated),
    bytes: sum(pages, (page) => page.bytes),
    pages_sha256: pagesDigest(pages),
    ...(first !== undefined && { first_pull: first }),
    ...(last !== undefined && { last_pull: last }),
    days,
    missing,
    ...(begin?.state === 'complete' && { complete_through: begin.to }),
    nothing_missing: missing.length === 0,
  }
  return { statement, ...(seqs.length > 0 && seqs.length <= MOST_REFS && { refs: seqs }) }
}
