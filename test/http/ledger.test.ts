// The ledger over HTTP: everything that it says can be checked with what it says.
import { beforeAll, describe, expect, it } from 'vitest'
import { CheckpointList, LedgerHead, RecordDetail, RecordList } from '../../worker/http/schemas/ledger.ts'
import type { TenantId } from '../../worker/ids.ts'
import { fromHex, hex, utf8 } from '../../worker/ledger/bytes.ts'
import { openCheckpoint } from '../../worker/ledger/checkpoint.ts'
import { leafOfText } from '../../worker/ledger/link.ts'
import { parseVkey } from '../../worker/ledger/note.ts'
import { verifyConsistency } from '../../worker/ledger/proof.ts'
import { parseRecord } from '../../worker/ledger/record.ts'
import { verifyTlogProof } from '../../worker/ledger/tlog-proof.ts'
import { appOn, type Call, callsOf, ownerAt } from '../flows/front-door.ts'
import { connectKey, deliver, message, type Stage, stage } from '../pull/stage.ts'
import { ledger } from '../support/tenants.ts'
import { type Browser, expectErrorShape, join } from './harness.ts'

let on: Stage
let tenant: TenantId
let call: Call
let owner: Browser
let head: LedgerHead

beforeAll(async () => {
  on = stage({ BACKFILL_DAYS: '1' })
  const made = await ownerAt(appOn(on))
  tenant = made.tenant
  call = made.call
  owner = made.browser
  const id = await connectKey(on, tenant)
  await deliver(on, 'pulls', [message(tenant, id, 'live', 'anthropic.workspaces')])
  await ledger(tenant).settle()
  await deliver(on, 'pulls', [message(tenant, id, 'live', 'anthropic.members', 'anthropic.api_keys')])
  await ledger(tenant).settle()
  head = LedgerHead.parse((await call('GET', '/api/ledger')).body)
})

const get = async (path: string) => (await call('GET', path)).body
const list = async (query = '') => RecordList.parse(await get(`/api/ledger/records${query}`))
const detail = async (seq: number) => RecordDetail.parse(await get(`/api/ledger/records/${seq}`))
const keys = () => {
  const key = parseVkey(head.vkey)
  if (key === undefined) throw new Error('no verifier key')
  return [key]
}

describe('the head', () => {
  it('is the last record, under a checkpoint that its key signed', async () => {
    expect(head).toMatchObject({ tenant, state: 'running', words: null })
    expect(head.head).toBe((await list('?limit=1')).records[0]?.leaf)
    expect(head.checkpoint?.size).toBe(head.size)
    const file = await get('/api/ledger/checkpoint')
    expect(file).toBe(head.checkpoint?.note)
    const opened = await openCheckpoint(String(file), head.origin, keys())
    expect(opened.ok && opened.checkpoint.size).toBe(head.size)
  })

  it('of a ledger that was never checkpointed says when there will be one', async () => {
    const fresh = await ownerAt(appOn(on))
    const reply = await fresh.call('GET', '/api/ledger/checkpoint')
    if (reply.status !== 200) expectErrorShape(reply, 404, 'not_found')
  })
})

describe('records', () => {
  it('are listed newest first, page after page, each once', async () => {
    const seqs: number[] = []
    let query = '?limit=7'
    for (let pages = 0; pages < 100; pages++) {
      const page = await list(query)
      seqs.push(...page.records.map(({ seq }) => seq))
      if (page.next_cursor === null) break
      query = `?limit=7&cursor=${encodeURIComponent(page.next_cursor)}`
    }
    expect(seqs).toEqual(Array.from({ length: head.size }, (_, at) => head.size - 1 - at))
  })

  it('are listed by range, kind and stream', async () => {
    expect((await list('?from=2&to=4')).records.map(({ seq }) => seq)).toEqual([4, 3, 2])
    const rooms = await list('?stream=anthropic.workspaces&kind=workspace&limit=1000')
    expect(rooms.records.length).toBe(on.simulator.world.company.workspaces.length)
    for (const { kind, stream } of rooms.records) expect([kind, stream]).toEqual(['workspace', 'anthropic.workspaces'])
    expect((await list('?stream=no.such')).records).toEqual([])
    expect((await list(`?to=${head.size + 1000}&limit=1`)).records[0]?.seq).toBe(head.size - 1)
    expect((await list(`?from=${head.size}`)).records).toEqual([])
  })

  it.each(['limit=0', 'limit=1001', 'from=-1', 'to=x', 'kind=nonsense', 'cursor=%00', 'cursor=e30'])(
    'asked for with %s are refused',
    async (query) => {
      const reply = await call('GET', `/api/ledger/records?${query}`)
      expect([reply.status, Object.keys(reply.body ?? {})]).toEqual([400, ['error']])
    },
  )

  it('are whole: exact bytes, opened fields, and the page they came from', async () => {
    const [member] = (await list('?kind=member&limit=1')).records
    const whole = await detail(member?.seq ?? -1)
    expect(hex(leafOfText(whole.record))).toBe(whole.leaf)
    expect(parseRecord(utf8(whole.record)).ok).toBe(true)
    expect(whole).toMatchObject({ fields_state: 'opened', pull: { endpoint: '/v1/organizations/users' } })
    expect(whole.fields?.email).toMatch(/@tarnwick\.example$/)
    expect(whole.who?.subject).toBe(whole.subject)
    expect(whole.record).not.toContain('@')
  })

  it('hide sealed fields from who may not see people', async () => {
    const finance = callsOf((await join(owner, 'finance')).browser, appOn(on))
    const [member] = (await list('?kind=member&limit=1')).records
    const reply = await finance('GET', `/api/ledger/records/${member?.seq}`)
    expect(RecordDetail.parse(reply.body)).toMatchObject({ fields_state: 'hidden', fields: null })
    expect(JSON.stringify(reply.body)).not.toContain('tarnwick.example')
  })

  it.each(['999999', '-1', 'x', '9007199254740993'])('at %s are not there', async (seq) => {
    expect([400, 404]).toContain((await call('GET', `/api/ledger/records/${seq}`)).status)
  })
})

