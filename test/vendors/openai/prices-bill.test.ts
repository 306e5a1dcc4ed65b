// The example usage times the list is the example bill, to the nanodollar and line by line.
import { describe, expect, it } from 'vitest'
import { costs } from '../../../worker/vendors/openai/costs.ts'
import { estimateUsage } from '../../../worker/vendors/prices/prices.ts'
import bill from '../../vectors/openai-examples/costs.json'
import completionsOne from '../../vectors/openai-examples/usage-completions.json'
import completionsTwo from '../../vectors/openai-examples/usage-completions.page2.json'
import embeddings from '../../vectors/openai-examples/usage-embeddings.json'
import vectorStores from '../../vectors/openai-examples/usage-vector-stores.json'
import webSearches from '../../vectors/openai-examples/usage-web-search-calls.json'
import { ask, inTurn, literal, pageOf } from '../literal.ts'
import { streamOf } from './reporting.ts'

const dataOf = async (stream: Pick<typeof costs, 'page'>, answer: unknown) =>
  pageOf(await stream.page(literal(inTurn(answer)).client, ask())).drafts.map(({ data }) => data)

const lines = await dataOf(costs, bill)
const billed = (keep: (line: (typeof lines)[number]) => boolean) =>
  lines.filter(keep).reduce((sum, line) => sum + BigInt(String(line.amount_nano)), 0n)
const estimated = (rows: (typeof lines)[number][]) =>
  rows.reduce((sum, row) => sum + (estimateUsage('openai', row) ?? -(10n ** 18n)), 0n)

describe('the example bill', () => {
  it('agrees with every row of completions, model by model and day by day', async () => {
    const rows = [
      ...(await dataOf(streamOf('completions'), { ...completionsOne, has_more: false })),
      ...(await dataOf(streamOf('completions'), completionsTwo)),
    ]
    expect(rows).toHaveLength(6)
    for (const row of rows) {
      const tokens = billed(
        ({ day, model, cost_type }) => day === row.day && model === row.model && cost_type === 'tokens',
      )
      expect(tokens, String(row.model)).toBeGreaterThan(0n)
      // The example bills nothing for cached audio, for which the list has no rate either; we take it for plain audio input.
      const unbilled = BigInt(Number(row.cached_audio)) * 10_000n
      expect(estimateUsage('openai', row), String(row.model)).toBe(tokens + unbilled)
    }
  })

  it('agrees with embeddings and web searches', async () => {
    for (const row of await dataOf(streamOf('embeddings'), embeddings)) {
      expect(estimateUsage('openai', row)).toBe(billed(({ model }) => model === row.model))
    }
    const searches = await dataOf(streamOf('web_search_calls'), webSearches)
    expect(estimated(searches)).toBe(billed(({ cost_type }) => cost_type === 'web_search'))
  })

  it('has the price of stored gibibytes, less a first one that is free', async () => {
    const [stored] = await dataOf(streamOf('vector_stores'), vectorStores)
    const free = estimateUsage('openai', { ...stored, quantity: 2 ** 30 })
    expect(free).toBe(100_000_000n)
    expect(estimated([stored ?? {}]) - (free ?? 0n)).toBe(billed(({ cost_type }) => cost_type === 'storage'))
  })
})
