// The sentences of the Insights page: each cause, each state of the forecast, each step says what its figures say and no more.
import { describe, expect, it } from 'vitest'
import { about } from '../../web/src/insights/about.ts'
import { cacheAnswerWords } from '../../web/src/insights/cache-words.ts'
import { causeWords, explanationWords, findingTitle } from '../../web/src/insights/finding-words.ts'
import {
  answerWords,
  budgetWords,
  forecastFacts,
  missingWords,
  unreliableWords,
} from '../../web/src/insights/forecast-words.ts'
import { mixSpan, shiftWords, slopeLines } from '../../web/src/insights/mix-words.ts'
import { movementTitle, stepLabel, stepWords } from '../../web/src/insights/movement-words.ts'
import { howMuch, inCases, listed, plain } from '../../web/src/insights/text.ts'
import { CauseCode, Explanation } from '../../worker/http/schemas/insights.ts'
import {
  answerOf,
  dollars,
  findingOf,
  forecastOf,
  keyScope,
  mixOf,
  modelScope,
  movementOf,
  workspaceScope,
} from './insights-answers.ts'

describe('the title of a finding', () => {
  it('names the day, what it cost and what was expected', () => {
    expect(findingTitle(findingOf({}))).toBe('Thu 12 Nov cost $1,253.50; $692.50 was expected.')
  })
  it('names the day whose amounts these are, not a day of parts that came before it', () => {
    expect(findingTitle(findingOf({ date: '2026-11-11' }))).toMatch(/^Thu 12 Nov cost/)
    expect(findingTitle(findingOf({ date: '2026-11-11', kind: 'shift' }))).toMatch(/^From Wed 11 Nov/)
  })
  it('names the part whose sum it is', () => {
    const title = findingTitle(findingOf({ scope: keyScope }))
    expect(title).toBe('Key staging-batch cost $1,253.50 on Thu 12 Nov; $692.50 was expected.')
  })
  it('speaks of days from then on where the level shifted', () => {
    expect(findingTitle(findingOf({ kind: 'shift' }))).toBe('From Thu 12 Nov a day costs $1,250; $693 was expected.')
    expect(findingTitle(findingOf({ kind: 'shift', scope: workspaceScope }))).toMatch(
      /workspace Research costs .* a day/,
    )
  })
  it('compares the same tokens where a price changed', () => {
    expect(findingTitle(findingOf({ kind: 'price', scope: modelScope }))).toBe(
      'From Thu 12 Nov the same tokens of claude-opus-5-5 cost $1,253.50 a day; before, $692.50.',
    )
  })
})

describe('the cause of a finding', () => {
  const said = (more: Parameters<typeof findingOf>[0]) => plain(causeWords(findingOf(more)))

  it.each(CauseCode.options)('has a whole sentence for %s, with and without a culprit and facts', (cause) => {
    for (const culprit of [keyScope, null]) {
      const sentence = said({ cause, culprit, facts: {}, parts: [] })
      expect(sentence).toMatch(/^[A-Z].+\.$/s)
      expect(sentence).not.toMatch(/undefined|null|NaN| {2}|\.\.|\bof of\b/)
    }
  })
  it('says which key made all of it, in which workspace, with which model', () => {
    expect(
      said({ cause: 'one_key', culprit: keyScope, within: { workspace: workspaceScope, model: modelScope } }),
    ).toBe('One key made all of the difference: key staging-batch in workspace Research, claude-opus-5-5.')
  })
  it('does not repeat the culprit as the place where it was', () => {
    const sentence = said({
      cause: 'one_workspace',
      culprit: workspaceScope,
      within: { workspace: workspaceScope, model: null },
    })
    expect(sentence).toBe('One workspace made most of the difference: workspace Research.')
  })
  it('says no share that is not the culprit’s own', () => {
    const sentence = said({
      cause: 'one_key',
      culprit: keyScope,
      parts: [{ ...modelScope, above: dollars(100), share: 0.2 }],
    })
    expect(sentence).toBe('One key made most of the difference: key staging-batch.')
  })
  it('calls what OpenAI has a project', () => {
    const project = { ...workspaceScope, vendor: 'openai', label: 'search-ranking' } as const
    expect(said({ cause: 'one_workspace', culprit: project })).toMatch(/^One project .* project search-ranking/)
  })
  it('takes the share of the difference from the facts before that of the first part', () => {
    expect(said({ cause: 'one_model', culprit: modelScope, facts: { share: '0.724' } })).toMatch(/made 72 % of/)
  })
  it('names both hit rates of a cache that fell', () => {
    const facts = { hit_rate_before: '0.78', hit_rate: '0.41' }
    expect(said({ cause: 'cache_hit_rate_fell', culprit: modelScope, facts })).toBe(
      'Less input of claude-opus-5-5 was read from the cache: 41.0 % instead of 78.0 %. The same work cost more.',
    )
  })
  it('names by how much a price moved, and in which direction', () => {
    const facts = { price_before: '600000', price: '300000', token_type: 'cache_read' }
    expect(said({ cause: 'price_change', culprit: modelScope, facts })).toBe(
      'The price of cache read tokens of claude-opus-5-5 fell by 50.0 %. The work stayed the same.',
    )
  })
  it('names the hours of a night, the last one included', () => {
    const facts = { hours_from: '1', hours_to: '5' }
    expect(said({ cause: 'retries_at_night', culprit: keyScope, facts })).toMatch(
      /between 01:00 and 06:00 UTC, by key staging-batch/,
    )
  })
  it('names what fell and what rose when work moved, and between which vendors', () => {
    const against = { by: 'key', vendor: 'openai', value: 'key_9', label: 'search-ranking' } as const
    const moved = { cause: 'model_shift', culprit: keyScope, against, kind: 'shift' } as const
    expect(said(moved)).toBe('Work moved from OpenAI to Anthropic: key search-ranking fell as key staging-batch rose.')
    expect(findingTitle(findingOf({ ...moved, facts: { rose: dollars(224), fell: dollars(204) } }))).toBe(
      'From Thu 12 Nov key search-ranking cost $204 a day less, key staging-batch $224 more.',
    )
  })
  it('names the first day of a new key', () => {
    expect(said({ cause: 'new_key', culprit: keyScope, facts: { since: '2026-11-11' } })).toMatch(
      /first used on Wed 11 Nov\.$/,
    )
  })
  it('has words for each closed explanation', () => {
    for (const one of Explanation.options) expect(explanationWords[one][0]).toMatch(/^[A-Z]/)
  })
})

