// The requirements model run over rows: the golden ones pass, and each kind of damage fails the rule that is about it.
import { describe, expect, it } from 'vitest'
import { COLUMNS } from '../../worker/export/focus/columns.ts'
import { BEGIN, Conformance } from '../../worker/export/focus/conformance.ts'
import { reportOf } from '../../worker/export/focus/conformance-report.ts'
import { planFor } from '../../worker/export/focus/judge-plan.ts'
import { loadModel } from '../../worker/export/focus/model.ts'
import type { Table } from './csv.ts'
import { failed, GOLDEN_CLAIMS, golden, judge } from './golden.ts'
import { slimModel } from './slim.ts'

/** The golden rows with one cell changed. */
function damaged(row: number, column: string, value: string | null): Table {
  const table = golden()
  const at = table.columns.indexOf(column)
  return { ...table, rows: table.rows.map((cells, n) => (n === row ? cells.with(at, value) : cells)) }
}

function without(column: string): Table {
  const { columns, rows } = golden()
  const at = columns.indexOf(column)
  return { columns: columns.toSpliced(at, 1), rows: rows.map((cells) => cells.toSpliced(at, 1)) }
}

describe('the model that the Worker carries', () => {
  it('is the official one, slimmed by the same function', async () => {
    expect(await loadModel()).toEqual(slimModel())
  })

  it('has every rule once', () => {
    const ids = slimModel().rules.map(({ id }) => id)
    expect([ids.length, new Set(ids).size]).toEqual([621, 621])
    expect(slimModel().rules.filter(({ judged }) => judged !== true)).toHaveLength(420)
  })
})

describe('the golden rows', () => {
  it('fail no requirement', () => {
    const report = judge(golden())
    expect(failed(report)).toEqual([])
    expect(report.rules).toEqual({ all: 621, passed: 228, failed: 1, not_applicable: 392 })
    expect(report.recommendations.failed).toBe(1) // InvoiceId is recommended and left out
  })

  it('say of every rule that was not tested why', () => {
    const open = judge(golden()).results.filter(
      ({ result, reason }) => (result === 'not_applicable') === (reason === undefined),
    )
    expect(open).toEqual([])
  })

  it('come to the same in two halves', () => {
    const { columns, rows } = golden()
    const model = slimModel()
    const plan = planFor(model, columns, new Set(GOLDEN_CLAIMS))
    const first = new Conformance(plan, -1, BEGIN)
    for (const row of rows.slice(0, 4)) first.add(row)
    const second = new Conformance(plan, -1, JSON.parse(JSON.stringify(first.standing())))
    for (const row of rows.slice(4)) second.add(row)
    expect(reportOf(model, plan, second.standing(), GOLDEN_CLAIMS)).toEqual(judge(golden()))
  })
})

