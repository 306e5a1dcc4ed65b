// What came and what is missing, from a vendor's pages to an auditor's bundle: the statement, its pulls, and the hash over them.
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { listReaders } from '../../worker/db/tenant/readers.ts'
import { GapList, GapsWritten } from '../../worker/http/schemas/gaps.ts'
import type { TenantId } from '../../worker/ids.ts'
import type { LedgerRecord } from '../../worker/ledger/record.ts'
import { type Stage as ExportStage, filesOf, judge, made, open, troubles } from '../export/stage.ts'
import { expectErrorShape, join } from '../http/harness.ts'
import { connectKey, deliver, HOUR, headOf, later, message, recordsOf, type Stage, stage, turn } from '../pull/stage.ts'
import { home, ledger } from '../support/tenants.ts'
import { appOn, type Call, callsOf, ownerAt } from './front-door.ts'

const STREAMS = ['anthropic.workspaces', 'anthropic.usage', 'anthropic.activity']
let on: Stage
let tenant: TenantId
let connection: string
let call: Call
let exporting: ExportStage

const readNow = async (streams = STREAMS) =>
  void (await deliver(on, 'pulls', [message(tenant, connection, 'live', ...streams)]))
const readBack = async (stream: string) =>
  void (await deliver(on, 'backfills', [message(tenant, connection, 'backfill', stream)]))

/** Time goes by, and the owner looks in now and then: a session that nobody uses ends. */
async function pass(hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour++) {
    later(HOUR)
    if (hour % 2 === 1) await call('GET', '/api/me')
  }
}

/** The 18th to the 20th are read back and read; the feed is refused from the 21st on; it is the 22nd, six hours old. */
beforeAll(async () => {
  on = stage()
  const jobs: unknown[] = []
  on.env = { ...on.env, JOBS: { send: async (body: unknown) => void jobs.push(body) } as unknown as Queue } // the one method that is called
  const door = appOn(on)
  const owner = await ownerAt(door)
  tenant = owner.tenant
  call = owner.call
  exporting = { env: on.env, jobs, door, tenant, owner: owner.browser }
  connection = await connectKey(on, tenant)
  await readNow()
  for (const stream of ['anthropic.usage', 'anthropic.activity']) await readBack(stream)
  await pass(17)
  await readNow()
  await turn(on, { activity: 'off' })
  later(HOUR)
  await readNow()
  await pass(10)
  await readNow()
  await pass(16)
  await readNow()
  await ledger(tenant).settle()
}, 240_000)

const gaps = async (query: string) => {
  const { status, body } = await call('GET', `/api/ledger/gaps${query}`)
  expect([status, body]).toEqual([200, expect.anything()])
  return GapList.parse(body).statements
}
const one = async (stream: string, from: string, to: string) => {
  const [statement, ...more] = await gaps(`?stream=${stream}&from=${from}&to=${to}`)
  expect(more).toEqual([])
  if (statement === undefined) throw new Error('no statement')
  return statement
}
const pullsOf = (records: readonly LedgerRecord[], stream: string) =>
  records.filter((record) => record.kind === 'pull' && record.stream === stream && record.id.startsWith('pull/'))

