// The Budgets page in words: typed amounts and thresholds, how far the bar goes, how an alert fared, what a budget can be on.
import { describe, expect, it } from 'vitest'
import { changeOf, wishOf } from '../../web/src/pages/budgets/channel-wish.ts'
import { optionsFrom } from '../../web/src/pages/budgets/options.ts'
import {
  barOf,
  deliveredWords,
  forecastWords,
  nanoOf,
  percentWords,
  thresholdsOf,
  typedOf,
} from '../../web/src/pages/budgets/words.ts'

const nano = (dollars: number): string => String(BigInt(dollars) * 1_000_000_000n)

describe('a typed amount', () => {
  it.each([
    ['17000', nano(17_000)],
    ['17,000', nano(17_000)],
    ['$ 99.50', '99500000000'],
    ['0.000000001', '1'],
    ['9999999999', nano(9_999_999_999)],
  ])('%s is %s nanodollars', (typed, expected) => expect(nanoOf(typed)).toBe(expected))

  it.each(['', '0', '0.00', '-5', '1e3', 'ten', '1.0000000001', '12345678901'])('%s is none', (typed) =>
    expect(nanoOf(typed)).toBeUndefined(),
  )

  it('stands in the field as it was typed', () => {
    for (const typed of ['17000', '99.5', '0.000000001']) expect(typedOf(nanoOf(typed) ?? '0')).toBe(typed)
  })
})

describe('typed thresholds', () => {
  it('are whole percents, ascending, each once, ten at most', () => {
    expect(thresholdsOf('100, 70 %, 85%;70')).toEqual([70, 85, 100])
    expect(thresholdsOf('')).toEqual([])
    for (const wrong of ['0', '501', '7.5', 'half', '1 2 3 4 5 6 7 8 9 10 11'])
      expect(thresholdsOf(wrong)).toBeUndefined()
  })
})

describe('the bar', () => {
  const end = (mean: number) => ({ mean: nano(mean), lower: '0', upper: nano(mean), missed: null, unreliable: false })

  it('reaches to the largest of amount, spending and forecast', () => {
    expect(barOf({ amount: nano(100), spent: nano(50), forecast_end: null })).toEqual({
      done: 0.5,
      limit: 1,
      mean: null,
    })
    expect(barOf({ amount: nano(100), spent: nano(200), forecast_end: end(400) })).toEqual({
      done: 0.5,
      limit: 0.25,
      mean: 1,
    })
    expect(barOf({ amount: nano(100), spent: nano(-50), forecast_end: null }).done).toBe(0)
  })

  it('is said in words with the range, or why there is no forecast', () => {
    const view = { forecast_end: end(400), forecast_why: null } as Parameters<typeof forecastWords>[0] // what the words need
    expect(forecastWords(view)).toBe('about $400 at its end, $0 to $400')
    const off = { ...view, forecast_end: { ...end(400), missed: 0.41, unreliable: true } }
    expect(forecastWords(off)).toContain('was 41 % off last time')
    expect(forecastWords({ ...view, forecast_end: null, forecast_why: 'short' })).toContain('under 28 days')
    expect([percentWords(0.42), percentWords(70.42), percentWords(99.99)]).toEqual(['0.4 %', '70 %', '100 %'])
  })
})

describe('how an alert fared', () => {
  const delivery = (state: 'waiting' | 'sending' | 'retrying' | 'sent' | 'failed') => ({
    ...{ channel: state, kind: 'mail' as const, name: null, state, why: null, attempts: 1, at: '' },
    ...{ next_at: null, ended_at: null },
  })

  it('is the worst of its deliveries', () => {
    expect(deliveredWords([]).word).toBe('shown here only')
    expect(deliveredWords([delivery('sent')]).word).toBe('sent')
    expect(deliveredWords([delivery('sent'), delivery('sent')]).word).toBe('all 2 sent')
    expect(deliveredWords([delivery('sent'), delivery('retrying')]).word).toBe('1 of 2 retrying')
    expect(deliveredWords([delivery('failed'), delivery('retrying')])).toEqual({ word: '1 of 2 failed', tone: 'bad' })
  })
})

describe('what a budget can be on', () => {
  const vendors = { anthropic: 'Anthropic', openai: 'OpenAI' }
  const group = (vendor: 'anthropic' | 'openai', key: string, label: string) => ({ vendor, key, label })

  it('names the vendor, and knows the default workspace and what stands in no project', () => {
    const groups = [
      group('openai', '', 'No project'),
      group('anthropic', '', 'Default'),
      group('openai', 'proj_1', 'Default'),
    ]
    expect(optionsFrom('workspace', groups, undefined, vendors)).toEqual([
      { vendor: 'anthropic', value: 'default', label: 'Default', words: 'Default · Anthropic' },
      { vendor: 'openai', value: 'proj_1', label: 'Default', words: 'Default · OpenAI' },
      { vendor: 'openai', value: '', label: 'No project', words: 'No project · OpenAI' },
    ])
  })

  it('leaves out what has no name, and gives people and teams no vendor', () => {
    const groups = [group('anthropic', '', 'No key'), group('anthropic', 'apikey_1', 'Bot')]
    expect(optionsFrom('key', groups, undefined, vendors).map(({ value }) => value)).toEqual(['apikey_1'])
    const person = [group('anthropic', 'sub_1', 'Robin'), group('openai', 'sub_1', 'Robin')]
    expect(optionsFrom('person', person, undefined, vendors)).toEqual([
      { vendor: null, value: 'sub_1', label: 'Robin', words: 'Robin' },
    ])
    expect(optionsFrom('team', undefined, [{ id: 'team_1', name: 'Platform' }], vendors)[0]?.value).toBe('team_1')
    expect(optionsFrom('vendor', undefined, undefined, vendors)).toHaveLength(2)
  })
})

describe('a channel', () => {
  it('is sent with the one field of its kind, and an empty one stays', () => {
    expect(wishOf('mail', 'A', ' a@example.com ')).toEqual({ kind: 'mail', name: 'A', address: 'a@example.com' })
    expect(wishOf('pagerduty', 'A', 'k')).toEqual({ kind: 'pagerduty', name: 'A', routing_key: 'k' })
    expect(changeOf('slack', 'A', 'https://hooks.example.com/x')).toEqual({
      name: 'A',
      url: 'https://hooks.example.com/x',
    })
    expect(changeOf('slack', 'A', ' ')).toEqual({ name: 'A' })
  })
})
