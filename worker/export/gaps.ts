// Gap statements, computed from the ledger's pull records and from how far each connection has read, and written into the ledger.
import { z } from 'zod'
import { listReaders, type ReaderRow } from '../db/tenant/readers.ts'
import type { TenantId } from '../ids.ts'
import { type Day, dayAt, dayNumber, type GapReason, type Period, type Reader } from '../ledger/gap/days.ts'
import { type Stated, stateGaps } from '../ledger/gap/statement.ts'
import type { Home } from '../region.ts'
import type { RecordAct } from '../tenant/acts.ts'
import type { FoundPage, FoundPolls, PagesFound } from '../tenant/pages.ts'
import { withLedger } from '../tenant/reach.ts'
import { streamById } from '../vendors/catalog.ts'

/** Days left out: from the beginning, until today. What is no day bounds nothing. */
export type GapsAsk = { wants: (stream: string) => boolean; from?: Day | undefined; to?: Day | undefined }

const Cursor = z.object({ to: z.string() })

/** The day before which the past is still to be read, from the cursor that moves with the records; null: nothing of it has come. */
async function leftOf(home: Home, tenant: TenantId, { row }: ReaderRow): Promise<Day | null> {
  const name = `${row.connection}/${row.stream}/backfill`
  const text = await withLedger(home, tenant, async (ledger) => await ledger.cursor(name))
  const cursor = text === null ? undefined : Cursor.safeParse(JSON.parse(text)) // our own JSON
  if (cursor?.success === true) return cursor.data.to
  return row.backfillState === 'done' ? row.backfillFrom : null
}

function whyNow({ row, removedAt, broken, setAside }: ReaderRow): GapReason {
  if (removedAt !== null) return 'disconnected'
  if (broken) return 'key_refused'
  if (setAside.live || row.state === 'set_aside') return 'set_aside'
  if (row.state === 'skipped') return 'refused'
  if (row.state === 'paused') return 'paused'
  return row.state === 'retrying' ? 'failing' : 'not_read'
}

function whyBack(one: ReaderRow): GapReason {
  const { removedAt, setAside, row } = one
  if (removedAt !== null) return 'disconnected'
  if (setAside.backfill) return 'set_aside'
  if (row.backfillState === 'paused') return 'paused'
  if (row.backfillState === 'running') return 'reading_back'
  const now = whyNow(one)
  return row.backfillState === 'waiting' && now === 'not_read' ? 'failing' : now
}

/** How a stream's days are judged. A shape that is not here has no days of its own, and no statement. */
const SHAPES = new Map<string, Reader['shape']>([
  ['inventory', 'list'],
  ['daily', 'days'],
  ['feed', 'days'],
])
const shapeOf = (stream: string): Reader['shape'] | undefined => SHAPES.get(streamById(stream)?.shape ?? '')

async function readerOf(home: Home, tenant: TenantId, one: ReaderRow, shape: Reader['shape']): Promise<Reader> {
  const { row, connectedAt, removedAt } = one
  const { backfillFrom, backfillAsked } = row
  // The day on which the stream began is the last of those that were asked for then.
  const since = backfillFrom === null ? connectedAt.slice(0, 10) : dayAt(dayNumber(backfillFrom) + backfillAsked - 1)
  return {
    connection: row.connection,
    shape,
    since,
    back: { from: backfillFrom ?? since, left: shape === 'list' ? since : await leftOf(home, tenant, one) },
    reached: row.reachedTo,
    ended: removedAt,
    why: { now: whyNow(one), back: whyBack(one) },
  }
}

type Asked = { stream: string; readers: Reader[]; period: Period }

/** The streams that somebody reads, or read, in the period. */
async function streamsOf(home: Home, tenant: TenantId, asked: GapsAsk, today: Day): Promise<Asked[]> {
  const rows = (await listReaders(home.db, tenant)).filter(({ row }) => asked.wants(row.stream))
  const readers = await Promise.all(
    rows.flatMap((one) => {
      const { stream } = one.row
      const shape = shapeOf(stream)
      return shape === undefined ? [] : [readerOf(home, tenant, one, shape).then((reader) => ({ stream, reader }))]
    }),
  )
  const isDay = (day: Day | undefined): day is Day => day !== undefined && Number.isFinite(dayNumber(day))
  const to = isDay(asked.to) && asked.to < today ? asked.to : today
  return [...Map.groupBy(readers, ({ stream }) => stream)].flatMap(([stream, its]) => {
    const begins = its.map(({ reader }) => reader.back.from).sort()
    const from = isDay(asked.from) ? asked.from : (begins[0] ?? to)
    // What was disconnected before the period was not to be read in it; the ledger has the record of that.
    const within = its.map(({ reader }) => reader).filter(({ ended }) => ended === null || ended.slice(0, 10) >= from)
    return within.length === 0 || from > to ? [] : [{ stream, readers: within, period: { from, to } }]
  })
}

/** Looks through the ledger from the first day of these periods on: five thousand records a call. */
async function readPages(home: Home, tenant: TenantId, asked: readonly Asked[]): Promise<PagesFound> {
  const periods = Object.fromEntries(asked.map(({ stream, period }) => [stream, period]))
  const all: { pages: FoundPage[]; polls: FoundPolls[] } = { pages: [], polls: [] }
  const brought = new Set<number>()
  for (let first: number | null = null; ; ) {
    const ask = { periods, first }
    const found: PagesFound = await withLedger(home, tenant, async (ledger) => await ledger.pages(ask))
    all.pages.push(...found.pages)
    all.polls.push(...found.polls)
    for (const seq of found.brought) brought.add(seq)
    if (found.next === null) return { ...found, ...all, brought: [...brought] }
    first = found.next
  }
}

/** The statements of all streams that `asked` wants and that are connected, or were within the period. Writes nothing. */
export async function readGaps(home: Home, tenant: TenantId, asked: GapsAsk, now: Date): Promise<Stated[]> {
  const today = now.toISOString().slice(0, 10)
  const streams = await streamsOf(home, tenant, asked, today)
  if (streams.length === 0) return []
  const { pages, polls, brought, size } = await readPages(home, tenant, streams)
  return streams.flatMap(({ stream, readers, period }) => {
    const own = { pages: pages.filter((page) => page.stream === stream), brought: new Set(brought), size }
    // Today's polls are still being counted; the ledger has a record of them when the day is over.
    const over = polls.filter((row) => row.stream === stream && row.day < today)
    return stateGaps({ stream, readers, polls: over, ...own }, period, now.toISOString())
  })
}

/** Writes statements into the ledger, one record each. The same `id` again writes nothing. */
export async function writeGaps(
  env: Env,
  recordAct: RecordAct,
  of: { tenant: TenantId; id: string },
  stated: readonly Stated[],
): Promise<void> {
  const parts = new Map<string, number>()
  for (const { statement, refs } of stated) {
    const { stream } = statement
    const part = (parts.get(stream) ?? 0) + 1
    parts.set(stream, part)
    const id = `${of.id}/${stream}/${part}`
    const named = refs === undefined ? {} : { refs }
    await recordAct(env, of.tenant, { kind: 'gap', stream: 'tallystick.gap', id, data: statement, ...named })
  }
}
