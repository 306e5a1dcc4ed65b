// The job behind a FOCUS export over a ledger made by hand: what is in it, how it is cut, what dies and comes twice, what is refused.
import { beforeAll, describe, expect, it } from 'vitest'
import { hex, utf8 } from '../../worker/ledger/bytes.ts'
import { leafHash } from '../../worker/ledger/hash.ts'
import { canonicalize } from '../../worker/ledger/jcs.ts'
import type { SealedDraft } from '../../worker/tenant/draft.ts'
import { readCsv } from '../focus/csv.ts'
import { at } from '../http/harness.ts'
import { gone } from '../tenant/drafts.ts'
import { ask, call, deliver, drain, filesOf, ledger, made, PORTS, type Stage, stage, view } from './stage.ts'

let on: Stage

const STREAM = 'anthropic.costs'
/** A bill line of a day of November; another amount under the same day and place is a restatement. */
function cost(day: number, workspace: string | null, cents: number, rev = 0): SealedDraft {
  const iso = `2026-11-${String(day).padStart(2, '0')}`
  const money = { amount: String(cents), amount_nano: `${cents}0000000`, currency: 'USD', source: 'cost_report' }
  const what = {
    model: 'claude-opus-5-5',
    token_type: 'output_tokens',
    cost_type: 'tokens',
    description: '=1+1, "odd"',
  }
  const data = { day: iso, organization: 'org_a', workspace, ...what, ...money }
  const id = `${iso}/${workspace ?? ''}`
  return {
    kind: 'cost',
    id,
    rev,
    occurredAt: `${iso}T00:00:00.000Z`,
    dataJson: canonicalize(data),
    value: String(cents),
  }
}

const append = (drafts: SealedDraft[]) => ledger(on.tenant).append({ stream: STREAM, drafts })
const asked = { format: 'focus' as const }

async function tableOf(id: string) {
  const { volumes } = await view(on, id)
  const files = await filesOf(on, id)
  const texts = volumes.flatMap(({ kind }, place) => (kind === 'csv' ? [new TextDecoder().decode(files[place])] : []))
  return texts.flatMap((text) => {
    const { columns, rows } = readCsv(text)
    return rows.map((cells) => Object.fromEntries(columns.map((column, place) => [column, cells[place] ?? null])))
  })
}

beforeAll(async () => {
  on = await stage()
  await append([cost(10, 'wrkspc_a', 100), cost(10, 'wrkspc_b', 250), cost(11, 'wrkspc_a', 300), cost(11, null, 7)])
  await append([cost(12, 'wrkspc_a', 500), cost(12, 'wrkspc_b', 900)])
  // One is restated, one is taken back.
  await append([cost(10, 'wrkspc_b', 275, 1), gone('2026-11-12/wrkspc_b', 1, 'cost')])
})

