import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, copyLevel, expectation, lowestWeekday, median, newLevel } from '../../worker/insights/anomaly-level.ts'

/** Four weeks of a level with weekends at a third, exact. */
function fourWeeks(growth = 0) {
  const level = newLevel()
  for (let i = 0; i < 28; i++) {
    const height = Math.log((i % 7 > 4 ? 100 : 300) * (1 + growth) ** i)
    accept(level, i, i % 7, height, 0)
  }
  return level
}

describe('the picture of a series', () => {
  it('has the middle value, like sorting and looking', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (values) => {
        const sorted = [...values].sort((a, b) => a - b)
        const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0]
        expect(median(values)).toBeCloseTo(sorted.length % 2 === 1 ? high : (low + high) / 2, 9)
      }),
    )
    expect(median([])).toBeNaN()
  })

  it('expects of each weekday what that weekday brings', () => {
    const level = fourWeeks()
    expect(Math.exp(expectation(level, 0)?.log ?? 0)).toBeCloseTo(300, 6)
    expect(Math.exp(expectation(level, 6)?.log ?? 0)).toBeCloseTo(100, 6)
    expect(lowestWeekday(level)).toBeCloseTo(1 / 3, 6)
  })

  it('follows growth of one percent a day within four', () => {
    const next = Math.exp(expectation(fourWeeks(0.01), 0)?.log ?? 0)
    expect(next / (300 * 1.01 ** 28)).toBeGreaterThan(0.96)
    expect(next / (300 * 1.01 ** 28)).toBeLessThan(1.04)
  })

  it('never believes a series to be without any spread, and little of it before it has shown its own', () => {
    expect(expectation(fourWeeks(), 0)?.spread).toBe(0.03)
    const young = newLevel()
    for (let i = 0; i < 9; i++) accept(young, i, i % 7, 5, undefined)
    expect(expectation(young, 3)?.spread).toBeCloseTo(0.2, 6)
  })

  it('says nothing of a series that it hardly knows', () => {
    const level = newLevel()
    expect(expectation(level, 1)).toBeUndefined()
    accept(level, 0, 1, 5, undefined)
    expect(expectation(level, 1)).toBeUndefined()
  })

  it('forgets the height, not the week, when a new level begins', () => {
    const level = fourWeeks()
    level.since = 28
    for (let i = 28; i < 32; i++) accept(level, i, i % 7, Math.log(900), undefined)
    expect(Math.exp(expectation(level, 6)?.log ?? 0)).toBeCloseTo(300, 6)
  })

  it('is copied whole: what the copy learns the original does not', () => {
    const level = fourWeeks()
    const copy = copyLevel(level)
    for (let i = 28; i < 60; i++) accept(copy, i, i % 7, Math.log(9000), 2)
    expect(level).toEqual(fourWeeks())
  })
})
