import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cell, type Incident, movement, STEPS } from '../../worker/insights/movement.ts'
import { TOKEN_TYPES, type TokenType } from '../../worker/insights/token-types.ts'

const cell = (model: string, tokenType: TokenType, tokens: bigint, nano: bigint): Cell => ({
  vendor: model.startsWith('gpt') ? 'openai' : 'anthropic',
  model,
  tokenType,
  tokens,
  nano,
})

/** Two models at 3 and 10 nanodollars a token of input, 30 and 100 of output; a tenth of that for cache reads. */
const month: Cell[] = [
  cell('claude', 'uncached_input', 4000n, 40_000n),
  cell('claude', 'cache_read', 6000n, 6000n),
  cell('claude', 'output', 1000n, 100_000n),
  cell('gpt', 'uncached_input', 5000n, 15_000n),
  cell('gpt', 'output', 500n, 15_000n),
]

const scaled = (cells: readonly Cell[], tokens: bigint, nano: bigint, keep: (cell: Cell) => boolean = () => true) =>
  cells.map((one) =>
    keep(one) ? { ...one, tokens: (one.tokens * tokens) / 100n, nano: (one.nano * nano) / 100n } : one,
  )

const codes = ({ steps }: { steps: readonly { code: string }[] }) => steps.map(({ code }) => code)

describe('why one period cost more than another', () => {
  it('is more work when twice as much of everything was done', () => {
    const { difference, steps } = movement({ before: month, after: scaled(month, 200n, 200n) })
    expect(difference).toBe(176_000n)
    expect(steps).toHaveLength(1)
    expect(steps[0]).toMatchObject({ code: 'work', nano: 176_000n, facts: { change: 1 } })
    expect(steps[0]?.facts.most?.[0]).toMatchObject({ model: 'claude', nano: 146_000n })
  })

  it('is prices when the same tokens cost half', () => {
    const after = scaled(month, 100n, 50n, ({ tokenType, model }) => tokenType === 'output' && model === 'claude')
    expect(movement({ before: month, after }).steps).toEqual([
      {
        code: 'prices',
        nano: -50_000n,
        facts: { most: [{ vendor: 'anthropic', model: 'claude', tokenType: 'output', nano: -50_000n }] },
      },
    ])
  })

  it('is the model mix when the same number of tokens went to the cheaper model', () => {
    const before = [cell('claude', 'output', 1000n, 100_000n), cell('gpt', 'output', 1000n, 30_000n)]
    const after = [cell('claude', 'output', 500n, 50_000n), cell('gpt', 'output', 1500n, 45_000n)]
    const { steps } = movement({ before, after })
    expect(steps).toHaveLength(1)
    expect(steps[0]).toMatchObject({ code: 'mix', nano: -35_000n })
  })

  it('is the cache when more of the same input was read anew', () => {
    const after = month.map((one) => {
      if (one.model === 'claude' && one.tokenType === 'uncached_input')
        return { ...one, tokens: 10_000n, nano: 100_000n }
      return one.tokenType === 'cache_read' ? { ...one, tokens: 0n, nano: 0n } : one
    })
    const { steps } = movement({ before: month, after })
    expect(steps).toHaveLength(1)
    expect(steps[0]).toMatchObject({ code: 'cache', nano: 54_000n, facts: { before: 0.4, after: 0 } })
  })

  it('is the cache, not a price, when a kind of input was used for the first time', () => {
    const before = [cell('claude', 'uncached_input', 1000n, 10_000n)]
    const after = [cell('claude', 'uncached_input', 500n, 5000n), cell('claude', 'cache_write_5m', 500n, 6250n)]
    expect(movement({ before, after }).steps).toMatchObject([{ code: 'cache', nano: 1250n }])
  })

  it('is longer answers when a larger part of the tokens was output', () => {
    const before = [cell('claude', 'uncached_input', 900n, 900n), cell('claude', 'output', 100n, 500n)]
    const after = [cell('claude', 'uncached_input', 700n, 700n), cell('claude', 'output', 300n, 1500n)]
    expect(movement({ before, after }).steps).toMatchObject([
      { code: 'answers', nano: 800n, facts: { before: 0.1, after: 0.3 } },
    ])
  })

  it('names models that came and went, and charges that are not counted in tokens', () => {
    const before = [...month, cell('claude-old', 'output', 10n, 700n), cell('claude', 'none', 0n, 100n)]
    const after = [...month, cell('claude-new', 'output', 20n, 900n), cell('claude', 'none', 0n, 130n)]
    expect(movement({ before, after }).steps).toMatchObject([
      { code: 'new', nano: 900n, facts: { most: [{ model: 'claude-new' }] } },
      { code: 'gone', nano: -700n, facts: { most: [{ model: 'claude-old' }] } },
      { code: 'charges', nano: 30n },
    ])
  })

  it('takes an incident with its own cells out before it explains the rest', () => {
    const loop = [cell('claude', 'output', 5000n, 500_000n)]
    const after = [...scaled(month, 200n, 200n), ...loop]
    const { steps } = movement({ before: month, after, incidents: [{ name: 'loop', nano: 500_000n, cells: loop }] })
    expect(steps).toMatchObject([
      { code: 'work', nano: 176_000n },
      { code: 'incident', nano: 500_000n, facts: { name: 'loop' } },
    ])
  })

  it('takes an incident without cells from everything in proportion, so that the work of it is not told twice', () => {
    const after = scaled(month, 150n, 150n)
    const incidents: Incident[] = [{ name: 'loop', nano: 88_000n }]
    expect(movement({ before: month, after, incidents }).steps).toMatchObject([
      { code: 'incident', nano: 88_000n, facts: { name: 'loop' } },
    ])
  })

  it('counts an incident of the earlier period the other way round', () => {
    const before = scaled(month, 150n, 150n)
    const incidents: Incident[] = [{ name: 'leak', nano: 88_000n, period: 'before' }]
    expect(movement({ before, after: month, incidents }).steps).toMatchObject([{ code: 'incident', nano: -88_000n }])
  })

  it('has nothing to say of two equal periods, or of none', () => {
    expect(movement({ before: month, after: month }).steps).toEqual([])
    expect(movement({ before: [], after: [] })).toEqual({ before: 0n, after: 0n, difference: 0n, steps: [] })
    expect(codes(movement({ before: [], after: month }))).toEqual(['new'])
  })

  const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 18n })
  const cells = fc.array(
    fc.record({
      vendor: fc.constantFrom('anthropic', 'openai'),
      model: fc.constantFrom('a', 'b', 'c'),
      tokenType: fc.constantFrom(...TOKEN_TYPES),
      tokens: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 10n ** 13n })),
      nano: amount,
    }),
    { maxLength: 20 },
  )
  const incidents = fc.array(
    fc.record(
      { name: fc.string(), nano: amount, period: fc.constantFrom('before', 'after'), cells },
      { requiredKeys: ['name', 'nano'] },
    ),
    { maxLength: 3 },
  )

  it('has steps that add up to the difference to the nanodollar, whatever the periods hold', () => {
    fc.assert(
      fc.property(cells, cells, incidents, (before, after, named) => {
        const sum = (list: readonly { nano: bigint }[]) => list.reduce((all, { nano }) => all + nano, 0n)
        const found = movement({ before, after, incidents: named })
        expect(found.difference).toBe(sum(after) - sum(before))
        expect(sum(found.steps)).toBe(found.difference)
        const order = found.steps.map(({ code }) => STEPS.indexOf(code))
        expect(order).toEqual([...order].sort((a, b) => a - b))
      }),
      { numRuns: 500 },
    )
  })
})
