// Days, groups and ratios that Overview, Usage and Costs stand on.
import { describe, expect, it } from 'vitest'
import { noFilter } from '../../web/src/figures/ask.ts'
import { barWords, closedPart, comparisonOf, lastDayOf, stepOf, versusWords } from '../../web/src/figures/days.ts'
import { dimensionName, groupCount, rowsTitle } from '../../web/src/figures/dimension-words.ts'
import { fromUrl, readGroup, toUrl } from '../../web/src/figures/fields.ts'
import { barsOf, paintGroups, peakOf, seriesOf, withDistinctLabels } from '../../web/src/figures/groups.ts'
import { quantityWords } from '../../web/src/figures/quantity.ts'
import { addSeries, changeOf, ratio, sevenDaySums } from '../../web/src/figures/ratio.ts'

import { keepVendor } from '../../web/src/figures/vendor.ts'

const today = '2026-11-20'
const range = { from: '2026-10-24', to: today }

describe('the closed part of a range', () => {
  it('leaves out today and the three days before it', () => {
    expect(closedPart(range, today)).toEqual({ from: '2026-10-24', to: '2026-11-16' })
  })
  it('is the whole range when it ended long ago', () => {
    const october = { from: '2026-10-01', to: '2026-10-31' }
    expect(closedPart(october, today)).toEqual(october)
  })
  it('is nothing when every day is open', () => {
    expect(closedPart({ from: '2026-11-17', to: today }, today)).toBeNull()
  })
})

describe('a comparison', () => {
  it('puts as many days before the closed ones', () => {
    const found = comparisonOf(range, 'before', today)
    expect(found).toMatchObject({ days: 24, earlier: { from: '2026-09-30', to: '2026-10-23' } })
    expect(found && versusWords(found)).toBe('against the 24 days before')
  })
  it('keeps the weekdays when it goes back a year', () => {
    const found = comparisonOf(range, 'year', today)
    expect(found?.earlier).toEqual({ from: '2025-10-25', to: '2025-11-17' })
    const weekday = (day: string | undefined) => new Date(`${day}T00:00:00Z`).getUTCDay()
    expect(weekday(found?.earlier.from)).toBe(weekday(found?.now.from))
  })
  it('is not made when nobody asks or no day is closed', () => {
    expect(comparisonOf(range, 'none', today)).toBeNull()
    expect(comparisonOf({ from: today, to: today }, 'before', today)).toBeNull()
  })
})

describe('bars', () => {
  it('are days to a quarter, weeks to a year, then months', () => {
    expect(stepOf(undefined, range)).toBe('day')
    expect(stepOf(undefined, { from: '2026-05-01', to: today })).toBe('week')
    expect(stepOf(undefined, { from: '2024-11-21', to: today })).toBe('month')
    expect(stepOf('month', range)).toBe('month')
  })
  it('end on Sunday, at the end of the month, or with the range', () => {
    expect(lastDayOf('2026-11-16', 'week', '2026-12-31')).toBe('2026-11-22')
    expect(lastDayOf('2026-11-22', 'week', '2026-12-31')).toBe('2026-11-22')
    expect(lastDayOf('2026-11-16', 'week', today)).toBe(today)
    expect(lastDayOf('2026-02-10', 'month', '2026-12-31')).toBe('2026-02-28')
    expect(lastDayOf('2026-12-01', 'month', '2027-01-31')).toBe('2026-12-31')
    expect(lastDayOf('2026-11-12', 'day', today)).toBe('2026-11-12')
  })
  it('are named by their days, with the year only where it changes', () => {
    expect(barWords('2026-11-12', 'day', range)).toEqual({ label: '12 Nov', title: 'Thu 12 Nov' })
    expect(barWords('2026-11-09', 'week', range)).toEqual({ label: '9 Nov', title: '9 Nov – 15 Nov 2026' })
    expect(barWords('2026-11-01', 'month', { from: '2025-12-01', to: today }).label).toBe('Nov 2026')
  })
})

