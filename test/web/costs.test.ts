// The Costs page: what its URL asks, what is not billed yet, and reasons that add up to the nanodollar.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seriesOf, vendorSeriesOf } from '../../web/src/figures/groups.ts'
import { askOf, dimensions, inUsage, rowsAskOf } from '../../web/src/pages/costs/ask.ts'
import { explain } from '../../web/src/pages/costs/explain.ts'
import { movedGroups } from '../../web/src/pages/costs/moved.ts'
import { billedBy, billedUntil, costPoints } from '../../web/src/pages/costs/points.ts'
import { kindWords, withWords } from '../../web/src/pages/costs/words.ts'
import type { CostsAnswer } from '../../worker/http/schemas/costs.ts'

const today = '2026-11-20'
const range = { from: '2026-11-15', to: today }
const dollar = 1_000_000_000n

/** Six days: the vendor billed until the 18th; the 17th and after may still be restated. */
function answerOf(change: Partial<CostsAnswer> = {}): CostsAnswer {
  const billed = [3, 0, 5, 7, 0, 0].map((one) => String(BigInt(one) * dollar))
  const sums = { estimate: { nano: '16000000000', rows_without_price: 0 }, difference: '-1000000000', records: 9 }
  const group = { vendor: 'anthropic' as const, key: '', label: 'Default', billed: '15000000000', ...sums }
  return {
    range: { ...range, days: 6 },
    by: 'workspace',
    freshness: { data_until: null, updated_at: null, empty: null, nearest_day: null },
    currency: 'USD',
    totals: { billed: '15000000000', ...sums },
    previous: { billed: '0', estimate: null, difference: null, records: 0 },
    days: billed.map((nano, index) => ({
      day: `2026-11-${15 + index}`,
      closed: index < 2,
      billed: nano,
      estimate: index === 1 ? null : '1000000000',
      groups: nano === '0' ? [] : [{ vendor: 'anthropic' as const, key: '', billed: nano }],
    })),
    groups: [{ ...group, series: billed }],
    residuals: [
      { code: 'late_data', label: 'Late data', nano: '-2000000000', words: '' },
      { code: 'web_search', label: 'Web searches', nano: '960000000', words: '' },
      { code: 'other', label: 'Other', nano: '40000000', words: '' },
    ],
    options: {
      workspaces: [],
      models: [],
      cost_types: [],
      token_types: [],
      descriptions: [],
      tiers: [],
      context_windows: [],
      inference_geos: [],
    },
    ...change,
  }
}

describe('the question to the API', () => {
  it('is by workspace when the URL is empty', () => {
    expect(askOf({}, range)).toEqual({ ...range, by: 'workspace', step: 'day' })
  })
  it('narrows the bill lines to the group that was opened', () => {
    expect(rowsAskOf({ by: 'cost_type', of: 'anthropic:web_search', day: '2026-11-17' }, today)).toEqual({
      from: '2026-11-17',
      to: '2026-11-17',
      vendor: 'anthropic',
      cost_type: ['web_search'],
    })
  })
})

describe('a tab', () => {
  it.each(dimensions)('by %s leads from its group to its own bill lines, none stated included', (by) => {
    expect(rowsAskOf({ by, of: 'anthropic:a value' }, today)).toMatchObject({ vendor: 'anthropic', [by]: ['a value'] })
    expect(rowsAskOf({ by, of: 'anthropic:' }, today)).toMatchObject({ [by]: [''] })
  })
  it('takes to Usage what usage knows of the filter, and nothing else', () => {
    const search = { r: '7d', tier: ['batch'], inference_geo: ['-'], description: ['Credit'], cost_type: ['tokens'] }
    expect(inUsage({ ...search, by: 'description' })).toEqual({ r: '7d', tier: ['batch'], inference_geo: ['-'] })
    expect(inUsage({ vendor: 'openai', token_type: ['output'] })).toEqual({ vendor: 'openai' })
    expect(inUsage({})).toEqual({})
  })
})

