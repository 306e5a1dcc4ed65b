import { describe, expect, it } from 'vitest'
import { standingOf } from '../../worker/chargeback/standing.ts'
import { stateWords } from '../../worker/chargeback/words.ts'
import type { ReportStanding } from '../../worker/db/tenant/chargeback-periods.ts'

const report = (more: Partial<ReportStanding> = {}): ReportStanding => ({
  stream: 'anthropic.costs',
  vendor: 'anthropic',
  connection: 'main',
  state: 'reading',
  reachedTo: '2026-12-01T01:00:00.000Z',
  backfill: 'done',
  earliest: '2026-09-01',
  isBill: true,
  ...more,
})
const use = (more: Partial<ReportStanding> = {}) =>
  report({ stream: 'openai.usage.images', vendor: 'openai', isBill: false, ...more })
const on = (today: string, ...reports: ReportStanding[]) => standingOf('2026-10', today, reports)

describe('how a month stands', () => {
  it.each([
    ['2026-10-31', { ended: false, complete: false, final: false }],
    ['2026-11-01', { ended: true, complete: true, final: false }],
    ['2026-11-30', { ended: true, complete: true, final: false }],
    ['2026-12-01', { ended: true, complete: true, final: true }],
  ])('on %s, everything read, is %o', (today, expected) => {
    expect(on(today, report(), use())).toEqual({ ...expected, finalOn: '2026-12-01', missing: [] })
  })
  it.each([
    ['a hole before', { earliest: '2026-10-02' }, 'read back to 2026-10-02 only'],
    ['a hole behind', { reachedTo: '2026-10-31T23:59:00.000Z' }, 'not read to the end'],
    ['nothing read', { reachedTo: null }, 'not read to the end'],
    ['days still being read back', { backfill: 'waiting' }, 'still being read back'],
  ])('is not complete with %s, in the bill or in use', (_, more, words) => {
    for (const reports of [[report(more)], [report(), use(more)]]) {
      const standing = on('2026-12-01', ...reports)
      expect(standing).toMatchObject({ complete: false, final: false })
      expect(standing.missing.join(' ')).toContain(words)
    }
  })
  it('is complete and not final with a report that was not read since, or that its key may not read', () => {
    for (const more of [{ reachedTo: '2026-11-30T23:00:00.000Z' }, { state: 'skipped' }]) {
      const standing = on('2026-12-01', report(), use(more))
      expect([standing.complete, standing.final, standing.missing.length]).toEqual([true, false, 1])
    }
  })
  it('is neither without any bill to read', () => {
    for (const reports of [[], [use()], [report({ state: 'skipped' }), use()]])
      expect(on('2026-12-01', ...reports)).toMatchObject({ complete: false, final: false })
  })
  it('says one thing of many reports once', () => {
    const two = [use({ backfill: 'running' }), use({ stream: 'openai.usage.completions', backfill: 'running' })]
    expect(on('2026-12-01', report(), ...two).missing).toHaveLength(1)
  })
})

describe('the state in words', () => {
  const final = on('2026-12-01', report())
  const words = (standing: typeof final, settled: string | null) => stateWords(standing, null, settled, '2026-12-01')

  it('says when a month freezes, and what it waits for', () => {
    expect(words(on('2026-10-31', report()), null)).toContain('still running')
    expect(words(on('2026-11-15', report()), null)).toContain('2026-12-01')
    expect(words(final, null)).toContain('once there is a team')
    expect(words(final, '2026-12-05')).toContain('from 2026-12-05 on')
    expect(words(final, '2026-11-05')).toContain('within a day')
    expect(stateWords(final, 12, null, '2026-12-01')).toContain('record 12')
  })
})