describe('ratios', () => {
  it('have no value where the whole is nothing', () => {
    expect(ratio('5', '0')).toBeNull()
    expect(changeOf('5', '0')).toBeNull()
  })
  it('stay right beyond what a float holds', () => {
    expect(ratio('4503599627370497000', '9007199254740994000')).toBe(0.5)
    expect(changeOf('1100', '1000')).toBeCloseTo(0.1)
    expect(changeOf('900', '1000')).toBeCloseTo(-0.1)
  })
  it('make a sparkline of seven-day sums without open days', () => {
    const days = ['1', '1', '1', '1', '1', '1', '1', '8', '100']
    expect(sevenDaySums(days, 8)).toEqual([7, 14])
    expect(sevenDaySums(days, 7)).toEqual([])
  })
  it('add the days of several groups', () => {
    expect(
      addSeries([
        ['1', '2'],
        ['9007199254740993', '4'],
      ]),
    ).toEqual([9007199254740994n, 6n])
  })
})

const groups = Array.from({ length: 8 }, (_, index) => ({
  vendor: 'anthropic' as const,
  key: `k${index}`,
  label: `K${index}`,
}))

describe('series', () => {
  it('are six and the rest together', () => {
    const { series, place } = seriesOf(groups)
    expect(series.map((one) => one.label)).toEqual(['K0', 'K1', 'K2', 'K3', 'K4', 'K5', '2 others'])
    expect(place.get('anthropic:k7')).toBe(6)
  })
  it('have six different colours even of one vendor', () => {
    const fills = groups.slice(0, 6).map((group) => paintGroups(groups).get(`anthropic:${group.key}`)?.fill)
    expect(new Set(fills).size).toBe(6)
  })
  it('are at most three of each vendor over both, those of one vendor beside each other', () => {
    const both = groups.flatMap(({ key, label }) => [
      { vendor: 'openai' as const, key, label: `O${key}` },
      { vendor: 'anthropic' as const, key, label },
    ])
    const { series, place } = seriesOf(both)
    expect(series.map((one) => one.label)).toEqual(['K0', 'K1', 'K2', 'Ok0', 'Ok1', 'Ok2', '10 others'])
    const fills = series.map((one) => one.paint.fill)
    expect(fills).toEqual(['var(--a1)', 'var(--a2)', 'var(--a3)', 'var(--o1)', 'var(--o2)', 'var(--o3)', 'none'])
    expect([place.get('openai:k2'), place.get('openai:k3'), place.get('anthropic:k7')]).toEqual([5, 6, 6])
  })
  it('say whose they are where two vendors have the same name', () => {
    const twice = [
      { vendor: 'openai' as const, key: 'p', label: 'Search' },
      { vendor: 'anthropic' as const, key: 'w', label: 'Search' },
      { vendor: 'anthropic' as const, key: 'x', label: 'Lab' },
    ]
    expect(withDistinctLabels(twice).map((one) => one.label)).toEqual(['Search, OpenAI', 'Search, Anthropic', 'Lab'])
  })
  it('keep the hue of each vendor while it has depths left', () => {
    const two = [
      { vendor: 'openai' as const, key: 'a' },
      { vendor: 'anthropic' as const, key: 'a' },
    ]
    const paints = paintGroups(two)
    expect(paints.get('openai:a')?.fill).toBe('var(--o1)')
    expect(paints.get('anthropic:a')?.fill).toBe('var(--a1)')
  })
  it('count every group of a bar exactly once', () => {
    const days = [
      { day: '2026-11-12', closed: true, cells: groups.map(({ key }) => ({ id: `anthropic:${key}`, value: 10n })) },
    ]
    const words = (value: bigint) => String(value)
    const [bar] = barsOf({ days, range, step: 'day', groups: seriesOf(groups), words, length: Number })
    expect(bar?.values).toEqual([10, 10, 10, 10, 10, 10, 20])
    expect(bar?.total).toBe('80')
  })
  it('say "no price" for what nobody knows, and "at least" for a sum with such a part', () => {
    const days = [
      {
        day: '2026-11-12',
        closed: false,
        cells: [
          { id: 'anthropic:k0', value: null },
          { id: 'anthropic:k1', value: 5n },
        ],
      },
    ]
    const words = (value: bigint) => String(value)
    const [bar] = barsOf({ days, range, step: 'day', groups: seriesOf(groups.slice(0, 2)), words, length: Number })
    expect(bar).toMatchObject({ values: [null, 5], words: ['no price', '5'], total: '≥ 5', open: true })
  })
  it('know their peak', () => {
    const bar = (key: string, value: number) => ({
      key,
      label: key,
      title: key,
      values: [value],
      words: [''],
      total: '',
    })
    expect(peakOf([bar('a', 1), bar('b', 3), bar('c', 3)])?.key).toBe('b')
    expect(peakOf([])).toBeUndefined()
  })
})