describe('where the month will end', () => {
  const forecast = forecastOf({})

  it('says the end and its range in three digits', () => {
    expect(answerWords(forecast)).toBe('About $16,000, most likely $15,300 to $16,600.')
  })
  it('says one number when both ends round to it', () => {
    const close = forecastOf({ mean: dollars(100.2), lower: dollars(100.1), upper: dollars(100.3) })
    expect(answerWords(close)).toBe('About $100.')
  })
  it('says in how many cases the budget holds', () => {
    const budget = { id: 'b', name: 'All', amount: dollars(17_000), holds: 0.953 }
    expect(budgetWords(budget, 10_815n * 10n ** 9n, forecast)).toBe('The budget of $17,000 holds in 19 of 20 cases.')
  })
  it('says by how much a budget is spent already, whatever the forecast', () => {
    const budget = { id: 'b', name: 'All', amount: dollars(10_000), holds: 0 }
    expect(budgetWords(budget, 10_815n * 10n ** 9n, forecast)).toBe(
      'The budget of $10,000 is spent: $815.00 above it so far.',
    )
  })
  it('says what is left where there is no forecast, and nothing without a budget', () => {
    const budget = { id: 'b', name: 'All', amount: dollars(17_000), holds: null }
    expect(budgetWords(budget, 10_815n * 10n ** 9n, null)).toBe('The budget of $17,000 has $6,185.00 left.')
    expect(budgetWords(null, 0n, forecast)).toBeNull()
  })
  it('names the days that were left out, and how the last one did', () => {
    const facts = new Map(forecastFacts(answerOf({ left_out: ['2026-11-12'] }), forecast))
    expect(facts.get('Method')).toMatch(/, 84 days, 12 Nov left out$/)
    expect(facts.get('Last month')).toBe('forecast on day 20 missed by 2.1 %')
  })
  it('says how many days there are, how many it takes, and when there will be enough', () => {
    expect(missingWords({ code: 'under_28_days', have: 12, enough_on: '2026-12-06' })).toBe(
      'There are 12 days of data; a forecast needs 28, four of each weekday. When reading goes on it stands here on 6 Dec 2026.',
    )
    expect(missingWords({ code: 'no_data', have: 0, enough_on: null })).toMatch(
      /^There is no whole day of data yet; .*weekday\.$/,
    )
  })
  it('says by how much the last one missed when none is drawn', () => {
    expect(unreliableWords(0.31)).toMatch(/missed last month by 31\.0 %/)
  })
})

