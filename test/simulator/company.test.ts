// The invented company: the same for the same seed, of a realistic size, true to release dates, with its incident.
import { describe, expect, it } from 'vitest'
import { dayName, dayNumber } from './days.ts'
import { moment, simulatorAt } from './support/asking.ts'
import { createWorld } from './world.ts'

const world = createWorld({ now: () => moment })
const { company } = world
const weekdays = ['2026-10-27', '2026-10-29', '2026-11-04', '2026-11-12', '2026-11-18', '2026-11-19'].map(dayNumber)

describe('the same seed', () => {
  it('gives the same days in another simulator, in any order of asking', () => {
    const again = createWorld({ now: () => moment }).company
    for (const day of [...weekdays].reverse()) {
      expect(again.usageOf(day)).toEqual(company.usageOf(day))
      expect(again.codeOf(day)).toEqual(company.codeOf(day))
      expect(again.activitiesOf(day)).toEqual(company.activitiesOf(day))
    }
  })

  it('gives the same keys, another seed gives others', () => {
    expect(simulatorAt().keys).toEqual(simulatorAt().keys)
    expect(createWorld({ seed: 2, now: () => moment }).holders[0]?.secret).not.toBe(world.holders[0]?.secret)
  })

  it('does not depend on the clock except for the days of the leak and of what else turned', () => {
    const later = createWorld({ now: () => new Date('2026-12-20T08:00:00Z') }).company
    expect(later.usageOf(dayNumber('2026-10-06'))).toEqual(company.usageOf(dayNumber('2026-10-06')))
    expect(Object.values(later.turns ?? {}).map(dayName)).toEqual(['2026-11-20', '2026-12-02'])
    expect(dayName(later.incident)).toBe('2026-12-11')
  })
})

describe('the size', () => {
  it('is about sixty members, eight workspaces, fifteen keys in every state', () => {
    const today = company.people.filter((person) => person.left === null)
    expect(today).toHaveLength(60)
    expect(new Set(today.map((person) => person.email)).size).toBe(60)
    expect(today.every((person) => person.email.endsWith('@tarnwick.example'))).toBe(true)
    expect(company.workspaces).toHaveLength(8)
    expect(new Set(company.keys.map((key) => key.status))).toEqual(
      new Set(['active', 'inactive', 'archived', 'expired']),
    )
  })

  it('is 150 to 250 rows and 220 to 380 events a weekday, far less on a Sunday', () => {
    for (const day of weekdays) {
      expect(company.usageOf(day).length).toBeGreaterThanOrEqual(150)
      expect(company.usageOf(day).length).toBeLessThanOrEqual(250)
      expect(company.activitiesOf(day).length).toBeGreaterThanOrEqual(220)
      expect(company.activitiesOf(day).length).toBeLessThanOrEqual(380)
    }
    expect(company.activitiesOf(dayNumber('2026-11-15')).length).toBeLessThan(80)
  })

  it('grew over two years', () => {
    const output = (name: string) => company.usageOf(dayNumber(name)).reduce((sum, row) => sum + row.output, 0)
    expect(output('2025-11-19')).toBeGreaterThan(3 * output('2025-02-19'))
    expect(output('2026-11-18')).toBeGreaterThan(2 * output('2025-11-19'))
    expect(company.usageOf(dayNumber('2024-11-01'))).toEqual([])
  })

  it('knows every tier, window, geography, speed and cache write', () => {
    const rows = company.usageOf(dayNumber('2026-11-18'))
    const values = (name: 'serviceTier' | 'contextWindow' | 'inferenceGeo' | 'speed') =>
      new Set(rows.map((row) => row[name]))
    expect(values('serviceTier')).toEqual(new Set(['standard', 'batch', 'priority']))
    expect(values('contextWindow')).toEqual(new Set(['0-200k', '200k-1M']))
    expect(values('speed')).toEqual(new Set(['standard', 'fast']))
    expect(values('inferenceGeo')).toEqual(new Set(['global', 'us', 'not_available']))
    expect(rows.some((row) => row.write5m > 0 && row.write1h > 0)).toBe(true)
    expect(rows.some((row) => row.webSearches > 0)).toBe(true)
  })
})

describe('models', () => {
  const first = (model: string) => {
    for (let day = dayNumber('2026-06-01'); ; day++)
      if (company.usageOf(day).some((row) => row.model === model)) return dayName(day)
  }
  it.each([
    ['claude-opus-5-5', '2026-09-22'],
    ['claude-sonnet-5-5', '2026-09-28'],
    ['claude-haiku-5-5', '2026-10-07'],
    ['claude-fable-5-2', '2026-11-09'],
    ['claude-lattice-preview', '2026-10-19'],
  ])('%s is used from %s on, within a few days', (model, released) => {
    expect(first(model) >= released).toBe(true)
    expect(dayNumber(first(model)) - dayNumber(released)).toBeLessThan(6)
  })
})

describe('the leaked key', () => {
  it('burns opus for five hours, nine days before the first "now"', () => {
    expect(dayName(company.incident)).toBe('2026-11-11')
    const loop = company.usageOf(company.incident).filter((row) => row.shape === 'leak')
    expect(loop.map((row) => row.model)).toEqual(['claude-opus-5-5'])
    const rest = company.usageOf(company.incident - 7).reduce((sum, row) => sum + row.output, 0)
    expect(loop[0]?.output).toBeGreaterThan(rest)
    expect(company.usageOf(company.incident + 1).some((row) => row.apiKeyId === loop[0]?.apiKeyId)).toBe(false)
  })

  it('is switched off the day after, on the key list and in the feed', () => {
    const events = company
      .activitiesOf(company.incident + 1)
      .filter((event) => event.body.type === 'platform_api_key_updated')
    expect(events).toHaveLength(1)
  })
})

describe('Claude Code', () => {
  it('adds up to the usage of those who pay by the token', () => {
    for (const day of weekdays) {
      const paying = company.codeOf(day).filter((row) => row.email !== null && row.customer === 'api')
      const tokens = paying.flatMap((row) => row.models).reduce((sum, model) => sum + model.output, 0)
      const usage = company.usageOf(day).filter((row) => row.accountId !== null)
      expect(tokens).toBe(usage.reduce((sum, row) => sum + row.output, 0))
    }
  })

  it('has seat holders, a build server, several terminals, remote work, and unique rows', () => {
    const rows = weekdays.flatMap((day) => company.codeOf(day))
    expect(new Set(rows.map((row) => row.customer))).toEqual(new Set(['api', 'subscription']))
    expect(rows.some((row) => row.keyName === 'ci-automation')).toBe(true)
    expect(new Set(rows.map((row) => row.terminal)).size).toBeGreaterThanOrEqual(5)
    expect(rows.some((row) => row.remote)).toBe(true)
    expect(rows.some((row) => row.models.length === 0)).toBe(true)
    const keys = rows.map((row) => [row.day, row.email, row.keyName, row.terminal, row.customer, row.remote].join())
    expect(new Set(keys).size).toBe(keys.length)
  })
})
