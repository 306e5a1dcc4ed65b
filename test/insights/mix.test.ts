import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MixDay, modelMix } from '../../worker/insights/mix.ts'
import { dayAfter } from './spend-series.ts'

const START = '2026-10-24'

/** Four weeks in which the project search-ranking goes from one vendor to the other in the third. */
const moving: MixDay[] = Array.from({ length: 28 }, (_, i) => {
  const date = dayAfter(START, i)
  const moved = i >= 17
  return [
    { date, vendor: 'anthropic', model: 'opus-x', part: 'platform', nano: 500n },
    { date, vendor: 'openai', model: 'luna-x', part: 'support', nano: 300n },
    moved
      ? { date, vendor: 'anthropic', model: 'sonnet-x', part: 'search-ranking', nano: 200n }
      : { date, vendor: 'openai', model: 'sol-x', part: 'search-ranking', nano: 200n },
  ]
}).flat()

describe('which models took over', () => {
  it('gives the share of each model in each week, the largest of the last week first', () => {
    const { weeks, models } = modelMix(moving)
    expect(weeks).toEqual(['2026-10-24', '2026-10-31', '2026-11-07', '2026-11-14'])
    expect(models.map(({ model, first, last }) => [model, first, last])).toEqual([
      ['opus-x', 0.5, 0.5],
      ['luna-x', 0.3, 0.3],
      ['sonnet-x', 0, 0.2],
      ['sol-x', 0.2, 0],
    ])
    expect(models[3]?.weeks).toEqual([0.2, 0.2, 0.085714285, 0])
  })

  it('counts what went from one vendor to the other in points, and names the part that made it', () => {
    expect(modelMix(moving).shift).toEqual({
      from: 'openai',
      to: 'anthropic',
      points: 20,
      part: 'search-ranking',
      partShare: 1,
      lost: 'sol-x',
      won: 'sonnet-x',
    })
  })

  it('names the part the old vendor lost where the new one calls it otherwise', () => {
    const renamed = moving.map((day) => (day.model === 'sonnet-x' ? { ...day, part: 'wrkspc-search' } : day))
    expect(modelMix(renamed).shift).toMatchObject({ points: 20, part: 'search-ranking', partShare: 1 })
  })

  it('prefers a part that moved over a larger one that merely ended', () => {
    const ending = moving.map((day) => {
      if (day.part === 'support') return { ...day, nano: day.date < '2026-11-07' ? 400n : 60n }
      return day
    })
    const { shift } = modelMix(ending)
    expect(shift?.part).toBe('search-ranking')
    expect(shift?.partShare).toBeLessThan(0.6)
  })

  it('has no shift with one vendor, in one week, or where shares stood still', () => {
    expect(modelMix(moving.filter(({ vendor }) => vendor === 'openai')).shift).toBeNull()
    expect(modelMix(moving.slice(-21)).shift).toBeNull()
    expect(modelMix(moving.filter(({ date }) => date < '2026-11-07')).shift).toBeNull()
    expect(modelMix([])).toEqual({ weeks: [], models: [], shift: null })
  })

  it('leaves out days before the first whole week, and says null of a week without cost', () => {
    const early = { date: '2026-10-20', vendor: 'openai', model: 'old-x', nano: 10_000n }
    expect(modelMix([early, ...moving]).weeks[0]).toBe(START)
    const silent = moving.filter(({ date }) => date < '2026-11-07' || date >= '2026-11-14')
    expect(modelMix(silent).models[0]?.weeks[2]).toBeNull()
  })

  it('has shares that add up to one in every week that cost something', () => {
    const days = fc.array(
      fc.record({
        date: fc.integer({ min: 0, max: 40 }).map((i) => dayAfter(START, i)),
        vendor: fc.constantFrom('anthropic', 'openai'),
        model: fc.constantFrom('a', 'b', 'c'),
        nano: fc.bigInt({ min: 1n, max: 10n ** 15n }),
      }),
      { minLength: 1 },
    )
    fc.assert(
      fc.property(days, (list) => {
        const { weeks, models } = modelMix(list)
        for (const [i] of weeks.entries()) {
          const shares = models.map((model) => model.weeks[i] ?? null)
          if (shares.every((share) => share === null)) continue
          expect(shares.reduce<number>((sum, share) => sum + (share ?? 0), 0)).toBeCloseTo(1, 6)
        }
      }),
    )
  })
})