describe('the bars', () => {
  const answer = answerOf()
  const bars = costPoints(answer, seriesOf(answer.groups), 'day', range)
  it('are billed until the last day with a bill line', () => {
    expect(billedUntil(answer)).toBe('2026-11-18')
    expect(bars.map((bar) => bar.unbilled ?? false)).toEqual([false, false, false, false, true, true])
  })
  it('show a closed day without lines as billed nothing, and a later one as not known', () => {
    expect(bars[1]).toMatchObject({ total: '$0.00' })
    expect(bars[4]).toMatchObject({ total: '–', words: ['–'] })
  })
  it('carry the estimate as a tick, also where no bill is yet; none where no price is known', () => {
    expect(bars[4]?.tick).toEqual({ value: 1, words: '$1.00' })
    expect(bars[1]?.tick).toBeUndefined()
  })
  it('are hatched for open days when every day is billed', () => {
    const days = answer.days.map((day) => ({
      ...day,
      groups: [{ vendor: 'anthropic' as const, key: '', billed: '1' }],
    }))
    const groups = answer.groups.map((group) => ({ ...group, series: group.series.map(() => '1') }))
    const all = costPoints({ ...answer, days, groups }, seriesOf(groups), 'day', range)
    expect(all.map((bar) => bar.open)).toEqual([false, false, true, true, true, true])
  })
})

describe('the bars of two vendors', () => {
  const sums = { estimate: null, difference: null, records: 1 }
  const openai = { vendor: 'openai' as const, key: 'proj_a', label: 'Search', billed: '6000000000', ...sums }
  const both = answerOf()
  const billed = ['2000000000', '4000000000', '0', '0', '0', '0']
  const answer = {
    ...both,
    groups: [...both.groups, { ...openai, series: billed }],
    days: both.days.map((day, index) => {
      const nano = billed[index] ?? '0'
      const own = { vendor: 'openai' as const, key: 'proj_a', billed: nano }
      return { ...day, groups: nano === '0' ? day.groups : [...day.groups, own] }
    }),
  }
  const bars = costPoints(answer, vendorSeriesOf(answer.groups), 'day', range)
  it('have one series a vendor, in its own colour', () => {
    const { series } = vendorSeriesOf(answer.groups)
    expect(series.map((one) => [one.label, one.paint.fill])).toEqual([
      ['Anthropic', 'var(--a2)'],
      ['OpenAI', 'var(--o2)'],
    ])
    expect(bars[0]).toMatchObject({ values: [3, 2], words: ['$3.00', '$2.00'], total: '$5.00' })
    expect([...billedBy(answer.groups)]).toEqual([
      ['anthropic', 15_000_000_000n],
      ['openai', 6_000_000_000n],
    ])
  })
  it('say "at least" where one vendor has not billed an open day yet and the other has', () => {
    expect(billedUntil(answer, 'openai')).toBe('2026-11-16')
    expect(bars[2]).toMatchObject({ words: ['$5.00', '–'], total: '≥ $5.00', values: [5, null] })
  })
  it('say nothing of days that neither has billed', () => {
    expect(bars[4]).toMatchObject({ unbilled: true, total: '–', words: ['–', '–'] })
  })
})