describe('proofs', () => {
  it('of every record verify under the signed checkpoint, and for no other record', async () => {
    for (const { seq, leaf } of (await list('?limit=1000')).records) {
      const proof = String(await get(`/api/ledger/records/${seq}/proof`))
      expect((await verifyTlogProof(proof, fromHex(leaf), head.origin, keys())).ok).toBe(true)
      const other = fromHex(leaf).map((byte) => byte ^ 1)
      expect((await verifyTlogProof(proof, other, head.origin, keys())).ok).toBe(false)
    }
  })

  it('between checkpoints show that nothing was rewritten', async () => {
    const { checkpoints, total } = CheckpointList.parse(await get('/api/ledger/checkpoints'))
    expect(total).toBe(checkpoints.length)
    expect(checkpoints.length).toBeGreaterThan(1)
    const [newer, older] = checkpoints
    if (newer === undefined || older === undefined) throw new Error('two are needed')
    const answer = await get(`/api/ledger/consistency?from=${older.size}&to=${newer.size}`)
    const hashes = (answer as { hashes: string[] }).hashes.map(fromHex)
    const check = (root: string) =>
      verifyConsistency(older.size, newer.size, fromHex(root), fromHex(newer.root), hashes)
    expect(check(older.root)).toBe(true)
    expect(check(newer.root)).toBe(false)
    const first = CheckpointList.parse(await get('/api/ledger/checkpoints?limit=1'))
    const second = CheckpointList.parse(await get(`/api/ledger/checkpoints?limit=1&cursor=${first.next_cursor}`))
    expect([...first.checkpoints, ...second.checkpoints]).toEqual([newer, older])
  })

  it('can be had under an older checkpoint by its size, and under none that does not cover the record', async () => {
    const { checkpoints } = CheckpointList.parse(await get('/api/ledger/checkpoints'))
    const oldest = checkpoints.at(-1)
    const proof = String(await get(`/api/ledger/records/0/proof?size=${oldest?.size}`))
    expect(proof).toContain(`\n${oldest?.size}\n`)
    expectErrorShape(await call('GET', '/api/ledger/records/0/proof?size=1000000'), 404, 'not_found')
    expectErrorShape(await call('GET', `/api/ledger/records/${head.size}/proof`), 404, 'not_found')
    for (const range of ['from=5&to=4', `from=0&to=${head.size + 1}`, 'from=-1&to=2', 'from=a&to=b']) {
      expect((await call('GET', `/api/ledger/consistency?${range}`)).status).toBe(400)
    }
  })
})

describe('tiles', () => {
  it('are served under the layout’s own paths, and nothing else of the bucket is', async () => {
    const there = await call('GET', `/api/ledger/tile/0/000${head.size < 256 ? `.p/${head.size}` : ''}`)
    expect([there.status, there.headers.get('content-type')]).toEqual([200, 'application/octet-stream'])
    for (const path of ['0/000.p/256', '0/00', '9/999', '..%2f..%2fcheckpoint', 'entries/x', '0/000.p/0', '%00']) {
      expect((await call('GET', `/api/ledger/tile/${path}`)).status, path).toBe(404)
    }
  })
})

describe('another tenant', () => {
  it('sees its own ledger only', async () => {
    const other = await ownerAt(appOn(on))
    const theirs = LedgerHead.parse((await other.call('GET', '/api/ledger')).body)
    expect(theirs.tenant).toBe(other.tenant)
    expect(theirs.size).toBeLessThan(head.size)
    expectErrorShape(await other.call('GET', `/api/ledger/records/${head.size - 1}`), 404, 'not_found')
  })

  it('without a role that reads the ledger sees nothing of it', async () => {
    const member = callsOf((await join(owner, 'member')).browser, appOn(on))
    for (const path of ['/records', '/records/0', '/checkpoint', '/records/0/proof', '/tile/0/000']) {
      expectErrorShape(await member('GET', `/api/ledger${path}`), 403, 'forbidden')
    }
  })
})
