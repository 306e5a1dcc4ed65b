// The Usage page: what its URL asks of the API, its bars, its words.
import { describe, expect, it } from 'vitest'
import { seriesOf } from '../../web/src/figures/groups.ts'
import { isStated } from '../../web/src/figures/stated.ts'
import {
  askOf,
  asksForPeople,
  dimensions,
  filterOf,
  furtherLists,
  isFurther,
  rowsAskOf,
} from '../../web/src/pages/usage/ask.ts'
import { usagePoints } from '../../web/src/pages/usage/points.ts'
import { aloneWithRequests, cachedShare, inputOf, isUnknown, tokenKinds } from '../../web/src/pages/usage/sums.ts'

const noWrites = { cache_write_1h: '0', cache_write_30m: '0', cache_write_12h: '0' }
const today = '2026-11-20'
const range = { from: '2026-10-24', to: today }

const tokens = {
  uncached_input: '100',
  cache_read: '300',
  cache_write_5m: '20',
  cache_write_1h: '30',
  cache_write_30m: '40',
  cache_write_12h: '10',
  output: '10',
  total: '510',
}

describe('the question to the API', () => {
  it('is the last 28 days by model when the URL is empty', () => {
    expect(askOf({}, range)).toEqual({ from: '2026-10-24', to: today, by: 'model', step: 'day' })
  })
  it('names the vendor that is chosen, and none when all are', () => {
    expect(askOf({ vendor: 'openai' }, range)).toMatchObject({ vendor: 'openai' })
    expect(filterOf({ vendor: 'openai', product: ['images'] }, range)).toEqual({
      ...range,
      vendor: 'openai',
      product: ['images'],
    })
    expect(Object.keys(filterOf({}, range))).toEqual(['from', 'to'])
  })
  it('repeats every filter, and "none" as the empty word', () => {
    expect(filterOf({ model: ['claude-opus-5-5'], workspace: ['-'] }, range)).toEqual({
      ...range,
      model: ['claude-opus-5-5'],
      workspace: [''],
    })
  })
})

describe('the records behind a number', () => {
  it('are closed at first', () => {
    expect(rowsAskOf({}, today)).toBeNull()
  })
  it('of the sum are those of the whole filter', () => {
    expect(rowsAskOf({ rows: '1', r: '28d', tier: ['batch'] }, today)).toEqual({ ...range, tier: ['batch'] })
  })
  it('of a bar are those of its day, its week, its month', () => {
    expect(rowsAskOf({ day: '2026-11-12' }, today)).toEqual({ from: '2026-11-12', to: '2026-11-12' })
    expect(rowsAskOf({ day: '2026-11-09', step: 'week' }, today)).toEqual({ from: '2026-11-09', to: '2026-11-15' })
    expect(rowsAskOf({ day: '2026-11-01', step: 'month' }, today)).toEqual({ from: '2026-11-01', to: today })
  })
  it('of a group narrow the filter to it, also where the vendor names none', () => {
    const all = { by: 'workspace' as const, workspace: ['wrkspc_1', '-'] }
    expect(rowsAskOf({ ...all, of: 'anthropic:' }, today)).toEqual({ ...range, vendor: 'anthropic', workspace: [''] })
    for (const by of dimensions) {
      expect(rowsAskOf({ by, of: 'anthropic:a value' }, today)).toMatchObject({
        vendor: 'anthropic',
        [by]: ['a value'],
      })
    }
    expect(rowsAskOf({ vendor: 'openai', by: 'product', of: 'openai:images', model: ['m'] }, today)).toEqual({
      ...range,
      vendor: 'openai',
      model: ['m'],
      product: ['images'],
    })
    expect(rowsAskOf({ of: 'anthropic:claude-opus-5-5', day: '2026-11-12' }, today)).toEqual({
      from: '2026-11-12',
      to: '2026-11-12',
      vendor: 'anthropic',
      model: ['claude-opus-5-5'],
    })
  })
})

describe('sums by person', () => {
  const people = { ...range, by: 'person' }
  it('are made of rows of their own, so the rows and the CSV are asked for by person', () => {
    expect(filterOf({ by: 'person' }, range)).toEqual(people)
    expect(rowsAskOf({ by: 'person', rows: '1' }, today)).toEqual(people)
    expect(rowsAskOf({ by: 'person', of: 'anthropic:sub_1' }, today)).toEqual({
      ...people,
      vendor: 'anthropic',
      person: ['sub_1'],
    })
  })
  it('are the only ones: by any other dimension nothing is said of people', () => {
    for (const by of dimensions.filter((one) => one !== 'person')) expect(filterOf({ by }, range)).toEqual(range)
  })
})