describe('filters in the URL', () => {
  it('carry the value "none" there and back', () => {
    expect(toUrl(['', 'wrkspc_1'])).toEqual(['-', 'wrkspc_1'])
    expect(fromUrl(toUrl(['', 'wrkspc_1']))).toEqual(['', 'wrkspc_1'])
  })
  it('vanish when nothing is chosen', () => {
    expect(toUrl([])).toBeUndefined()
    expect(fromUrl([])).toBeUndefined()
  })
  it('name a group by vendor and key, also the empty key', () => {
    expect(readGroup('anthropic:claude-opus-5-5')).toEqual({ vendor: 'anthropic', key: 'claude-opus-5-5' })
    expect(readGroup('anthropic:')).toEqual({ vendor: 'anthropic', key: '' })
    expect(readGroup('elsewhere:x')).toBeUndefined()
    expect(readGroup(undefined)).toBeUndefined()
  })
})

describe('the vendor', () => {
  const link = (search: { vendor?: 'anthropic' | 'openai' | 'tallystick' }, asked: object) =>
    keepVendor<'anthropic' | 'openai' | 'tallystick'>()({ search, next: () => asked })
  it('goes along with a link that says nothing of it', () => {
    expect(link({ vendor: 'openai' }, { r: '7d' })).toEqual({ r: '7d', vendor: 'openai' })
    expect(link({}, { r: '7d' })).toEqual({ r: '7d' })
  })
  it('stays behind where the link names another, or all', () => {
    expect(link({ vendor: 'openai' }, { vendor: 'anthropic' })).toEqual({ vendor: 'anthropic' })
    expect(link({ vendor: 'openai' }, { vendor: undefined })).toEqual({ vendor: undefined })
  })
  it('is no source that only one screen has', () => {
    expect(link({ vendor: 'tallystick' }, {})).toEqual({})
  })
  it('goes with every filter when they are cleared', () => {
    expect(noFilter(['model', 'tier'])).toStrictEqual({ vendor: undefined, model: undefined, tier: undefined })
  })
})

describe('dimensions', () => {
  it('are called as both vendors call them, or as the chosen one does', () => {
    expect([dimensionName('workspace'), dimensionName('description')]).toEqual([
      'Workspace / project',
      'Line item / description',
    ])
    expect([dimensionName('workspace', 'openai'), dimensionName('workspace', 'anthropic')]).toEqual([
      'Project',
      'Workspace',
    ])
    expect(dimensionName('model', 'openai')).toBe('Model')
  })
  it('count groups in their words', () => {
    expect([groupCount('model', 7), groupCount('person', 1), groupCount('workspace', 2, 'openai')]).toEqual([
      '7 models',
      '1 person',
      '2 projects',
    ])
  })
  it('title the rows by what and when', () => {
    const open = { day: '2026-11-12', of: 'openai:p' }
    expect(rowsTitle('Records', {}, range, [])).toBe('Records')
    expect(rowsTitle('Records', open, range, [{ vendor: 'openai', key: 'p', label: 'Search' }])).toBe(
      'Records: Search, Thu 12 Nov',
    )
    expect(rowsTitle('Bill lines', { of: 'openai:gone' }, range, [])).toBe('Bill lines: openai:gone')
  })
})

describe('quantities', () => {
  const plain = (quantity: string, unit: string, days = false) =>
    quantityWords(quantity, unit, { days }).replaceAll('\u00a0', ' ')
  it.each([
    ['1', 'images', '1 image'],
    ['2400', 'images', '2,400 images'],
    ['1250000', 'characters', '1.25 M characters'],
    ['45', 'seconds', '45 s of audio'],
    ['725', 'seconds', '12 min of audio'],
    ['147900', 'seconds', '41 h 5 min of audio'],
    ['7200', 'seconds', '2 h of audio'],
    ['999', 'bytes', '999 B'],
    ['1500000', 'bytes', '1.50 MB'],
    ['250000000000', 'bytes', '250 GB'],
    ['1', 'sessions', '1 session'],
    ['3', 'file_searches', '3 searches'],
    ['5', 'new_things', '5 new things'],
  ])('of %s %s read as %s', (quantity, unit, words) => {
    expect(plain(quantity, unit)).toBe(words)
  })
  it('say that stored bytes are added up by day', () => {
    expect(plain('2000000000', 'bytes', true)).toBe('2 GB × days')
  })
})