describe('a FOCUS export', () => {
  it('has the amounts in force, by day, each with the record that says it', async () => {
    const seen = await made(on, asked)
    const rows = await tableOf(seen.id)
    expect(rows.map((row) => [row.ChargePeriodStart?.slice(8, 10), row.SubAccountId, row.BilledCost])).toEqual([
      ['10', 'wrkspc_a', '1'],
      ['10', 'wrkspc_b', '2.75'],
      ['11', 'default', '0.07'],
      ['11', 'wrkspc_a', '3'],
      ['12', 'wrkspc_a', '5'],
    ])
    for (const { x_RecordSeq, x_RecordHash, x_RecordRevision } of rows) {
      const [record] = await ledger(on.tenant).records(Number(x_RecordSeq), Number(x_RecordSeq))
      expect([record?.leaf, hex(leafHash(utf8(record?.text ?? '')))]).toEqual([x_RecordHash, x_RecordHash])
      expect(JSON.parse(record?.text ?? '{}')).toMatchObject({ stream: STREAM, rev: Number(x_RecordRevision) })
    }
    expect(rows.map((row) => row.x_RecordRevision)).toEqual(['0', '1', '0', '0', '0'])
    expect(seen).toMatchObject({ format: 'focus', as_of: 'newest', records: 5, content: 'none', disclosed: false })
    expect(seen.focus).toEqual({ files: ['csv', 'parquet'], estimates: false, by_key: false })
    expect(seen.volumes.map(({ kind }) => kind)).toEqual(['csv', 'parquet', 'report', 'readme'])
  })

  it('is below a checkpoint that its records are in', async () => {
    const seen = await made(on, asked)
    const rows = await tableOf(seen.id)
    expect(Math.max(...rows.map((row) => Number(row.x_RecordSeq)))).toBeLessThan(seen.checkpoint_size ?? 0)
  })

  it.each([
    ['days', { from: '2026-11-11', to: '2026-11-11' }, ['0.07', '3']],
    ['a workspace', { workspace: ['wrkspc_a'] }, ['1', '3', '5']],
    ['the default workspace', { workspace: ['default'] }, ['0.07']],
    ['a vendor', { vendor: 'anthropic' as const, to: '2026-11-10' }, ['1', '2.75']],
  ])('takes %s', async (_, filter, amounts) => {
    const { id } = await made(on, { ...asked, filter })
    expect((await tableOf(id)).map(({ BilledCost }) => BilledCost)).toEqual(amounts)
  })

  it('is cut by days where it has many rows, and judged as one', async () => {
    const seen = await made(on, asked, { ...PORTS, focusRows: 2 })
    expect(seen.volumes.map(({ kind, records }) => [kind, records])).toEqual([
      ['csv', 2],
      ['parquet', 2],
      ['csv', 2],
      ['parquet', 2],
      ['csv', 1],
      ['parquet', 1],
      ['report', 0],
      ['readme', 0],
    ])
    expect(seen.records).toBe(5)
    const report = await call(on, 'GET', `/api/exports/${seen.id}/conformance`)
    expect(report.body).toMatchObject({ rows: 5, billed_nano: '11820000000', requirements: { failed: 0 } })
    const { body } = await call(on, 'GET', `/api/exports/${seen.id}/link`)
    const names = [0, 1, 2, 3].map((place) =>
      String(at(body, 'links', String(place), 'file_name')).replace(/^.*-focus/, ''),
    )
    expect(names).toEqual(['-1of3.csv', '-1of3.parquet', '-2of3.csv', '-2of3.parquet'])
  })

  it('has only the files that were asked for', async () => {
    const seen = await made(on, { ...asked, focus: { files: ['parquet'] } })
    expect(seen.volumes.map(({ kind }) => kind)).toEqual(['parquet', 'report', 'readme'])
    expect(seen.records).toBe(5)
  })

  it('is not changed by what comes in while it is made', async () => {
    const id = await ask(on, asked)
    const [message] = on.jobs
    // The first step settles what is in it.
    const { stepExport } = await import('../../worker/export/job.ts')
    await stepExport(on.env, message as Parameters<typeof stepExport>[1], PORTS)
    await append([cost(13, 'wrkspc_a', 1111), cost(10, 'wrkspc_a', 9999, 1)])
    await ledger(on.tenant).settle()
    await drain(on)
    expect((await tableOf(id)).map(({ BilledCost }) => BilledCost)).toEqual(['1', '2.75', '0.07', '3', '5'])
    expect((await view(on, id)).state).toBe('ready')
    // As it was, for the tests below.
    await append([cost(10, 'wrkspc_a', 100, 2), gone('2026-11-13/wrkspc_a', 1, 'cost')])
  })

  it('is the same when every message comes twice', async () => {
    const id = await ask(on, asked)
    const before = await ledger(on.tenant).state()
    for (let next = on.jobs.shift(); next !== undefined; next = on.jobs.shift()) {
      await deliver(on, next)
      await deliver(on, next)
    }
    const seen = await view(on, id)
    expect([seen.state, seen.volumes.length, seen.records]).toEqual(['ready', 4, 5])
    // One record more: that it was made.
    expect((await ledger(on.tenant).state()).size).toBe(before.size + 1)
  })

  it('says in its files what is in them, to whoever fetches them by the link', async () => {
    const seen = await made(on, asked)
    const { body } = await call(on, 'GET', `/api/exports/${seen.id}/link`)
    const types = []
    for (const place of ['0', '1', '2', '3']) {
      const { pathname, search } = new URL(String(at(body, 'links', place, 'url')))
      const answer = await on.door.request(`${pathname}${search}`, {})
      types.push([answer.status, answer.headers.get('content-type')])
      await answer.arrayBuffer()
    }
    expect(types).toEqual([
      [200, 'text/csv; charset=utf-8; header=present'],
      [200, 'application/vnd.apache.parquet'],
      [200, 'application/json'],
      [200, 'text/plain; charset=utf-8'],
    ])
    expect((await view(on, seen.id)).downloads).toBe(4)
  })

  it('stops opening when it is revoked, and its report with it', async () => {
    const seen = await made(on, asked)
    const { body } = await call(on, 'GET', `/api/exports/${seen.id}/link`)
    const { pathname, search } = new URL(String(at(body, 'links', '0', 'url')))
    await call(on, 'POST', `/api/exports/${seen.id}/revoke`)
    expect((await on.door.request(`${pathname}${search}`, {})).status).toBe(410)
    expect((await call(on, 'GET', `/api/exports/${seen.id}/conformance`)).status).toBe(410)
  })

  it('says in words that nothing matches', async () => {
    const id = await ask(on, { ...asked, filter: { vendor: 'openai' } })
    await drain(on)
    expect(await view(on, id)).toMatchObject({
      state: 'failed',
      words: expect.stringContaining('No bill line matches'),
    })
  })

  it('is not offered when its rows are not the bill', async () => {
    const id = await ask(on, asked)
    const [message] = on.jobs
    const { stepExport } = await import('../../worker/export/job.ts')
    await stepExport(on.env, message as Parameters<typeof stepExport>[1], PORTS)
    await on.env.TENANTS_US.prepare(`UPDATE export SET plan = json_set(plan, '$.sum', '1') WHERE id = ?`).bind(id).run()
    await drain(on)
    expect(await view(on, id)).toMatchObject({ state: 'failed', words: expect.stringContaining('do not add up') })
  })

  it('is a record when it is asked for and when it is made', async () => {
    const { id } = await made(on, { ...asked, focus: { by_key: true } })
    const { size } = await ledger(on.tenant).state()
    const listed = await ledger(on.tenant).records(Math.max(0, size - 6), size - 1)
    const acts = listed.map(({ text }) => JSON.parse(text)).filter(({ data }) => data.export === id)
    expect(acts.map(({ data }) => [data.action, data.format, data.focus?.by_key, data.rows])).toEqual([
      ['created', 'focus', true, undefined],
      ['made', undefined, undefined, 5],
    ])
  })
})