describe('what a role or a vendor leaves out', () => {
  it('is about people only where people are asked for', () => {
    expect([{ by: 'person' as const }, { person: ['sub_1'] }].map(asksForPeople)).toEqual([true, true])
    expect([{}, { by: 'tier' as const }, { person: [] }].map(asksForPeople)).toEqual([false, false, false])
  })
  it('takes away a tab that no row states, and none before that is known', () => {
    expect(isStated(undefined)).toBe(true)
    expect(isStated([{ value: '' }])).toBe(false)
    expect(isStated([])).toBe(false)
    expect(isStated([{ value: '' }, { value: 'fast' }])).toBe(true)
  })
  it('never takes away the model, the workspace or the person', () => {
    expect(dimensions.filter((one) => !isFurther(one))).toEqual(['model', 'workspace', 'person'])
    expect(dimensions.filter(isFurther).sort()).toEqual(Object.keys(furtherLists).sort())
  })
})

describe('the bars', () => {
  const group = { vendor: 'anthropic' as const, key: 'claude-opus-5-5' }
  const days = [
    {
      day: '2026-11-12',
      closed: true,
      groups: [{ ...group, tokens: '442900000', output: '1000', estimate: '5000000000' }],
    },
    { day: '2026-11-20', closed: false, groups: [{ ...group, tokens: '10', output: '1', estimate: null }] },
  ]
  const series = seriesOf([{ ...group, label: 'claude-opus-5-5' }])
  it('measure tokens, output or cost', () => {
    expect(usagePoints(days, series, 'tokens', 'day', range)[0]).toMatchObject({
      values: [442_900_000],
      total: '442.9 M',
    })
    expect(usagePoints(days, series, 'output', 'day', range)[0]?.values).toEqual([1000])
    expect(usagePoints(days, series, 'cost', 'day', range)[0]).toMatchObject({ values: [5], total: '$5.00' })
  })
  it('are hatched while a day is open, and never show an unknown price as zero', () => {
    expect(usagePoints(days, series, 'cost', 'day', range)[1]).toMatchObject({
      open: true,
      values: [null],
      total: 'no price',
    })
  })
})

describe('sums', () => {
  it('count everything a model was given as input', () => {
    expect(inputOf(tokens)).toBe(500n)
    expect(cachedShare(tokens)).toBe(0.6)
  })
  it('know no share of no input', () => {
    const none = { ...tokens, uncached_input: '0', cache_read: '0', cache_write_5m: '0' }
    expect(cachedShare({ ...none, ...noWrites })).toBeNull()
  })
})

describe('the kinds of tokens', () => {
  it('add up to the sum, and leave out what did not occur', () => {
    const found = tokenKinds({ ...tokens, cache_write_12h: '0', total: '500' })
    expect(found.map(({ kind }) => kind.id)).toEqual([
      'uncached_input',
      'cache_read',
      'cache_write_5m',
      'cache_write_30m',
      'cache_write_1h',
      'output',
    ])
    expect(found.reduce((sum, one) => sum + BigInt(one.tokens), 0n)).toBe(500n)
    expect(found[1]).toMatchObject({ tokens: '300', share: 0.6 })
  })
})

describe('what nobody knows', () => {
  it('is how many requests there were at a vendor that counts none: the sum is then the other’s alone', () => {
    const groups = [
      { vendor: 'anthropic' as const, requests: null },
      { vendor: 'openai' as const, requests: null },
      { vendor: 'openai' as const, requests: '12' },
    ]
    expect(aloneWithRequests(groups)).toEqual(['openai'])
    expect(aloneWithRequests(groups.slice(1))).toEqual([])
    expect(aloneWithRequests([])).toEqual([])
  })
  it('is a price only where no row has one', () => {
    expect(isUnknown({ estimate: { nano: '0', rows_without_price: 3 }, records: 3 })).toBe(true)
    expect(isUnknown({ estimate: { nano: '5', rows_without_price: 2 }, records: 3 })).toBe(false)
    expect(isUnknown({ estimate: { nano: '0', rows_without_price: 0 }, records: 0 })).toBe(false)
  })
})
