// What changes a price: tier, region, speed, searches, the size of a prompt; and how an estimate is rounded.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimate } from '../../worker/vendors/prices/anthropic.ts'
import { estimateUsage } from '../../worker/vendors/prices/prices.ts'
import { DAY, M, nanoOf, perMillion, usd } from './pricing.ts'

describe('the modifiers', () => {
  it('halve batches, also of the people’s view', () => {
    expect(perMillion('claude-sonnet-5-5', { service_tier: 'batch' })).toEqual([1, 1.25, 2, 0.05, 5].map(usd))
    expect(perMillion('claude-sonnet-5-5', { product: 'message_batches_api' })).toEqual([1, 1.25, 2, 0.05, 5].map(usd))
  })

  it('add a tenth for the US, from Claude 4.6 on', () => {
    expect(perMillion('claude-opus-5-5', { inference_geo: 'us' })).toEqual([4.4, 5.5, 8.8, 0.22, 22].map(usd))
    expect(perMillion('claude-opus-5-5', { inference_geo: 'global' })).toEqual([4, 5, 8, 0.2, 20].map(usd))
    expect(perMillion('claude-haiku-4-5', { inference_geo: 'us' })).toEqual([1, 1.25, 2, 0.1, 5].map(usd))
  })

  it('double fast mode where there is one, and while there is', () => {
    expect(perMillion('claude-fable-5-2', { speed: 'fast' })).toEqual([16, 20, 32, 0.4, 80].map(usd))
    expect(perMillion('claude-opus-5', { speed: 'fast', inference_geo: 'us' })).toEqual(
      [11, 13.75, 22, 1.1, 55].map(usd),
    )
    const fast = { model: 'claude-opus-4-8', speed: 'fast', uncached_input: M, output: 0 }
    expect(nanoOf(estimate({ ...fast, day: '2026-11-29' }))).toBe(usd(10))
    expect(estimate({ ...fast, day: '2026-11-30' })).toEqual({ code: 'no_price' })
    expect(estimate({ ...fast, day: DAY, model: 'claude-sonnet-5' })).toEqual({ code: 'no_price' })
    expect(estimate({ ...fast, day: DAY, service_tier: 'batch' })).toEqual({ code: 'no_price' })
  })

  it.each(['priority', 'priority_on_demand', 'flex', 'flex_discount', 'of_tomorrow'])(
    'do not guess at tier %s',
    (tier) => {
      expect(estimate({ day: DAY, model: 'claude-opus-5', service_tier: tier, uncached_input: 1, output: 1 })).toEqual({
        code: 'no_price',
      })
    },
  )

  it('do not guess at a region or a speed of tomorrow', () => {
    const row = { day: DAY, model: 'claude-opus-5', uncached_input: 1, output: 1 }
    expect(estimate({ ...row, inference_geo: 'eu' })).toEqual({ code: 'no_price' })
    expect(estimate({ ...row, speed: 'warp' })).toEqual({ code: 'no_price' })
  })

  it('add a cent for each web search, whatever else holds', () => {
    const row = {
      day: DAY,
      model: 'claude-opus-5',
      service_tier: 'batch',
      uncached_input: 0,
      output: 0,
      web_searches: 3,
    }
    expect(nanoOf(estimate(row))).toBe(usd(0.03))
  })
})

describe('Haiku 5.5', () => {
  const row = { day: DAY, model: 'claude-haiku-5-5', uncached_input: M, output: M }

  it('has two prices by the size of a prompt, so an estimate is a range from its low end', () => {
    expect(estimate(row)).toEqual({ nano: usd(0.6), range: { low: usd(0.6), high: usd(3) } })
  })

  it('has the high one for prompts past 200k', () => {
    expect(estimate({ ...row, context_window: '200k-1M' })).toEqual({ nano: usd(3) })
    expect(estimate({ ...row, context_window: '0-200k' })).toHaveProperty('range')
  })
})

describe('an estimate', () => {
  it('is rounded once, half to even', () => {
    // 5 tokens of cache reads at 0.01 a million with batch: 25 picodollars in all, and half of that.
    const tiny = (cache_read: number) =>
      nanoOf(
        estimate({
          day: DAY,
          model: 'claude-haiku-4-5',
          uncached_input: 0,
          output: 0,
          cache_read,
          service_tier: 'batch',
        }),
      )
    // 0.05 picodollars ×10^6 a token: 10 tokens are 500 nanodollars.
    expect(tiny(10)).toBe(500n)
    const haiku = (cache_read: number) =>
      nanoOf(
        estimate({
          day: DAY,
          model: 'claude-haiku-5-5',
          uncached_input: 0,
          output: 0,
          cache_read,
          service_tier: 'batch',
          inference_geo: 'us',
        }),
      )
    // 5.5 nanodollars a token: 1 → 5.5 → 6, 3 → 16.5 → 16.
    expect([haiku(1), haiku(2), haiku(3)]).toEqual([6n, 11n, 16n])
  })

  it('takes counters past 2^53 and refuses ones that are unknown', () => {
    const row = { day: DAY, model: 'claude-opus-5-5', output: 0 }
    expect(nanoOf(estimate({ ...row, uncached_input: '90071992547409931' }))).toBe(90071992547409931n * 4000n)
    expect(estimate({ ...row, uncached_input: null })).toEqual({ code: 'no_price' })
    expect(estimateUsage('anthropic', {})).toBeNull()
  })

  it('of many rows is the sum of them as long as nothing is rounded', () => {
    const tokens = fc.nat(10_000_000)
    fc.assert(
      fc.property(tokens, tokens, (a, b) => {
        const of = (output: number) =>
          nanoOf(estimate({ day: DAY, model: 'claude-opus-5', uncached_input: 0, output })) ?? -1n
        return of(a) + of(b) === of(a + b)
      }),
    )
  })
})
