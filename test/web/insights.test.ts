// The Insights page without a browser: the month as points, links from figures to records, what the URL asks of the API.
import { describe, expect, it } from 'vitest'
import { drillLink } from '../../web/src/insights/drill.ts'
import { numberOf, textOf } from '../../web/src/insights/facts.ts'
import { readScopeId, scopeId, scopeName } from '../../web/src/insights/scope-words.ts'
import { askOf } from '../../web/src/pages/insights/ask.ts'
import { monthLabels, monthPoints } from '../../web/src/pages/insights/month-points.ts'
import { unusualNeed, withUnusual } from '../../web/src/pages/overview/unusual.ts'
import { answerOf, dollars, findingOf, forecastOf, keyScope, tenantScope } from './insights-answers.ts'

const known = (day: string, nano: number, total: number, partial = false) => ({
  day,
  nano: dollars(nano),
  total: dollars(total),
  partial,
})
const coming = (day: string, mean: number) => ({
  day,
  mean: dollars(mean),
  lower: dollars(mean - 10),
  upper: dollars(mean + 10),
})
const month = answerOf({
  range: { from: '2026-11-01', to: '2026-11-05', days: 5 },
  today: '2026-11-03',
  days: [known('2026-11-01', 20, 20), known('2026-11-02', 30, 50), known('2026-11-03', 4, 54, true)],
  forecast: forecastOf({ path: [coming('2026-11-03', 75), coming('2026-11-04', 100), coming('2026-11-05', 125)] }),
})

describe('the month as points', () => {
  const points = monthPoints(month)

  it('has one for each day of the month, in order', () => {
    expect(points.map(({ key }) => key)).toEqual(['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05'])
  })
  it('keeps whole days as known sums and all later ones as forecast, never both', () => {
    expect(points.map(({ sum }) => sum)).toEqual([20, 50, null, null, null])
    expect(points.map(({ forecast }) => forecast)).toEqual([undefined, undefined, 75, 100, 125])
    expect(points.map(({ low, high }) => [low, high]).at(-1)).toEqual([115, 135])
  })
  it('says of the day that is not over both what is known and what is expected', () => {
    expect(points[2]?.words).toBe('about $75, $65 – $85; $54.00 with what is known of the day')
    expect(points[2]?.label).toBe('3 · today')
  })
  it('draws no end where the forecast is not to be relied on, and none where there is none', () => {
    for (const forecast of [forecastOf({ ...month.forecast, unreliable: true }), null]) {
      const bare = monthPoints({ ...month, forecast })
      expect(bare.every((point) => point.forecast === undefined && point.low === undefined)).toBe(true)
      expect(bare.at(-1)?.words).toBe('–')
    }
  })
  it('puts words under the first and the last day and under today, with room between', () => {
    const long = monthPoints({
      ...month,
      range: { from: '2026-11-01', to: '2026-11-30', days: 30 },
      today: '2026-11-20',
    })
    const labels = monthLabels(long, '2026-11-20')
    expect(labels).toContain(0)
    expect(labels).toContain(19)
    expect(labels).toContain(29)
    expect(labels.slice(1).every((at, index) => at - (labels[index] ?? 0) > 2)).toBe(true)
  })
  it('does not crowd the ends when today is one of them', () => {
    for (const today of ['2026-11-01', '2026-11-02', '2026-11-29', '2026-11-30']) {
      const long = monthPoints({ ...month, range: { from: '2026-11-01', to: '2026-11-30', days: 30 }, today })
      const labels = monthLabels(long, today)
      expect(
        labels.slice(1).every((at, index) => at - (labels[index] ?? 0) > 2),
        today,
      ).toBe(true)
    }
  })
})

