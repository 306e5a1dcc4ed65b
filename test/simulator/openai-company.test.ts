// The organization at the second vendor: the same for the same seed, of a realistic size, one company with the first vendor's.
import { describe, expect, it } from 'vitest'
import { dayNumber } from './days.ts'
import { personTruth } from './people-truth.ts'
import { moment, simulatorAt, turn } from './support/asking.ts'
import { truthBetween, truthOf } from './truth.ts'
import { createWorld } from './world.ts'

const world = createWorld({ now: () => moment })
const { openai } = world
const now = new Date('2026-11-30T00:00:00Z')
const days = (from: string, to: string) =>
  Array.from({ length: dayNumber(to) - dayNumber(from) + 1 }, (_, index) => dayNumber(from) + index)
const linesOn = (day: number) =>
  new Set(openai.billOf(day, 0, 1440, now, false).map((line) => `${line.project}|${line.lineItem}`)).size

describe('the same seed', () => {
  it('gives the same days in another simulator, in any order of asking', () => {
    const again = createWorld({ now: () => moment }).openai
    for (const day of days('2026-11-10', '2026-11-19').reverse()) {
      expect(again.usageOf(day)).toEqual(openai.usageOf(day))
      expect(again.billOf(day, 0, 1440, now, false)).toEqual(openai.billOf(day, 0, 1440, now, false))
      expect(again.auditOf(day, now)).toEqual(openai.auditOf(day, now))
    }
    expect(simulatorAt().keys).toEqual(simulatorAt().keys)
  })

  it('does not depend on the clock except for the day on which search ranking left', () => {
    const later = createWorld({ now: () => new Date('2027-03-01T00:00:00Z') }).openai
    // The lane of search ranking knows when it will leave; what it used so far is the same.
    const used = (from: typeof openai) => from.usageOf(dayNumber('2026-10-06')).map(({ lane: _, ...row }) => row)
    expect(used(later)).toEqual(used(openai))
  })
})

describe('the size', () => {
  it('is some hundred rows of usage and of costs a day, so that ninety days are about twenty thousand records', () => {
    const autumn = days('2026-08-22', '2026-11-19')
    const usage = autumn.reduce((sum, day) => sum + openai.usageOf(day).length, 0)
    const costs = autumn.reduce((sum, day) => sum + linesOn(day), 0)
    expect(usage / autumn.length).toBeGreaterThan(95)
    expect(usage / autumn.length).toBeLessThan(180)
    expect(costs / autumn.length).toBeLessThan(110)
    expect(usage + costs).toBeGreaterThan(15_000)
    expect(usage + costs).toBeLessThan(23_000)
  })

  it('grew over two years, and rests on Sundays', () => {
    const nano = (name: string) => truthOf(world, dayNumber(name)).openai.costs.nano
    expect(nano('2025-11-18')).toBeGreaterThan(2n * nano('2025-02-18'))
    expect(nano('2026-11-17')).toBeGreaterThan(2n * nano('2025-11-18'))
    expect(nano('2026-11-15')).toBeLessThan(nano('2026-11-17') / 2n)
    expect(openai.usageOf(dayNumber('2024-11-20'))).toEqual([])
  })

  it('uses a model on the day of its release at the earliest', () => {
    const models = (name: string) => new Set(openai.usageOf(dayNumber(name)).map((row) => row.model))
    expect(models('2026-11-16').has('gpt-6.2-sol')).toBe(false)
    expect(models('2026-11-19').has('gpt-6.2-sol')).toBe(true)
    expect(models('2026-08-26').has('gpt-6-luna')).toBe(false)
  })
})

it('slices of a day that meet add up to the whole, in tokens and in money', () => {
  const day = dayNumber('2026-11-18')
  const total = (from: number, to: number) =>
    openai.billOf(day, from, to, now, false).reduce((sum, line) => sum + line.nano, 0n)
  expect(total(0, 600) + total(600, 601) + total(601, 1440)).toBe(total(0, 1440))
})

it('a running day grows, and the invoice of a day is that of both vendors', async () => {
  const simulator = simulatorAt()
  const day = dayNumber('2026-11-20')
  const before = truthOf(simulator.world, day)
  await turn(simulator, 'clock', { advance_ms: 3 * 3_600_000 })
  const after = truthOf(simulator.world, day)
  expect(after.invoice.openai).toBeGreaterThan(before.invoice.openai)
  expect(after.invoice.anthropic).toBeGreaterThan(before.invoice.anthropic)
  for (const { invoice, costs } of truthBetween(simulator.world, day - 5, day)) {
    expect(Math.abs(Number(invoice.anthropic) - Number(costs.cents) * 1e7)).toBeLessThan(2)
  }
})

it('one person works at both vendors under different addresses', () => {
  const { specials } = openai
  const week = (member: typeof specials.aliasDomain) =>
    days('2026-11-09', '2026-11-15').map((day) => personTruth(world, member, day))
  const sum = (member: typeof specials.aliasDomain, vendor: 'anthropic' | 'openai') =>
    week(member).reduce((total, day) => total + day[vendor].output, 0)
  for (const member of [specials.aliasDomain, specials.nullName]) {
    expect(sum(member, 'anthropic')).toBeGreaterThan(0)
    expect(sum(member, 'openai')).toBeGreaterThan(0)
  }
  expect(sum(specials.onlyAtOpenai, 'anthropic')).toBe(0)
  expect(sum(specials.onlyAtOpenai, 'openai')).toBeGreaterThan(0)
})

it('the truth is served as JSON, with nanodollars as text', async () => {
  const simulator = simulatorAt()
  const url = 'http://any.host/__sim/truth?from=2026-11-18&to=2026-11-18'
  const body = await (await simulator.fetch(new Request(url))).json()
  const { invoice } = truthOf(simulator.world, dayNumber('2026-11-18'))
  expect(body).toMatchObject({ days: [{ invoice: { openai: String(invoice.openai) } }] })
})
