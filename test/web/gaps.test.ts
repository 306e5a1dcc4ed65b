// Gap statements as a person reads them.
import { describe, expect, it } from 'vitest'
import { gapLine } from '../../web/src/pages/ledger/gap-words.ts'
import type { GapStatement } from '../../worker/http/schemas/gaps.ts'
import { GAP_REASONS } from '../../worker/ledger/gap/days.ts'

const statement = (more: Partial<GapStatement> = {}): GapStatement => ({
  stream: 'anthropic.usage',
  from: '2026-11-01',
  to: '2026-11-20',
  size: 100,
  connections: 1,
  pages: 12,
  polls: 1,
  items: 40,
  new: 30,
  restated: 2,
  bytes: 900,
  pages_sha256: 'a'.repeat(64),
  days: [
    { from: '2026-11-01', to: '2026-11-19', state: 'complete' },
    { from: '2026-11-20', to: '2026-11-20', state: 'open' },
  ],
  missing: [],
  complete_through: '2026-11-19',
  nothing_missing: true,
  ...more,
})
const gap = (from: string, to: string, reason: (typeof GAP_REASONS)[number]) => ({
  from,
  to,
  reason,
  connection: 'cn_1',
})

describe('the line of a stream', () => {
  it('says between which days nothing is missing', () => {
    expect(gapLine(statement())).toEqual({
      state: 'ok',
      title: expect.stringMatching(/^anthropic\.usage: nothing missing from .*1.* through .*19/),
      words: '12 pages with news, asked in vain 1 time.',
    })
  })

  it('says how many gaps there are, and why, the newest first', () => {
    const missing = [
      gap('2026-11-01', '2026-11-02', 'before_start'),
      gap('2026-11-04', '2026-11-05', 'reading_back'),
      gap('2026-11-07', '2026-11-08', 'set_aside'),
      gap('2026-11-10', '2026-11-10', 'refused'),
    ]
    const line = gapLine(statement({ missing, nothing_missing: false }))
    expect([line.state, line.title]).toEqual(['part', expect.stringContaining('4 gaps')])
    expect(line.words.indexOf('does not let this key')).toBeLessThan(line.words.indexOf('did not parse'))
    expect(line.words).toContain('And 1 earlier gap.')
    expect(line.words).not.toContain('nobody asked')
  })

  it('of a stream that began today waits', () => {
    const { complete_through: _, ...rest } = statement({
      days: [{ from: '2026-11-20', to: '2026-11-20', state: 'open' }],
    })
    expect(gapLine(rest)).toMatchObject({ state: 'wait', title: expect.stringContaining('not over') })
  })

  it('has words for every reason', () => {
    for (const reason of GAP_REASONS) {
      expect(gapLine(statement({ missing: [gap('2026-11-01', '2026-11-01', reason)] })).words).not.toContain(
        'undefined',
      )
    }
  })
})
