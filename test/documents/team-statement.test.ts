import { describe, expect, it } from 'vitest'
import { exactDollars, inDollars, makeTeamStatement, type TeamStatementFacts } from '../../worker/chargeback/paper.ts'
import { digest } from './production.ts'
import { linesOfPage, openPdf } from './read-pdf.ts'
import { typesetting } from './typesetting.ts'

const line = (at: number) => ({
  vendor: 'Anthropic',
  workspace: `Workspace ${at}`,
  model: at === 0 ? null : 'claude-opus-5-5',
  by: 'key',
  nano: 1_234_560_000_000n,
})
const facts: TeamStatementFacts = {
  organization: 'Tarnwick Instruments',
  tenant: 'tn_example',
  team: 'Übersetzung & 翻訳',
  costCenter: 'CC-4711',
  period: 'October 2026',
  from: '2026-10-01',
  to: '2026-10-31',
  generatedAt: '2026-12-01T02:00:00Z',
  state: 'Frozen in record 4210.',
  size: 4210,
  frozen: { record: 4210, sha256: digest('statement'), at: '2026-12-01T02:00:00Z' },
  lines: [line(0), line(1)],
  shared: [{ vendor: 'OpenAI', nano: -5_000_000n }],
  direct: 2_469_120_000_000n,
  total: 2_469_119_995_000_001n,
  bill: 9_000_000_000_000n,
  method: ['Parts are whole nanodollars by largest remainder.'],
}

async function read(given: TeamStatementFacts): Promise<{ pages: number; text: string }> {
  const document = await openPdf(await makeTeamStatement(given, typesetting))
  const pages = document.getPages()
  return { pages: pages.length, text: pages.flatMap(linesOfPage).join('\n') }
}

describe('the statement of a team on paper', () => {
  it('says whose it is, for when, how firm it is, and where the ledger has it', async () => {
    const { pages, text } = await read(facts)
    expect(pages).toBe(1)
    for (const words of [facts.team, 'CC-4711', 'October 2026', 'record 4210', digest('statement'), '$1,234.56'])
      expect(text).toContain(words)
    expect(text).toContain('$2469119.995000001')
    expect(text).toContain('-$0.01')
    expect(text).toContain('largest remainder')
  })
  it('is marked provisional on every page while nothing is frozen, and runs over as many pages as it has lines', async () => {
    const lines = Array.from({ length: 120 }, (_, at) => line(at))
    const { pages, text } = await read({ ...facts, frozen: null, state: 'Provisional.', costCenter: null, lines })
    expect(pages).toBeGreaterThan(2)
    expect(text.match(/provisional/g)?.length).toBe(pages)
    expect(text).toContain('Workspace 119')
    expect(text).not.toContain('SHA-256')
  })
  it('is the same bytes for the same facts', async () => {
    expect(await makeTeamStatement(facts, typesetting)).toEqual(await makeTeamStatement(facts, typesetting))
  })
  it.each([
    [0n, '$0.00', '$0.000000000'],
    [1n, '$0.00', '$0.000000001'],
    [-1n, '$0.00', '-$0.000000001'],
    [5_000_000n, '$0.01', '$0.005000000'],
    [-1_234_567_890_000_000n, '-$1,234,567.89', '-$1234567.890000000'],
    [999_999_999_999n, '$1,000.00', '$999.999999999'],
  ])('writes %s nanodollars as %s, to the last digit %s', (nano, cents, exact) => {
    expect([inDollars(nano), exactDollars(nano)]).toEqual([cents, exact])
  })
})