describe('from a figure to its records', () => {
  it('opens usage with the days, the vendor and the filter that the API names', () => {
    const usage = { from: '2026-11-12', to: '2026-11-12', vendor: 'anthropic', key: 'key_1' }
    expect(drillLink({ usage, costs: null })).toEqual({
      to: '/usage',
      search: { r: '2026-11-12..2026-11-12', vendor: 'anthropic', key: ['key_1'], rows: '1' },
    })
  })
  it('opens bill lines where they are asked for and there are some', () => {
    const [usage, costs] = [
      { from: '2026-11-12', to: '2026-11-12' },
      { from: '2026-11-12', to: '2026-11-12', workspace: 'wrk_1' },
    ]
    expect(drillLink({ usage, costs }, 'costs')).toMatchObject({ to: '/costs', search: { workspace: ['wrk_1'] } })
    expect(drillLink({ usage, costs: null }, 'costs')).toMatchObject({ to: '/usage', search: { show: 'cost' } })
  })
  it('writes what the vendor names none of as the URL does', () => {
    expect(drillLink({ usage: { key: '' }, costs: null })).toMatchObject({ search: { key: ['-'] } })
  })
  it('is no link where no screen can show it', () => {
    expect(drillLink({ usage: null, costs: null })).toBeNull()
  })
})

describe('what the URL asks', () => {
  const days = { from: '2026-10-24', to: '2026-11-20' }

  it('asks for the days alone when nothing is chosen', () => {
    expect(askOf({}, days)).toEqual(days)
  })
  it('asks for vendor and workspaces, none of them as the empty word', () => {
    expect(askOf({ vendor: 'openai', workspace: ['proj_1', '-'] }, days)).toEqual({
      ...days,
      vendor: 'openai',
      workspace: ['proj_1', ''],
    })
  })
  it('names a part by vendor and value, and reads it back whatever is in it', () => {
    for (const scope of [keyScope, { vendor: null, value: 'sub_1' }, { vendor: 'openai', value: 'a:b' }] as const) {
      expect(readScopeId(scopeId(scope))).toEqual({ vendor: scope.vendor ?? undefined, value: scope.value })
    }
    expect(readScopeId(undefined)).toBeUndefined()
    expect(readScopeId('somebody:else')).toBeUndefined()
  })
})

describe('names and facts', () => {
  it('calls a person by the name that may be shown, and says so when there is none', () => {
    const person = { by: 'person', value: 'sub_1', vendor: null, label: 'sub_1' } as const
    expect(scopeName({ ...person, person: { subject: 'sub_1', name: 'Nadia Farouk' } })).toBe('Nadia Farouk')
    expect(scopeName({ ...person, person: { subject: 'sub_1' } })).toBe('Name erased or unknown')
    expect(scopeName({ ...keyScope, label: '' })).toBe('no key')
    expect(scopeName(tenantScope)).toBe('All')
  })
  it('takes the first fact that is a number, and none where none is', () => {
    expect(numberOf({ a: '', b: 'x', c: '0.5' }, 'a', 'b', 'c')).toBe(0.5)
    expect(numberOf({}, 'a')).toBeNull()
    expect(textOf({ a: '', b: 'x' }, 'a', 'b')).toBe('x')
  })
})

describe('unusual days among what needs somebody', () => {
  const answer = { findings: [findingOf({ key: 'x y', state: 'open' })], open: 1 }

  it('says what the newest open one is and leads to it', () => {
    expect(unusualNeed(answer)).toMatchObject({
      title: 'Unusual: 1 finding',
      words: 'Thu 12 Nov cost $1,253.50; $692.50 was expected.',
      href: '/insights?finding=x%20y',
    })
  })
  it('is no line when all are explained or nothing is known', () => {
    expect(unusualNeed({ findings: [findingOf({ state: 'explained' })], open: 0 })).toBeNull()
    expect(unusualNeed(undefined)).toBeNull()
  })
  it('stands after what is broken and before notes', () => {
    const need = (id: string, level: 'bad' | 'warn' | 'info') => ({
      id,
      level,
      title: '',
      words: '',
      action: '',
      href: '/',
    })
    const ids = withUnusual([need('a', 'bad'), need('b', 'info')], unusualNeed(answer)).map(({ id }) => id)
    expect(ids).toEqual(['a', 'insights.unusual', 'b'])
  })
})