describe('why more than before', () => {
  it('names the direction and the days', () => {
    expect(movementTitle(movementOf({}))).toBe('Why $1,206 more than the 28 days before?')
    expect(movementTitle(movementOf({ difference: dollars(-5) }))).toBe('Why $5 less than the 28 days before?')
    expect(movementTitle(movementOf({ versus: 'year' }))).toMatch(/than the same 28 days a year before\?$/)
    expect(movementTitle(movementOf({ difference: '0' }))).toBe('As much as the 28 days before')
  })
  it('claims no difference where there is nothing to compare with', () => {
    const before = { nano: '0', rows_without_price: 0 }
    expect(movementTitle(movementOf({ before }))).toBe('Why more or less than before?')
  })
  it.each(['work', 'incident', 'new', 'gone', 'mix', 'answers', 'cache', 'charges', 'prices', 'rest'])(
    'has a name for the step %s in both directions',
    (code) => {
      for (const nano of ['5', '-5']) {
        const step = { code, nano, name: null, facts: {}, finding: null }
        expect(stepLabel(step)).toMatch(/^[A-Z]/)
        expect(stepWords(step) ?? '').not.toMatch(/undefined|null|NaN/)
      }
    },
  )
  it('says by how much the tokens grew', () => {
    const step = { code: 'work', nano: '5', name: 'claude-opus-5-5', facts: { change: '0.121' }, finding: null }
    expect(stepWords(step)).toBe('+12.1 % tokens, at the prices and in the mix of before, mostly claude-opus-5-5')
  })
  it('names nothing where no model made most of it', () => {
    expect(stepWords({ code: 'charges', nano: '5', name: '', facts: {}, finding: null })).toBe(
      'searches, sessions, storage',
    )
  })
  it('keeps a code that is not known readable', () => {
    expect(stepLabel({ code: 'some_new_step', nano: '1', name: null, facts: {}, finding: null })).toBe('some new step')
  })
})

describe('which models took over', () => {
  it('says what moved between the vendors and what made most of it', () => {
    expect(plain(shiftWords(mixOf({})))).toBe(
      'From OpenAI to Anthropic: 10 points. 81 % of the move is one project, search-ranking: gpt-6.1-sol went down as claude-sonnet-5-5 went up.',
    )
  })
  it('says that nothing moved, and why nothing could', () => {
    expect(plain(shiftWords(mixOf({ shift: null })))).toMatch(/^Nothing moved between the vendors/)
    const one = mixOf({ shift: null })
    expect(plain(shiftWords({ ...one, models: one.models.filter(({ vendor }) => vendor === 'openai') }))).toMatch(
      /one vendor’s/,
    )
  })
  it('names the weeks it compares', () => {
    expect(mixSpan(mixOf({}))).toEqual(['week of 24 Oct', 'week of 14 Nov'])
  })
  it('draws the largest models and keeps both ends adding up to the whole', () => {
    const many = Array.from({ length: 12 }, (_, index) => ({
      ...mixOf({}).models[0],
      vendor: index % 2 === 0 ? ('anthropic' as const) : ('openai' as const),
      model: `m${index}`,
      label: `m${index}`,
      nano: '1',
      points: 0,
      series: [],
      first: 1 / 12,
      last: 1 / 12,
    }))
    const lines = slopeLines(many)
    expect(lines.length).toBe(9)
    expect(lines.reduce((sum, { from }) => sum + from, 0)).toBeCloseTo(1)
    expect(lines.reduce((sum, { to }) => sum + to, 0)).toBeCloseTo(1)
  })
})

describe('whether the cache works', () => {
  const totals = { hit_rate: 0.641, saved: dollars(1204.18), would_save: dollars(88), input: '1', cached: '1' }
  it('says the rate, what it saved and what the best rate would save', () => {
    expect(cacheAnswerWords({ totals, models: [] })).toBe(
      '64.1 % of input was read from the cache, which saved $1,204.18. Every model at its best rate would save $88.00 more.',
    )
  })
  it('says that a cache costs more than it saves', () => {
    const losing = { ...totals, saved: dollars(-4), would_save: '0' }
    expect(cacheAnswerWords({ totals: losing, models: [] })).toBe(
      '64.1 % of input was read from the cache; the cache cost $4.00 more than it saved.',
    )
  })
  it('says nothing of a rate where there was no input', () => {
    expect(cacheAnswerWords({ totals: { ...totals, hit_rate: null }, models: [] })).not.toMatch(/–|%/)
  })
})

describe('amounts, shares and lists in sentences', () => {
  it.each([
    [15_975.42, '$16,000'],
    [692.5, '$693'],
    [8.127, '$8.13'],
    [1_253_900, '$1,250,000'],
    [-15_975.42, '−$16,000'],
    [9.999, '$10.00'],
  ])('says %d as %s', (amount, words) => expect(about(dollars(amount))).toBe(words))
  it('claims all only from 97 %', () => {
    expect([0.5, 0.93, 0.97, 1.05, 1.2, null].map(howMuch)).toEqual([
      '50 %',
      'almost all',
      'all',
      'all',
      'more than all',
      'most',
    ])
  })
  it('never calls a chance certain', () => {
    expect(inCases(1)).toBe('more than 39 of 40 cases')
    expect(inCases(0)).toBe('fewer than 1 of 40 cases')
    expect(inCases(0.5)).toBe('5 of 10 cases')
    expect(inCases(0.95)).toBe('19 of 20 cases')
  })
  it('joins names as one says them', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c'])
  })
})