describe('a statement that is computed now', () => {
  it('says that nothing is missing of what was read back and read on', async () => {
    const statement = await one('anthropic.usage', '2026-11-18', '2026-11-22')
    expect(statement).toMatchObject({
      nothing_missing: true,
      complete_through: '2026-11-21',
      connections: 1,
      days: [
        { from: '2026-11-18', to: '2026-11-21', state: 'complete' },
        { from: '2026-11-22', to: '2026-11-22', state: 'open' },
      ],
    })
    const pulls = pullsOf(await recordsOf(tenant), 'anthropic.usage')
    expect([statement.pages, statement.first_pull, statement.last_pull]).toEqual([
      pulls.length,
      pulls[0]?.seq,
      pulls.at(-1)?.seq,
    ])
    expect(statement.items).toBe(pulls.reduce((sum, { data }) => sum + Number(data.items), 0))
  })

  it('says what is missing of a feed that the vendor no longer lets us read', async () => {
    const statement = await one('anthropic.activity', '2026-11-17', '2026-11-22')
    expect(statement).toMatchObject({ nothing_missing: false })
    expect(statement.missing).toEqual([
      { from: '2026-11-17', to: '2026-11-17', reason: 'before_start', connection },
      { from: '2026-11-21', to: '2026-11-21', reason: 'refused', connection },
    ])
  })

  it('of a list that is the same every hour is complete by its polls', async () => {
    const statement = await one('anthropic.workspaces', '2026-11-20', '2026-11-22')
    expect(statement).toMatchObject({ pages: 1, nothing_missing: true, complete_through: '2026-11-21' })
    expect(statement.polls).toBe(3)
  })

  it('says that a stream that nobody reads yet is missing whole', async () => {
    const statement = await one('anthropic.costs', '2026-11-18', '2026-11-22')
    expect([statement.pages, statement.polls]).toEqual([0, 0])
    expect(statement.missing).toEqual([
      { from: '2026-11-18', to: '2026-11-19', reason: 'reading_back', connection },
      { from: '2026-11-20', to: '2026-11-21', reason: 'not_read', connection },
    ])
  })

  it('speaks of every stream that is connected, from its beginning until today, and writes nothing', async () => {
    const before = await headOf(tenant)
    const all = await gaps('')
    expect(all.map(({ stream }) => stream)).toEqual((await listReaders(home.db, tenant)).map(({ row }) => row.stream))
    expect(all.find(({ stream }) => stream === 'anthropic.usage')).toMatchObject({
      from: '2026-11-18',
      to: '2026-11-22',
    })
    expect(await headOf(tenant)).toEqual(before)
  })

  it('of a stream that nobody knows, and of a time to come, there is none', async () => {
    expect(await gaps('?stream=openai.costs')).toEqual([])
    expect(await gaps('?from=2026-12-01')).toEqual([])
    expectErrorShape(await call('GET', '/api/ledger/gaps?from=2026-11-20&to=2026-11-19'), 400, 'invalid_request')
    expectErrorShape(await call('GET', '/api/ledger/gaps?from=yesterday'), 400, 'invalid_request')
  })
})

const FILTER = { streams: ['anthropic.usage', 'anthropic.activity'], from: '2026-11-18', to: '2026-11-20' }

/** What VERIFY.md tells an auditor to do, with the lines of the bundle and nothing else. */
function recomputed(records: readonly LedgerRecord[], gap: LedgerRecord): string {
  const { stream, from, to, size } = gap.data
  const inside = (record: LedgerRecord) => {
    const day = record.occurred_at.slice(0, 10)
    return record.stream === stream && record.seq < Number(size) && day >= String(from) && day <= String(to)
  }
  const ran = records.filter((record) => record.id.startsWith('pull/') && inside(record)).map(({ seq }) => Number(seq))
  const brought = records.flatMap((record) => (inside(record) && record.source ? [Number(record.source.pull)] : []))
  const seqs = [...new Set([...ran, ...brought])].sort((a, b) => a - b)
  const shas = new Map(records.map(({ seq, data }) => [Number(seq), data.page_sha256]))
  return createHash('sha256')
    .update(JSON.stringify(seqs.map((seq) => [seq, shas.get(seq)])))
    .digest('hex')
}

