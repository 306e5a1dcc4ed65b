// Costs: every line with the amount exactly as the vendor says it, whatever form it comes in.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nanoOfDollars, scaled } from '../../../worker/vendors/counts.ts'
import { costs } from '../../../worker/vendors/openai/costs.ts'
import grouped from '../../vectors/openai-examples/costs.json'
import ungrouped from '../../vectors/openai-examples/costs.ungrouped.json'
import extra from '../../vectors/openai-examples/live-variants/costs.extra-fields.json'
import strings from '../../vectors/openai-examples/live-variants/costs.string-amounts.json'
import { ask, idOf, inTurn, literal, ORGANIZATION, pageOf, queryOf } from '../literal.ts'
import { bucket, lastPage } from './reporting.ts'

const draftsOf = async (answer: unknown) => pageOf(await costs.page(literal(inTurn(answer)).client, ask())).drafts
const line = (more: object) =>
  lastPage([bucket(0, [{ line_item: 'gpt-6.2-sol, input', project_id: 'proj_one', ...more }])])
const amountOf = async (value: unknown) => {
  const [draft] = await draftsOf(line({ amount: { value, currency: 'usd' } }))
  return [draft?.data.amount, draft?.data.amount_nano]
}

describe('the cost report', () => {
  it('is asked for by project and line, ninety days in one page', async () => {
    const { client, asked } = literal(inTurn(grouped))
    const { days } = pageOf(await costs.page(client, ask()))
    expect(asked[0]?.url.pathname).toBe('/v1/organization/costs')
    expect(queryOf(asked[0])).toEqual([
      ['start_time', '1794873600'],
      ['end_time', '1795046400'],
      ['bucket_width', '1d'],
      ['limit', '180'],
      ['group_by[]', 'project_id'],
      ['group_by[]', 'line_item'],
    ])
    expect(days).toEqual(['2026-11-18', '2026-11-19'])
    expect(costs).toMatchObject({ capability: 'costs', lists: 'cost', backfill: { days: 90, step: 90 } })
  })

  it('gives one record a line', async () => {
    const drafts = await draftsOf(grouped)
    expect(drafts).toHaveLength(26)
    expect(new Set(drafts.map((draft) => idOf(draft))).size).toBe(26)
    expect(drafts[4]).toEqual({
      kind: 'cost',
      id: expect.stringMatching(/^2026-11-18\/costs\/[0-9a-f]{32}$/),
      occurredAt: '2026-11-18T00:00:00.000Z',
      data: {
        day: '2026-11-18',
        organization: ORGANIZATION,
        project: 'proj_7Qm2vX0aLrT4cB9yKd1WnE8s',
        line_item: 'batch | gpt-5.4-mini-2026-03-17, input',
        model: 'gpt-5.4-mini-2026-03-17',
        cost_type: 'tokens',
        token_type: 'input',
        service_tier: 'batch',
        context_window: null,
        amount: '3.525',
        amount_nano: '3525000000',
        currency: 'USD',
        quantity: 9400000,
        quantity_unit: 'tokens',
        source: 'costs',
      },
    })
  })

  it('adds up to the same without the lines', async () => {
    const sumOf = async (answer: unknown) =>
      (await draftsOf(answer)).reduce((sum, { data }) => sum + BigInt(String(data.amount_nano)), 0n)
    expect(await sumOf(grouped)).toBe(await sumOf(ungrouped))
  })

  it('drops what comes unasked about people', async () => {
    const drafts = await draftsOf(extra)
    expect(drafts).toHaveLength(1)
    expect(drafts[0]).not.toHaveProperty('who')
    expect(drafts[0]).not.toHaveProperty('fields')
    expect(JSON.stringify(drafts)).not.toMatch(/user-|tanaka|northwind|Support Copilot/i)
  })

  it('keeps two lines that look alike, and the id of one that is restated', async () => {
    const one = { amount: { value: 1, currency: 'usd' }, line_item: 'x', project_id: null }
    const ids = (await draftsOf(lastPage([bucket(0, [one, one])]))).map((draft) => idOf(draft))
    expect(new Set(ids).size).toBe(2)
    const restated = await draftsOf(lastPage([bucket(0, [{ ...one, amount: { value: 2, currency: 'usd' } }])]))
    expect(restated.map((draft) => idOf(draft))).toEqual([ids[0]])
  })
})

