// From the company in this process to figures a day: the two administrators' connections, and content capture at two volumes.
import { HASH_BYTES } from '../../worker/ledger/hash.ts'
import { appendPending } from '../../worker/root/cut.ts'
import { takeLeaf } from '../../worker/root/pending.ts'
import { ROOT_SCHEMA } from '../../worker/root/schema.ts'
import { createSchema } from '../../worker/tenant/storage.ts'
import type { ConnectionKind } from '../../worker/vendors/stream.ts'
import { type Company, openCompany, passTicks } from './company.ts'
import { lineThrough, type Metrics, metricsOf, minus, type Workload } from './metrics.ts'
import { Storage } from './platform/objects.ts'
import { clock } from './platform/stage.ts'

/** The last minutes before a Wednesday; the past is read first, so that re-reads find what is known and the day's rows are all new. */
const OPENS = '2026-11-17T23:52:00.000Z'
const SINCE = '2026-11-13'
const DAY = '2026-11-18'
/** All ticks of that day. */
const TICKS = 96
/** Chats of the company's two years, ten messages each, in the smaller and the larger measurement. */
const CHATS = [4_000, 16_000] as const

/** Tables of D1 whose rows are written by the clock and not by what the vendor has. */
const BY_CLOCK = ['stream', 'connection', 'projection', 'usage_sums', 'content_index']

/** `recordsByStream`: a day's records of each stream. `messages`: units of `content`. */
export type Measured = {
  measuredAt: string
  people: number
  admin: Workload
  content: Workload
  recordsByStream: Record<string, number>
  /** Bytes a row with its share of the indexes, of the tables that grow. */
  bytesARow: Record<string, number>
  /** Bytes of the root log object's SQLite for each leaf. */
  rootLeafBytes: number
}

/** Of a span's row whose texts were pruned: its numbers, its time and the row's own bytes. */
const SPAN_BYTES = 64

/** Records, and the bytes that pruning takes out of SQLite again: the spans' table without leaves and rows. */
function recordsOf({ stage, tenant }: Company): { records: number; texts: number } {
  const { storage } = stage.ledgers.get(tenant)
  const sums = 'SELECT COALESCE(SUM(count), 0) AS records FROM record'
  const { records } = storage.sql.exec(sums).one() as { records: number } // the statement's one column
  const { bytes = 0, rows = 0 } = storage.db.tables().get('record') ?? {}
  return { records, texts: bytes - records * HASH_BYTES - rows * SPAN_BYTES }
}

const MESSAGES = 'anthropic.content, messages'

/** Records of each stream, messages and pull records apart. */
function streamsOf({ stage, tenant }: Company): Map<string, number> {
  const streams = new Map<string, number>()
  const spans = stage.ledgers.get(tenant).storage.sql.exec('SELECT texts FROM record').toArray() as { texts: string }[] // nothing is pruned yet
  for (const text of spans.flatMap(({ texts }) => texts.split('\n'))) {
    const { stream, kind } = JSON.parse(text) as { stream: string; kind: string } // our own records
    const name = kind === 'pull' ? 'pull records' : kind === 'message' ? MESSAGES : stream
    streams.set(name, (streams.get(name) ?? 0) + 1)
  }
  return streams
}

const sizeOf = (tables: Map<string, { bytes: number }>): number =>
  [...tables.values()].reduce((sum, { bytes }) => sum + bytes, 0)

/** Requests so far to paths that the pattern fits. */
const askedOf = ({ asked }: Company, pattern: RegExp): number =>
  [...asked].reduce((sum, [path, count]) => sum + (pattern.test(path) ? count : 0), 0)

const REPORTS = /_report|\/analytics\//
const COMPLIANCE = /\/compliance\//
const OPENAI = /^\/v1\/organization\//

/** Everything counted since the company was opened. */
function reading(company: Company): Metrics {
  const { stage, tenant } = company
  const { storage, calls, alarms } = stage.ledgers.get(tenant)
  const [vault, archive, { records, texts }] = [stage.vault.weigh(), stage.archive.weigh(), recordsOf(company)]
  const anthropic = askedOf(company, /^\/v1\/(organizations|compliance)/)
  const [reports, compliance] = [askedOf(company, REPORTS), askedOf(company, COMPLIANCE)]
  return {
    records,
    restated: storage.db.tables().get('prior')?.rows ?? 0,
    textBytes: texts,
    keptBytes: sizeOf(storage.db.tables()) - texts,
    ledgerRowsWritten: storage.db.counts.rowsWritten,
    objectCalls: calls,
    objectAlarms: alarms,
    d1Bytes: sizeOf(stage.tenants.tables()),
    d1RowsWritten: stage.tenants.counts.rowsWritten,
    d1Queries: stage.tenants.counts.queries,
    vaultObjects: vault.objects,
    vaultBytes: vault.bytes,
    archiveObjects: archive.objects,
    archiveBytes: archive.bytes,
    classA: stage.vault.counts.classA + stage.archive.counts.classA,
    classB: stage.vault.counts.classB + stage.archive.counts.classB,
    pulls: stage.queues.pulls.counts.messages + stage.queues.backfills.counts.messages,
    jobs: stage.queues.jobs.counts.messages,
    anthropicReports: reports,
    anthropicCompliance: compliance,
    anthropicOther: anthropic - reports - compliance,
    openaiRequests: askedOf(company, OPENAI),
    rootLeaves: stage.root.leaves,
    cpuMs: process.cpuUsage().user / 1000,
  }
}