describe('an export of vendor streams', () => {
  let records: LedgerRecord[]
  let filter: unknown

  beforeAll(async () => {
    const { id } = await made(exporting, { filter: FILTER })
    const [bytes = new Uint8Array(), ...more] = await filesOf(exporting, id)
    expect(more).toEqual([])
    expect(troubles(await judge(exporting, bytes))).toEqual([])
    const opened = await open(bytes)
    records = opened.lines('data/records.jsonl') as LedgerRecord[] // our own bundle, just verified
    filter = opened.predicate.filter
  }, 120_000)
  const statements = () => records.filter(({ kind }) => kind === 'gap')

  it('holds a gap record a stream, made before its checkpoint, and its filter says so', () => {
    expect(filter).toEqual({ ...FILTER, gap_statements: true })
    expect(statements().map(({ stream, data }) => [stream, data.stream, data.nothing_missing])).toEqual([
      ['tallystick.gap', 'anthropic.activity', true],
      ['tallystick.gap', 'anthropic.usage', true],
    ])
  })

  it('holds the pull of every page of its records, and nothing else that was not asked for', () => {
    const seqs = new Set(records.map(({ seq }) => seq))
    const read = records.filter(({ source }) => source !== undefined)
    expect(read.length).toBeGreaterThan(20)
    for (const { source } of read) expect(seqs.has(source?.pull as LedgerRecord['seq'])).toBe(true)
    const streams = new Set(records.map(({ kind, stream }) => `${kind} ${stream}`))
    expect([...streams].sort()).toEqual([
      'activity anthropic.activity',
      'gap tallystick.gap',
      'pull anthropic.activity',
      'pull anthropic.usage',
      'usage anthropic.usage',
    ])
    for (const { kind, occurred_at } of records) {
      if (kind !== 'pull' && kind !== 'gap')
        expect(occurred_at.slice(0, 10) >= FILTER.from && occurred_at < '2026-11-21').toBe(true)
    }
  })

  it('lets an auditor recompute the hash over the pages, and refs name exactly these', () => {
    for (const gap of statements()) {
      expect(gap.data.pages_sha256).toBe(recomputed(records, gap))
      expect(gap.refs).toHaveLength(Number(gap.data.pages))
    }
    const [gap] = statements()
    const without = records.filter(({ seq }) => seq !== gap?.refs?.[0])
    if (gap !== undefined) expect(recomputed(without, gap)).not.toBe(gap.data.pages_sha256)
  })

  it('takes the pulls along although only kinds or a person were asked for, and says so of the streams that have them', async () => {
    const { id } = await made(exporting, { filter: { kinds: ['activity'], from: '2026-11-20', to: '2026-11-20' } })
    const [bytes = new Uint8Array()] = await filesOf(exporting, id)
    expect(troubles(await judge(exporting, bytes))).toEqual([])
    const lines = (await open(bytes)).lines('data/records.jsonl') as LedgerRecord[] // as above
    const kinds = new Set(lines.map(({ kind, stream }) => `${kind} ${stream}`))
    expect([...kinds].sort()).toEqual(['activity anthropic.activity', 'gap tallystick.gap', 'pull anthropic.activity'])
    const gap = lines.find(({ data }) => data.to === '2026-11-20' && data.from === '2026-11-20')
    if (gap === undefined) throw new Error('no statement')
    expect(gap.data.pages_sha256).toBe(recomputed(lines, gap))
  })

  it('makes no statement when it was told not to, and none of our own streams', async () => {
    const before = await ledger(tenant).state()
    for (const filter of [{ ...FILTER, gap_statements: false }, { vendor: 'tallystick' as const }]) {
      const { id } = await made(exporting, { filter })
      const [bytes = new Uint8Array()] = await filesOf(exporting, id)
      const opened = await open(bytes)
      expect(opened.predicate.filter).not.toHaveProperty('gap_statements')
      if (filter.vendor === undefined)
        expect(opened.lines('data/records.jsonl').map((line) => (line as LedgerRecord).kind)).not.toContain('gap')
    }
    const { size } = await ledger(tenant).state()
    const after = (await recordsOf(tenant)).slice(before.size, size)
    expect(after.map(({ kind }) => kind)).toEqual(['export', 'export', 'export', 'export'])
  })

  it('of everything holds the statements without a filter being stated', async () => {
    const { id } = await made(exporting)
    const [bytes = new Uint8Array()] = await filesOf(exporting, id)
    const opened = await open(bytes)
    expect([opened.predicate.filter, opened.predicate.counts.withheld]).toEqual([{}, 0])
  })
})

describe('a statement that is written', () => {
  it('becomes one record a stream, as it was answered', async () => {
    const { size } = await ledger(tenant).state()
    const body = { stream: 'anthropic.usage', from: '2026-11-18', to: '2026-11-21' }
    const reply = await call('POST', '/api/ledger/gaps', body)
    expect(reply.status).toBe(201)
    const { statements, id } = GapsWritten.parse(reply.body)
    const written = (await recordsOf(tenant)).slice(size)
    expect(written.map((record) => [record.kind, record.id, record.data])).toEqual([
      ['gap', `${id}/anthropic.usage/1`, statements[0]],
    ])
  })

  it('is for those who may export; who reads the ledger may compute one', async () => {
    const auditor = callsOf((await join(exporting.owner, 'auditor')).browser, exporting.door)
    expect((await auditor('GET', '/api/ledger/gaps?stream=anthropic.usage')).status).toBe(200)
    expectErrorShape(await auditor('POST', '/api/ledger/gaps', {}), 403, 'forbidden')
    const member = callsOf((await join(exporting.owner, 'member')).browser, exporting.door)
    expectErrorShape(await member('GET', '/api/ledger/gaps'), 403, 'forbidden')
  })
})

describe('after the connection was removed', () => {
  it('the days since are missing by it, and a period after it has no statement', async () => {
    expect((await call('DELETE', `/api/connections/${connection}`)).status).toBeLessThan(300)
    await pass(48)
    const statement = await one('anthropic.usage', '2026-11-20', '2026-11-23')
    expect(statement.missing).toEqual([{ from: '2026-11-22', to: '2026-11-23', reason: 'disconnected', connection }])
    expect(await gaps('?from=2026-11-23')).toEqual([])
  })
})
