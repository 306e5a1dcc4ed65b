import { describe, expect, it } from 'vitest'
import {
  hasChanged,
  inCosts,
  type Line,
  lastMonth,
  lineKey,
  linesOf,
  monthName,
  POOL,
  type State,
} from '../../web/src/pages/chargeback/words.ts'
import { partsFor } from '../../web/src/pages/settings/parts.ts'
import { dayOrOpen, daysWords, kindWord, standingOf } from '../../web/src/pages/settings/teams/words.ts'
import { gatedPlace } from '../../web/src/shell/places.ts'

const line: Line = {
  team: 'team_1',
  vendor: 'anthropic',
  workspace: 'wrkspc_1',
  workspace_name: 'Research',
  model: 'claude-opus-5-5',
  by: 'key',
  amount: '5',
}
const october = { from: '2026-10-01', to: '2026-10-31' }

describe('months of the chargeback', () => {
  it('have the name of their UTC month', () => {
    expect(monthName('2026-10')).toBe('October 2026')
    expect(monthName('2027-01')).toBe('January 2027')
  })
  it('begin with the last one that is over', () => {
    expect([lastMonth('2026-11-01'), lastMonth('2027-01-31'), lastMonth('2028-03-30')]).toEqual([
      '2026-10',
      '2026-12',
      '2028-02',
    ])
  })
})

describe('the lines behind a number', () => {
  it('are those of the team, or of nobody for the pool', () => {
    const lines = [line, { ...line, team: null }, { ...line, team: 'team_2' }]
    expect(linesOf(lines, 'team_1')).toEqual([line])
    expect(linesOf(lines, POOL).map(({ team }) => team)).toEqual([null])
  })
  it('are told apart by everything but their amount', () => {
    const others: Partial<Line>[] = [
      { vendor: 'openai' },
      { workspace: 'w' },
      { model: null },
      { by: 'person' },
      { team: null },
    ]
    const keys = [line, ...others.map((other) => ({ ...line, ...other }))].map(lineKey)
    expect(new Set(keys).size).toBe(keys.length)
    expect(lineKey({ ...line, amount: '6' })).toBe(lineKey(line))
  })
  it('lead to the same bill lines on the Costs page', () => {
    expect(inCosts(line, october)).toEqual({
      r: '2026-10-01..2026-10-31',
      vendor: 'anthropic',
      workspace: ['wrkspc_1'],
      model: ['claude-opus-5-5'],
    })
    expect(inCosts({ ...line, vendor: 'openai', workspace: '', model: null }, october)).toEqual({
      r: '2026-10-01..2026-10-31',
      vendor: 'openai',
    })
  })
})

describe('a frozen month', () => {
  const state = (changed_since: string | null): State => ({
    code: 'frozen',
    words: '',
    missing: [],
    final_on: '2026-12-01',
    can_freeze: false,
    frozen: null,
    changed_since,
  })
  it('says that the bill has changed since only where it has', () => {
    expect([null, '0', '1', '-1'].map((nano) => hasChanged(state(nano)))).toEqual([false, false, true, true])
  })
})

describe('rules of teams', () => {
  it('say what they are about in the vendor’s word', () => {
    expect(kindWord({ kind: 'workspace', vendor: 'anthropic' })).toBe('Workspace')
    expect(kindWord({ kind: 'workspace', vendor: 'openai' })).toBe('Project')
    expect([kindWord({ kind: 'key', vendor: 'openai' }), kindWord({ kind: 'person', vendor: null })]).toEqual([
      'Key',
      'Person',
    ])
  })
  it.each([
    [null, null, 'Always'],
    ['2026-10-01', null, 'From 1 Oct 2026'],
    [null, '2026-10-31', 'Until 31 Oct 2026'],
    ['2026-10-01', '2026-10-31', '1 Oct 2026 – 31 Oct 2026'],
    ['2026-10-01', '2026-10-01', '1 Oct 2026'],
  ])('from %s to %s read “%s”', (from, to, words) => {
    expect(daysWords({ from, to })).toBe(words)
  })
  it('hold on their first and last day', () => {
    const days = ['2026-09-30', '2026-10-01', '2026-10-31', '2026-11-01']
    expect(days.map((today) => standingOf(october, today))).toEqual(['later', 'now', 'now', 'over'])
    expect(standingOf({ from: null, to: null }, '2026-10-01')).toBe('now')
  })
  it('are open where no day is typed', () => {
    expect([dayOrOpen(''), dayOrOpen('2026-10-01')]).toEqual([null, '2026-10-01'])
  })
})

describe('who sees teams and chargeback', () => {
  it('is whoever reads costs', () => {
    expect(partsFor(['read:costs'])).toContain('teams')
    expect(partsFor(['read:usage'])).not.toContain('teams')
    expect(gatedPlace('/costs/chargeback')?.needs).toBe('read:costs')
  })
})
