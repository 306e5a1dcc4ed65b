// What gap statements are made of: the pages and polls of some streams, found by looking through the records a stretch at a time.
import type { LedgerRecord } from '../ledger/record.ts'
import { readRange } from './read.ts'
import { readHead } from './storage.ts'
import { firstSince } from './tally.ts'
import type { Source } from './views.ts'

/** UTC days, both included, by stream. `first`: where the last answer said to go on; null begins. */
export type PagesAsk = { periods: Record<string, { from: string; to: string }>; first: number | null }

export type FoundPage = {
  stream: string
  seq: number
  day: string
  sha256: string
  bytes: number
  items: number
  new: number
  restated: number
}
export type FoundPolls = { stream: string; day: string; polls: number }

/**
 * `brought`: pull records of these streams with a record of the period, as far as it was looked through here. `next`: null at the end of
 * the ledger, where the polls come along that have no record yet.
 */
export type PagesFound = {
  pages: FoundPage[]
  polls: FoundPolls[]
  brought: number[]
  next: number | null
  size: number
}

/** Records in memory at once: of the largest kind, 64 MB. */
const CHUNK = 1000
/** Chunks in one answer: some 20 milliseconds in which nothing is appended. */
const CHUNKS = 5
/** Vendors' clocks run ahead by less: nothing of the period was read before. */
const EARLY_MS = 86_400_000

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)

const firstInstant = (periods: readonly { from: string }[]): string => {
  const from = Math.min(...periods.map((period) => Date.parse(period.from)))
  return Number.isFinite(from) ? new Date(from - EARLY_MS).toISOString() : ''
}

/** Looks through the next records. A page is read after what it tells happened, so that nothing lies before the period's first day. */
export async function readPages({ sql, archive, tenant }: Source, asked: PagesAsk): Promise<PagesFound> {
  const { size } = readHead(sql)
  // Read in the same turn as the size: what becomes a record meanwhile lies above it.
  const waiting = sql.exec<FoundPolls>('SELECT stream, day, polls FROM poll').toArray()
  const periods = new Map(Object.entries(asked.periods))
  const brought = new Set<number>()
  const found: PagesFound = { pages: [], polls: [], brought: [], next: null, size }
  let at = asked.first ?? firstSince(sql, firstInstant([...periods.values()]))
  for (let chunk = 0; chunk < CHUNKS && at < size; chunk++, at += CHUNK) {
    for (const { text } of await readRange(sql, archive, tenant, at, Math.min(at + CHUNK, size) - 1)) {
      // Our own bytes, checked when they were appended.
      const record = JSON.parse(text) as LedgerRecord
      const period = periods.get(record.stream)
      if (period === undefined) continue
      const day = record.occurred_at.slice(0, 10)
      if (record.kind === 'pull') keepPull(found, record, day)
      else if (record.source !== undefined && day >= period.from && day <= period.to) brought.add(record.source.pull)
    }
  }
  found.brought = [...brought]
  if (at < size) return { ...found, next: at }
  found.polls.push(...waiting.filter(({ stream }) => periods.has(stream)))
  return found
}

function keepPull(found: PagesFound, { stream, seq, data }: LedgerRecord, day: string): void {
  if (data.polls !== undefined) {
    found.polls.push({ stream, day, polls: numberOf(data.polls) })
    return
  }
  const { page_sha256: sha256, bytes, items, restated } = data
  found.pages.push({
    stream,
    seq,
    day,
    sha256: typeof sha256 === 'string' ? sha256 : '',
    bytes: numberOf(bytes),
    items: numberOf(items),
    new: numberOf(data.new),
    restated: numberOf(restated),
  })
}