describe('a wish that cannot be', () => {
  it.each<[string, object, string]>([
    ['kinds', { filter: { kinds: ['usage'] } }, 'body.filter.kinds'],
    ['our own acts', { filter: { vendor: 'tallystick' } }, 'body.filter.vendor'],
    ['opened fields', { disclose: true }, 'body.disclose'],
    ['texts', { content: 'masked' }, 'body.content'],
    ['an anchored checkpoint', { as_of: 'anchored' }, 'body.as_of'],
    ['no file', { focus: { files: [] } }, 'body.focus.files'],
  ])('%s is refused', async (_, body, path) => {
    const reply = await call(on, 'POST', '/api/exports', { ...asked, ...body })
    expect([reply.status, at(reply.body, 'error', 'details', '0', 'path')]).toEqual([400, path])
  })

  it('of rows of a bundle is refused', async () => {
    const reply = await call(on, 'POST', '/api/exports', { focus: {} })
    expect([reply.status, at(reply.body, 'error', 'details', '0', 'path')]).toEqual([400, 'body.focus'])
  })

  it('leaves bundles without a conformance report', async () => {
    const { id } = await made(on, { filter: { kinds: ['cost'] } })
    expect((await call(on, 'GET', `/api/exports/${id}/conformance`)).status).toBe(404)
  })
})
