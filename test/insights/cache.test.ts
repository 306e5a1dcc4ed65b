import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CacheTokens, cacheEfficiency, type PriceOf } from '../../worker/insights/cache.ts'

/** Picodollars a token: 3 dollars a million of input, a tenth for reads, five quarters and double for writes. */
const prices: PriceOf = (_, model, type) => {
  if (model === 'unknown') return null
  const of = {
    uncached_input: 3_000_000n,
    cache_read: 300_000n,
    cache_write_5m: 3_750_000n,
    cache_write_1h: 6_000_000n,
  }
  return of[type as keyof typeof of] ?? null // other kinds have no price here
}

const tokens = (model: string, uncached: bigint, read: bigint, writes: CacheTokens['writes'] = {}): CacheTokens => ({
  vendor: 'anthropic',
  model,
  uncached,
  read,
  writes,
})

const one = (model: CacheTokens, weeks: readonly CacheTokens[] = []) => {
  const found = cacheEfficiency([model], prices, weeks)
  return { ...found, first: found.models[0] }
}

describe('what the prompt cache brings', () => {
  it('is the cost of the same tokens uncached less what reads and writes cost', () => {
    const { first, saved } = one(tokens('sonnet-x', 2_000_000n, 6_000_000n, { cache_write_5m: 2_000_000n }))
    expect(first).toMatchObject({
      hitRate: 0.6,
      input: 10_000_000n,
      // 6 million reads at 0.30 and 2 million writes at 3.75 dollars, against 8 million at 3 dollars.
      cost: 9_300_000_000n,
      uncachedCost: 24_000_000_000n,
      saved: 14_700_000_000n,
      loss: false,
    })
    expect(saved).toBe(14_700_000_000n)
  })

  it('is a loss when writes are never read', () => {
    const { first } = one(tokens('sonnet-x', 0n, 0n, { cache_write_1h: 1_000_000n }))
    expect(first).toMatchObject({ hitRate: 0, saved: -3_000_000_000n, loss: true })
  })

  it('says what 80 % would save where the tenant has no better example', () => {
    const { first, target, wouldSave } = one(tokens('sonnet-x', 5_000_000n, 5_000_000n))
    expect(target).toEqual({ rate: 0.8, source: 'default' })
    // Three million more reads, 2.70 dollars a million cheaper.
    expect(first?.wouldSave).toBe(8_100_000_000n)
    expect(wouldSave).toBe(8_100_000_000n)
  })

  it('takes the best week of the tenant as the target, unless it is a trifle or a poor one', () => {
    const model = tokens('sonnet-x', 5_000_000n, 5_000_000n)
    const good = tokens('opus-x', 100_000n, 900_000n)
    expect(one(model, [model, good]).target).toEqual({ rate: 0.9, source: 'own_best_week' })
    expect(one(model, [model, tokens('opus-x', 1n, 99n)]).target).toEqual({ rate: 0.5, source: 'own_best_week' })
    expect(one(model, [tokens('opus-x', 9n, 1n)]).target).toEqual({ rate: 0.8, source: 'default' })
  })

  it('would save nothing at or above the target', () => {
    expect(one(tokens('sonnet-x', 1_000_000n, 9_000_000n)).first?.wouldSave).toBe(0n)
  })

  it('turns writes into reads too when uncached input is not enough', () => {
    const { first } = one(tokens('sonnet-x', 0n, 5_000_000n, { cache_write_5m: 5_000_000n }))
    // Three million writes of 3.75 dollars a million become reads of 0.30.
    expect(first?.wouldSave).toBe(10_350_000_000n)
  })

  it('says nothing of money without a price, and counts it', () => {
    const found = cacheEfficiency([tokens('unknown', 1n, 3n), tokens('sonnet-x', 10n, 0n)], prices)
    expect(found.withoutPrice).toBe(1)
    expect(found.models.map(({ model }) => model)).toEqual(['sonnet-x', 'unknown'])
    expect(found.models[1]).toMatchObject({ hitRate: 0.75, cost: null, saved: null, wouldSave: null, loss: false })
  })

  it('has no hit rate without input', () => {
    expect(one(tokens('sonnet-x', 0n, 0n)).first).toMatchObject({ hitRate: null, saved: 0n, wouldSave: 0n })
  })

  it('never would save less than nothing, and never more than all input costs', () => {
    const count = fc.bigInt({ min: 0n, max: 10n ** 15n })
    fc.assert(
      fc.property(count, count, count, count, (uncached, read, short, long) => {
        const { first } = one(tokens('sonnet-x', uncached, read, { cache_write_5m: short, cache_write_1h: long }))
        const all = (uncached * 3_000_000n + read * 300_000n + short * 3_750_000n + long * 6_000_000n) / 1000n
        expect((first?.wouldSave ?? -1n) >= 0n && (first?.wouldSave ?? 0n) <= all).toBe(true)
      }),
    )
  })
})
