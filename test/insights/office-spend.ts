// Invented spend for the tests of the forecast: office weeks with seeded noise, and a tolerance that says what it compared.
import { expect } from 'vitest'
import { random } from './spend-series.ts'

export const OFFICE = [1, 1.1, 1.1, 1.05, 0.95, 0.3, 0.25]
export const days = (count: number, at: (day: number) => number) => Array.from({ length: count }, (_, day) => at(day))
/** Office spend with noise of about 8 % (seeded). */
export const office = (count: number, level: (day: number) => number = () => 100, seed = 3) => {
  const next = random(seed)
  return days(count, (day) => level(day) * (OFFICE[day % 7] ?? 1) * (0.86 + 0.28 * next()))
}

/** Within a share of what is expected. */
export const near = (actual: number, expected: number, share: number) =>
  expect(Math.abs(actual - expected), `${actual} is near ${expected}`).toBeLessThanOrEqual(share * Math.abs(expected))