describe('from estimate to bill', () => {
  it('adds up, and says how much has no name', () => {
    const found = explain(answerOf(), range, today)
    expect(found?.parts.map((part) => part.code)).toEqual(['late_data', 'web_search', 'other'])
    expect(found?.unnamed).toBe(40_000_000n)
    expect(found?.share).toBeCloseTo(0.0026666)
  })
  it('leads each part to its bill lines or its usage', () => {
    const links = Object.fromEntries(explain(answerOf(), range, today)?.parts.map((one) => [one.code, one.link]) ?? [])
    expect(links.web_search).toEqual({ to: 'bill', cost_type: 'web_search' })
    expect(links.late_data).toEqual({ to: 'usage', r: '2026-11-17..2026-11-20' })
    expect(links.other).toEqual({ to: 'bill' })
  })
  it.each(['file_search', 'code_interpreter', 'storage', 'fine_tuning', 'images', 'audio', 'code_execution'])(
    'leads %s to the bill lines of that kind',
    (code) => {
      const found = explain(
        answerOf({ residuals: [{ code, label: '', nano: '-1000000000', words: '' }] }),
        range,
        today,
      )
      expect(found?.parts[0]?.link).toEqual({ to: 'bill', cost_type: code })
      expect(found?.unnamed).toBe(0n)
    },
  )
  it('leads blocked requests and usage without a price to usage: there is no bill line for them', () => {
    const residuals = ['blocked_requests', 'no_price'].map((code) => ({
      code,
      label: '',
      nano: '-500000000',
      words: '',
    }))
    const found = explain(answerOf({ residuals }), range, today)
    expect(found?.parts.map((part) => part.link)).toEqual([{ to: 'usage' }, { to: 'usage' }])
  })
  it('names a gap when the parts do not add up, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }), { maxLength: 5 }), (nanos) => {
        const residuals = nanos.map((nano, at) => ({ code: `c${at}`, label: '', nano: String(nano), words: '' }))
        const found = explain(answerOf({ residuals }), range, today)
        const sum = found?.parts.reduce((all, part) => all + BigInt(part.nano), 0n)
        expect(sum).toBe(-1_000_000_000n)
      }),
    )
  })
  it('is not told where there is nothing to compare', () => {
    const totals = { billed: '1', estimate: null, difference: null, records: 1 }
    expect(explain(answerOf({ totals }), range, today)).toBeNull()
  })
})

describe('why more than before', () => {
  const group = (key: string, billed: bigint) => ({
    vendor: 'anthropic' as const,
    key,
    label: key,
    billed: String(billed),
  })
  it('begins with what moved most, also when it is gone', () => {
    const found = movedGroups([group('a', 10n), group('new', 3n)], [group('a', 9n), group('gone', 8n)])
    expect(found.map(({ label, nano, before }) => [label, nano, before])).toEqual([
      ['gone', '-8', '8'],
      ['new', '3', '0'],
      ['a', '1', '9'],
    ])
  })
  it('says whose a group is when both vendors have one of the name', () => {
    const project = { ...group('p', 4n), vendor: 'openai' as const, label: 'Default' }
    const found = movedGroups([{ ...group('', 9n), label: 'Default' }, project], [])
    expect(found.map((one) => one.label)).toEqual(['Default, Anthropic', 'Default, OpenAI'])
  })
  it('adds up to the difference of the sums, with at most five steps and the rest', () => {
    const list = fc.uniqueArray(fc.record({ key: fc.string(), nano: fc.bigInt({ min: 0n, max: 2n ** 62n }) }), {
      selector: (one) => one.key,
      maxLength: 12,
    })
    fc.assert(
      fc.property(list, list, (now, earlier) => {
        const sum = (all: { nano: bigint }[]) => all.reduce((total, one) => total + one.nano, 0n)
        const steps = movedGroups(
          now.map((one) => group(one.key, one.nano)),
          earlier.map((one) => group(one.key, one.nano)),
        )
        expect(steps.reduce((total, step) => total + BigInt(step.nano), 0n)).toBe(sum(now) - sum(earlier))
        expect(steps.length).toBeLessThanOrEqual(6)
      }),
    )
  })
})

describe('words', () => {
  it('keep the vendor’s kinds recognizable', () => {
    expect(kindWords('cache_creation.ephemeral_1h_input_tokens')).toBe('Cache creation, ephemeral 1h input tokens')
    expect(kindWords('web_search')).toBe('Web search')
    expect(withWords('token_type', [{ label: 'cached_input' }])).toEqual([{ label: 'Cached input' }])
    expect(withWords('description', [{ label: 'gpt_a, input' }])).toEqual([{ label: 'gpt_a, input' }])
  })
})