describe('a damaged cell fails the rule that is about it', () => {
  it.each<[string, number, string, string | null, string]>([
    ['no billed cost', 0, 'BilledCost', null, 'BilledCost-C-003-M'],
    ['a cost with a separator', 0, 'BilledCost', '1,234.5', 'BilledCost-C-001-M'],
    ['a cost with a currency sign', 0, 'EffectiveCost', '$12', 'EffectiveCost-C-001-M'],
    ['a plus sign', 0, 'ContractedCost', '+12.345', 'ContractedCost-C-002-M'],
    ['no account', 2, 'BillingAccountId', null, 'BillingAccountId-C-001-M'],
    ['an account name of spaces', 2, 'BillingAccountName', '  ', 'BillingAccountName-C-002-M'],
    ['a currency of two letters', 0, 'BillingCurrency', 'US', 'BillingCurrency-C-003-M'],
    ['a currency that is none', 0, 'BillingCurrency', 'XQZ', 'BillingCurrency-C-006-M'],
    ['an instant without its time', 0, 'ChargePeriodStart', '2026-05-04', 'ChargePeriodStart-C-001-M'],
    ['a day that no month has', 0, 'ChargePeriodStart', '2026-02-30T00:00:00Z', 'ChargePeriodStart-C-001-M'],
    ['an offset', 0, 'BillingPeriodEnd', '2026-06-01T00:00:00+00:00', 'BillingPeriodEnd-C-002-M'],
    ['a category that is none', 0, 'ChargeCategory', 'Refund', 'ChargeCategory-C-003-M'],
    ['a class that is none', 0, 'ChargeClass', 'Wrong', 'ChargeClass-C-005-C'],
    ['no frequency', 0, 'ChargeFrequency', null, 'ChargeFrequency-C-002-M'],
    ['a list cost that is not the product', 0, 'ListCost', '12.346', 'ListCost-C-009-C'],
    ['a quantity off by one', 1, 'PricingQuantity', '91.000001', 'ListUnitPrice-C-010-C'],
    ['a negative list price', 0, 'ListUnitPrice', '-3', 'ListUnitPrice-C-008-M'],
    ['use without a list price', 0, 'ListUnitPrice', null, 'ListUnitPrice-C-005-C'],
    ['use without a quantity', 0, 'PricingQuantity', null, 'PricingQuantity-C-005-C'],
    ['a quantity without a unit', 0, 'PricingUnit', null, 'PricingUnit-C-006-C'],
    ['a consumed unit without a quantity', 0, 'ConsumedQuantity', null, 'ConsumedUnit-C-005-C'],
    ['a consumed quantity on a credit', 8, 'ConsumedQuantity', '1', 'ConsumedQuantity-C-004-C'],
    ['use without an SKU', 0, 'SkuId', null, 'SkuId-C-005-C'],
    [
      'one price of two SKUs',
      1,
      'SkuPriceId',
      'anthropic:claude-sonnet-4-5:uncached_input_tokens:standard:0-200k',
      'SkuPriceId-C-008-M',
    ],
    ['details without a price', 8, 'SkuPriceDetails', '{"x_Model":"m"}', 'SkuPriceDetails-C-004-C'],
    ['details that are no JSON', 0, 'SkuPriceDetails', '{x}', 'SkuPriceDetails-C-001-M'],
    ['tags in tags', 0, 'Tags', '{"team":{"a":1}}', 'Tags-C-001-M'],
    ['a key twice', 0, 'Tags', '{"team":"a","team":"b"}', 'Tags-C-001-M'],
    ['tags as a list', 0, 'Tags', '["a"]', 'Tags-C-001-M'],
    ['an account below without a name', 0, 'SubAccountName', null, 'SubAccountName-C-005-C'],
    ['a name of no account below', 0, 'SubAccountId', null, 'SubAccountName-C-004-C'],
    ['a region name without a region', 0, 'RegionName', 'Somewhere', 'RegionName-C-004-C'],
    ['a service category that is none', 0, 'ServiceCategory', 'Artificial', 'ServiceCategory-C-003-M'],
    ['a service of two categories', 0, 'ServiceCategory', 'Compute', 'ServiceName-C-005-C'],
    ['a subcategory of another category', 0, 'ServiceSubcategory', 'Containers', 'ServiceSubcategory-C-004-M'],
    ['a pricing category that is none', 0, 'PricingCategory', 'Cheap', 'PricingCategory-C-007-M'],
    ['money for somebody else', 0, 'InvoiceIssuerName', 'Somebody', 'BilledCost-C-005-C'],
    ['half a surrogate', 0, 'ChargeDescription', 'a\ud800', 'ChargeDescription-C-001-M'],
  ])('%s', (_, row, column, value, rule) => {
    const report = judge(damaged(row, column, value))
    expect(failed(report)).toContain(rule)
    const { first, rows } = report.results.find(({ id }) => id === rule) ?? {}
    expect(rows?.failed).toBeGreaterThan(0)
    expect(first?.[0]?.row).toBeGreaterThan(0)
  })

  it('and the rules above it', () => {
    const report = judge(damaged(0, 'BilledCost', null))
    expect(failed(report)).toEqual(
      expect.arrayContaining(['BilledCost-C-000-M', 'CostAndUsage-D-002-M', 'CostAndUsage-D-000-M']),
    )
    expect(failed(report)).not.toContain('EffectiveCost-C-000-M')
  })

  it('only on the row that has it', () => {
    const { first } =
      judge(damaged(5, 'ChargeFrequency', 'Sometimes')).results.find(({ id }) => id === 'ChargeFrequency-C-003-M') ?? {}
    expect(first).toEqual([{ row: 6, record: null, value: 'Sometimes' }])
  })
})

describe('a column that is not there', () => {
  it.each([
    ['BilledCost', 'CostAndUsage-D-006-M', 'BilledCost-C-003-M'],
    ['Tags', 'CostAndUsage-D-064-C', 'Tags-C-001-M'],
    ['SkuPriceId', 'CostAndUsage-D-058-C', 'SkuPriceId-C-001-M'],
  ])('%s fails its presence and none of its own rules', (column, presence, own) => {
    const report = judge(without(column))
    expect(failed(report)).toContain(presence)
    expect(report.results.find(({ id }) => id === own)).toMatchObject({ result: 'not_applicable', reason: 'column' })
  })

  it('is not asked for by providers that do not claim what it is for', () => {
    const claims = GOLDEN_CLAIMS.filter((one) => one !== 'TAGGING_SUPPORTED')
    expect(failed(judge(without('Tags'), claims))).toEqual([])
    const rule = judge(without('Tags'), claims).results.find(({ id }) => id === 'CostAndUsage-D-064-C')
    expect(rule).toMatchObject({ reason: 'criterion', what: 'TAGGING_SUPPORTED' })
  })
})

describe('our own columns', () => {
  it('are FOCUS ones in the order of the alphabet, then those with x_', () => {
    const ours = COLUMNS.filter((name) => name.startsWith('x_'))
    expect(COLUMNS).toEqual([...COLUMNS.filter((name) => !name.startsWith('x_')).sort(), ...ours])
    expect(COLUMNS).not.toContain('InvoiceId')
  })
})