type Day = { company: Company; day: Metrics; byClock: number; streams: Record<string, number> }

/** One day after the past was read. */
async function measureDay(kinds: ConnectionKind[], chats?: number): Promise<Day> {
  const company = await openCompany({ kinds, at: OPENS, since: SINCE, ...(chats !== undefined && { chats }) })
  // The day's long re-read is left out: it asks for as many pages again as one read, and finds next to nothing new where the past is known.
  company.stage.tenants.run('UPDATE stream SET long_reread = ?', [DAY])
  const clockRows = () => BY_CLOCK.reduce((sum, table) => sum + (company.stage.tenants.written.get(table) ?? 0), 0)
  const [before, rowsBefore, streamsBefore] = [reading(company), clockRows(), streamsOf(company)]
  await passTicks(company, TICKS)
  const day = minus(reading(company), before)
  const byClock = clockRows() - rowsBefore
  const streams = [...streamsOf(company)].map(([name, count]) => [name, count - (streamsBefore.get(name) ?? 0)])
  clock.stop()
  return { company, day, byClock, streams: Object.fromEntries(streams) as Record<string, number> } // pairs of those
}

/** What follows the size of a company; the rest of an administrator's day follows the clock. */
const BY_SIZE: readonly string[] = [
  'records',
  'restated',
  'textBytes',
  'keptBytes',
  'ledgerRowsWritten',
  'd1Bytes',
  'd1RowsWritten',
  'vaultObjects',
  'vaultBytes',
  'archiveBytes',
  'cpuMs',
]

/** One company is the unit of size: what follows its size, and what follows the clock. */
function bySize({ day, byClock }: Day): Workload {
  const each = metricsOf((metric) => {
    if (!BY_SIZE.includes(metric)) return 0
    return metric === 'd1RowsWritten' ? day[metric] - byClock : day[metric]
  })
  return { each, fixed: minus(day, each) }
}

/** Messages captured on a measured day. */
const messagesOf = ({ streams }: Day): number => streams[MESSAGES] ?? 0

const rowBytes = (tables: Map<string, { bytes: number; rows: number }>, place: string): [string, number][] =>
  [...tables]
    .filter(([, { rows }]) => rows >= 200)
    .map(([name, { bytes, rows }]) => [`${place}.${name}`, Math.round(bytes / rows)])

const LEAVES = 20_000

/** The root log's own cut, of many random leaves at once. */
function measureRootLeaf(): number {
  const { db, sql } = new Storage()
  const storage = sql as unknown as SqlStorage // `exec` is what is called
  createSchema(storage, ROOT_SCHEMA)
  const before = sizeOf(db.tables())
  for (let leaf = 0; leaf < LEAVES; leaf++) takeLeaf(storage, crypto.getRandomValues(new Uint8Array(64)), null, 0)
  appendPending(storage)
  return (sizeOf(db.tables()) - before) / LEAVES
}

/** Runs all three. About half a minute where nothing else runs. */
export async function measure(): Promise<Measured> {
  const admin = await measureDay(['anthropic_admin', 'openai_admin'])
  const small = await measureDay(['anthropic_compliance'], CHATS[0])
  const large = await measureDay(['anthropic_compliance'], CHATS[1])
  const companies = [admin, large].map(({ company }) => company)
  return {
    measuredAt: new Date().toISOString().slice(0, 10),
    people: admin.company.simulator.world.company.people.length,
    admin: bySize(admin),
    content: lineThrough({ units: messagesOf(small), day: small.day }, { units: messagesOf(large), day: large.day }),
    rootLeafBytes: measureRootLeaf(),
    recordsByStream: { ...large.streams, ...admin.streams },
    bytesARow: Object.fromEntries(
      companies.flatMap(({ stage, tenant }) => [
        ...rowBytes(stage.ledgers.get(tenant).storage.db.tables(), 'ledger'),
        ...rowBytes(stage.tenants.tables(), 'd1'),
      ]),
    ),
  }
}