describe('an amount', () => {
  it('comes as text too, up to absurd precision', async () => {
    const drafts = await draftsOf(strings)
    expect(drafts.map(({ data }) => [data.amount, data.amount_nano])).toEqual([
      ['6.4211800000000000000000000000000000', '6421180000'],
      ['0E-6176', '0'],
    ])
    expect(drafts[0]?.data).toMatchObject({ quantity: null, quantity_unit: null })
  })

  it.each<[unknown, string, string]>([
    [42.4854244, '42.4854244', '42485424400'],
    [0, '0', '0'],
    [-1.25, '-1.25', '-1250000000'],
    ['-0.0000000005', '-0.0000000005', '0'],
    ['-0.0000000015', '-0.0000000015', '-2'],
    ['0.0000000005', '0.0000000005', '0'],
    ['0.0000000015', '0.0000000015', '2'],
    ['0.0000000006', '0.0000000006', '1'],
    ['-9223372036.854775807', '-9223372036.854775807', '-9223372036854775807'],
    ['0E+999999999', '0E+999999999', '0'],
    ['0.00000000150000000000000000000000000001', '0.00000000150000000000000000000000000001', '2'],
    [1e-7, '1e-7', '100'],
    ['1.5E+3', '1.5E+3', '1500000000000'],
    ['123E-6176', '123E-6176', '0'],
    ['9223372036.854775807', '9223372036.854775807', '9223372036854775807'],
    [' 1.00 ', '1.00', '1000000000'],
  ])('%j is kept as said, and in nanodollars half to even', async (value, said, nano) => {
    expect(await amountOf(value)).toEqual([said, nano])
  })

  it('that is written out to 6,176 places is read, not feared', async () => {
    const long = `0.${'0'.repeat(6175)}1`
    expect(await amountOf(`1${long.slice(1)}`)).toEqual([`1${long.slice(1)}`, '1000000000'])
    expect(await amountOf(long)).toEqual([long, '0'])
  })

  it.each([null, undefined])('of %j is zero, and the record says that none was said', async (value) => {
    expect(await amountOf(value)).toEqual([null, '0'])
  })

  it.each([null, undefined])('that is missing altogether (%j) is zero too, in dollars', async (amount) => {
    const [draft] = await draftsOf(line({ amount }))
    expect(draft?.data).toMatchObject({ amount: null, amount_nano: '0', currency: 'USD' })
  })

  it.each([
    'NaN',
    'Infinity',
    '-Infinity',
    '',
    '1,5',
    '0x10',
    'free',
    {},
    true,
    '1e999',
    '9223372036.854775808',
    '-9223372036.854775808',
    '1'.repeat(7001),
  ])('of %j makes the page unreadable', async (value) => {
    const answer = line({ amount: { value, currency: 'usd' } })
    const result = await costs.page(literal(inTurn(answer)).client, ask())
    expect(result).toMatchObject({ ok: false, fault: { code: 'unreadable' } })
    expect(!result.ok && result.fault.words).toContain('data.0.results.0.amount')
  })

  it.each([
    ['1e999999999', undefined],
    ['1e-999999999', 0n],
    ['0e999999999', 0n],
    [`${'9'.repeat(40)}e-999999999`, 0n],
    [`${'9'.repeat(41)}`, undefined],
  ])('%s is read without a power of ten as long', (text, nano) => expect(scaled(text, 9)).toBe(nano))

  it('is exact for any amount with nine places', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.nat(20), (nano, zeros) => {
        const text = (nano < 0n ? -nano : nano).toString().padStart(10, '0')
        const said = `${nano < 0n ? '-' : ''}${text.slice(0, -9)}.${text.slice(-9)}${'0'.repeat(zeros)}`
        return nanoOfDollars(said) === nano.toString()
      }),
    )
  })
})

describe('a quantity', () => {
  it.each<[unknown, unknown]>([
    [96, 96],
    ['96', 96],
    [96.5, '96.5'],
    [0, 0],
    [1e21, '1e+21'],
    [null, null],
    ['lots', null],
    [{}, null],
  ])('of %j is %j, and never holds the money back', async (said, kept) => {
    const [draft] = await draftsOf(line({ amount: { value: 1, currency: 'usd' }, quantity: said }))
    expect(draft?.data).toMatchObject({ quantity: kept, amount_nano: '1000000000' })
  })
})
