// From the bill to the finance tool: a FOCUS file of what the simulated vendors billed agrees with the Costs screen to the nanodollar, and each
// row names a record of the ledger by its true hash.
import { beforeAll, describe, expect, it } from 'vitest'
import { CostsAnswer } from '../../worker/http/schemas/costs.ts'
import { Conformance } from '../../worker/http/schemas/exports.ts'
import type { TenantId } from '../../worker/ids.ts'
import { hex, utf8 } from '../../worker/ledger/bytes.ts'
import { leafHash } from '../../worker/ledger/hash.ts'
import { DAY, drain, later, type Stage, stage, turn } from '../pull/stage.ts'
import { ledger } from '../support/tenants.ts'
import { type Asked, type Exporter, exporterOn, nano, type Row, billedIn as sum } from './focus-file.ts'
import { type Call, connectionsAt, ownerAt } from './front-door.ts'

let on: Stage
let tenant: TenantId
let call: Call
let exporter: Exporter

const exported = (asked?: Asked) => exporter.exported(call, asked)

async function billed(filter: string): Promise<string> {
  return CostsAnswer.parse((await call('GET', `/api/costs?from=2026-11-01&to=2026-11-23${filter}`)).body).totals.billed
}

beforeAll(async () => {
  on = stage({ BACKFILL_DAYS: '20' })
  later(3 * DAY)
  exporter = exporterOn(on)
  const owner = await ownerAt(exporter.open)
  tenant = owner.tenant
  call = owner.call
  for (const key of ['admin', 'openaiAdmin']) await connectionsAt(on, call).connect(key)
  await turn(on, { analytics: 'on' })
  await drain(on)
  await ledger(tenant).settle()
}, 300_000)

describe('a FOCUS export of a company', () => {
  it('sums to what the Costs screen shows, for every filter', async () => {
    const days = { from: '2026-11-01', to: '2026-11-23' }
    const all = await exported({ filter: days })
    expect(all.rows.length).toBeGreaterThan(300)
    expect(String(sum(all.rows))).toBe(await billed(''))
    const workspace = all.rows.find(
      (row) => row.x_Vendor === 'anthropic' && row.SubAccountId !== 'default',
    )?.SubAccountId
    for (const filter of [
      { vendor: 'openai' },
      { vendor: 'anthropic', workspace: ['default'] },
      { workspace: [String(workspace)] },
    ]) {
      const query = Object.entries(filter).map(([name, value]) => `&${name}=${[value].flat().join('')}`)
      const { rows } = await exported({ filter: { ...days, ...filter } })
      expect(rows.length).toBeGreaterThan(0)
      expect(String(sum(rows))).toBe(await billed(query.join('')))
    }
  })

  it('carries in every row the position and the leaf hash of the record that says it', async () => {
    const { rows } = await exported({ filter: { from: '2026-11-18', to: '2026-11-20' } })
    for (const row of rows.filter((_, at) => at % 7 === 0)) {
      const seq = Number(row.x_RecordSeq)
      const [record] = await ledger(tenant).records(seq, seq)
      const said = JSON.parse(record?.text ?? '{}')
      expect(hex(leafHash(utf8(record?.text ?? '')))).toBe(row.x_RecordHash)
      expect(record?.leaf).toBe(row.x_RecordHash)
      expect([said.kind, said.data.amount_nano, said.rev]).toEqual([
        'cost',
        String(nano(row.BilledCost)),
        Number(row.x_RecordRevision),
      ])
    }
  })

  it('passes every requirement that a machine can test', async () => {
    const { id, texts } = await exported()
    const report = Conformance.parse((await call('GET', `/api/exports/${id}/conformance`)).body)
    expect(report.results.filter(({ result }) => result === 'failed').map(({ id: rule }) => rule)).toEqual([
      'CostAndUsage-D-033-O',
    ])
    expect(report.rules.all).toBe(621)
    expect(report.requirements.passed).toBeGreaterThan(190)
    expect(JSON.parse(texts.get('report') ?? '')).toEqual(report)
    expect(texts.get('readme')).toContain('x_RecordHash its leaf hash')
  })

  it('knows the tokens behind most lines, and their list price', async () => {
    const { rows } = await exported()
    const share = (some: readonly Row[], keep: (row: Row) => boolean) => some.filter(keep).length / some.length
    const tokens = rows.filter(({ x_CostType }) => x_CostType === 'tokens')
    for (const vendor of ['anthropic', 'openai']) {
      const own = tokens.filter(({ x_Vendor }) => x_Vendor === vendor)
      expect([vendor, share(own, ({ ConsumedQuantity }) => ConsumedQuantity !== null) > 0.9]).toEqual([vendor, true])
      expect([vendor, share(own, ({ PricingUnit }) => PricingUnit === '1000000 Tokens') > 0.6]).toEqual([vendor, true])
    }
  })

  it('splits lines by key without losing a nanodollar', async () => {
    const whole = await exported({ filter: { vendor: 'anthropic' } })
    const parts = await exported({ filter: { vendor: 'anthropic' }, focus: { by_key: true } })
    expect(parts.rows.length).toBeGreaterThan(whole.rows.length)
    expect(parts.rows.some(({ x_CostBasis }) => x_CostBasis === 'allocated')).toBe(true)
    const bySeq = (rows: readonly Row[]) => {
      const sums = new Map<string, bigint>()
      for (const row of rows)
        sums.set(String(row.x_RecordSeq), (sums.get(String(row.x_RecordSeq)) ?? 0n) + nano(row.BilledCost))
      return [...sums].sort()
    }
    expect(bySeq(parts.rows)).toEqual(bySeq(whole.rows))
  })

  it('adds estimates only when they are asked for, marked, and outside the sum of the bill', async () => {
    const { rows, texts } = await exported({ focus: { estimates: true } })
    const estimates = rows.filter(({ x_CostBasis }) => x_CostBasis === 'estimate')
    const bill = rows.filter(({ x_CostBasis }) => x_CostBasis === 'vendor_billed')
    expect(estimates.length).toBeGreaterThan(0)
    expect(JSON.parse(texts.get('report') ?? '{}')).toMatchObject({
      billed_nano: String(sum(bill)),
      estimated_nano: String(sum(estimates)),
    })
    expect((await exported()).rows.every(({ x_CostBasis }) => x_CostBasis === 'vendor_billed')).toBe(true)
  })

  it('names nobody', async () => {
    const { texts } = await exported({ focus: { by_key: true, estimates: true } })
    expect(/@|sub_[0-9a-z]{20}/.exec(texts.get('csv') ?? '')?.[0]).toBeUndefined()
  })
})
