// From bill lines to rows: exact money, quantities only where they are sure, list prices that multiply exactly.
import { describe, expect, it } from 'vitest'
import type { FocusRow } from '../../worker/export/focus/columns.ts'
import { billLine } from '../../worker/export/focus/line.ts'
import { Quantities } from '../../worker/export/focus/quantity.ts'
import { focusRow } from '../../worker/export/focus/row.ts'
import type { LedgerRecord } from '../../worker/ledger/record.ts'
import { around, cell, line } from './lines.ts'

const rowOf = (one = line(), cells = [cell(1000n)]): FocusRow =>
  focusRow(one, new Quantities([one], cells).of(one), around)

describe('a row', () => {
  it('has the billed amount as billed, effective and contracted cost', () => {
    expect(rowOf()).toMatchObject({
      BilledCost: '12.345',
      EffectiveCost: '12.345',
      ContractedCost: '12.345',
      x_CostBasis: 'vendor_billed',
    })
  })

  it('has list price × tokens as its list cost', () => {
    // claude-opus-5-5: 20 dollars per million of output tokens.
    expect(rowOf()).toMatchObject({
      ConsumedQuantity: '1000',
      ConsumedUnit: 'Tokens',
      PricingQuantity: '0.001',
      PricingUnit: '1000000 Tokens',
      ListUnitPrice: '20',
      ListCost: '0.02',
    })
    const batch = { tier: 'batch', geo: 'us' }
    expect(rowOf(line(batch), [cell(3n, batch)])).toMatchObject({
      ListUnitPrice: '11',
      ListCost: '0.000033',
      RegionId: 'us',
      RegionName: 'United States',
    })
  })

  it('is priced by its amount where the tokens are not known', () => {
    const row = rowOf(line(), [])
    expect(row).toMatchObject({
      ConsumedQuantity: null,
      ConsumedUnit: null,
      PricingQuantity: '12.345',
      PricingUnit: 'USD',
      ListUnitPrice: '1',
      ListCost: '12.345',
    })
    expect(row.SkuPriceId).toMatch(/:amount$/)
  })

  it.each([
    ['a model without a price', line({ model: 'claude-nobody-9' }), [cell(5n, { model: 'claude-nobody-9' })]],
    ['a tier that is negotiated', line({ tier: 'priority' }), [cell(5n, { tier: 'priority' })]],
    ['use at two speeds', line(), [cell(5n), cell(6n, { speed: 'fast' })]],
    ['a list amount of the vendor that is another', line({ listed: 99n }), [cell(5n)]],
  ])('keeps the tokens and not the price of %s', (_, one, cells) => {
    expect(rowOf(one, cells)).toMatchObject({ ConsumedUnit: 'Tokens', PricingUnit: 'USD', ListUnitPrice: '1' })
  })

  it('takes the list amount that the vendor states', () => {
    expect(rowOf(line({ listed: 20_000_000n }))).toMatchObject({ ListCost: '0.02', PricingUnit: '1000000 Tokens' })
    expect(rowOf(line({ listed: 15_000_000_000n }), [])).toMatchObject({ BilledCost: '12.345', ListCost: '15' })
  })

  it.each([
    ['another day', { day: '2026-11-19' }],
    ['another workspace', { workspace: null }],
    ['another window', { contextWindow: '200k-1M' }],
    ['another region', { geo: 'us' }],
  ])('takes no tokens of %s', (_, over) => {
    expect(rowOf(line(), [cell(5n, over)]).ConsumedQuantity).toBeNull()
  })

  it('takes no tokens that another line could claim', () => {
    const [a, b] = [line(), line({ nano: 1n })]
    const quantities = new Quantities([a, b], [cell(5n)])
    expect([quantities.of(a), quantities.of(b)]).toEqual([undefined, undefined])
  })

  it('counts searches in thousands', () => {
    const search = line({
      costType: 'web_search',
      tokenType: null,
      model: null,
      tier: null,
      contextWindow: null,
      geo: null,
    })
    const cells = [cell(1n, { counts: { ...cell(0n).counts, web_searches: 12n } })]
    expect(rowOf(search, cells)).toMatchObject({
      ConsumedQuantity: '12',
      ConsumedUnit: 'Searches',
      PricingQuantity: '0.012',
      PricingUnit: '1000 Searches',
      ListUnitPrice: '10',
      ListCost: '0.12',
      SkuId: 'anthropic:web_search',
    })
  })

  it('takes the quantity that a bill states, in the spelling of FOCUS', () => {
    const openai = (unit: string, over = {}) =>
      line({
        vendor: 'openai',
        model: 'gpt-6.2-sol',
        tokenType: 'cached_input',
        tier: null,
        contextWindow: null,
        geo: null,
        quantity: { count: { digits: 15n, places: 1 }, unit },
        ...over,
      })
    expect(rowOf(openai('tokens'), [])).toMatchObject({
      ConsumedQuantity: '1.5',
      PricingUnit: '1000000 Tokens',
      ListUnitPrice: '0.1',
      SubAccountType: 'Project',
    })
    expect(rowOf(openai('gibibyte_hours'), [])).toMatchObject({ ConsumedUnit: 'GiB-Hours', PricingUnit: 'USD' })
    expect(rowOf(openai('odd_new_things'), [])).toMatchObject({ ConsumedUnit: 'Odd New Things' })
    expect(rowOf(openai('tokens', { contextWindow: 'long' }), [])).toMatchObject({ PricingUnit: 'USD' })
    expect(rowOf(openai('tokens', { tier: 'batch' }), [])).toMatchObject({ ListUnitPrice: '0.05' })
  })

  it('is a credit without quantity and price where the line is negative', () => {
    expect(rowOf(line({ nano: -5n }))).toMatchObject({
      ChargeCategory: 'Credit',
      ChargeFrequency: 'One-Time',
      BilledCost: '-0.000000005',
      ListCost: '-0.000000005',
      PricingQuantity: null,
      ListUnitPrice: null,
    })
  })

  it('ends its periods where the next ones begin', () => {
    expect(rowOf(line({ day: '2026-12-31' }))).toMatchObject({
      BillingPeriodStart: '2026-12-01T00:00:00Z',
      BillingPeriodEnd: '2027-01-01T00:00:00Z',
      ChargePeriodStart: '2026-12-31T00:00:00Z',
      ChargePeriodEnd: '2027-01-01T00:00:00Z',
    })
  })

  it('says whose it is: account, workspace, team', () => {
    expect(rowOf()).toMatchObject({
      BillingAccountId: 'org_a',
      SubAccountId: 'wrkspc_a',
      Tags: '{"cost_center":"4711","team":"Search"}',
    })
    expect(rowOf(line({ workspace: null, organization: null }))).toMatchObject({
      BillingAccountId: 'tenant_1',
      SubAccountId: 'default',
      SubAccountName: 'Default',
      Tags: null,
    })
    expect(rowOf(line({ vendor: 'openai', workspace: null }))).toMatchObject({
      SubAccountId: null,
      SubAccountName: null,
      SubAccountType: null,
    })
  })

  it('reads a record as it stands', () => {
    const data = {
      day: '2026-11-20',
      project: 'proj_a',
      line_item: 'gpt-6.2-sol, input',
      cost_type: 'tokens',
      token_type: 'input',
      model: 'gpt-6.2-sol',
      amount_nano: '9007199254740993',
      currency: 'USD',
      quantity: 12,
      quantity_unit: 'tokens',
    }
    // The members that a bill line is made of; the rest of a record does not matter here.
    const said = {
      seq: 3,
      rev: 2,
      stream: 'openai.costs',
      occurred_at: '2026-11-20T00:00:00.000Z',
      data,
    } as unknown as LedgerRecord
    expect(billLine(said, 'cd')).toMatchObject({
      vendor: 'openai',
      workspace: 'proj_a',
      nano: 9_007_199_254_740_993n,
      source: { seq: 3, rev: 2, hash: 'cd' },
    })
  })
})
