// What turned at the company besides the leak: a workload that changed vendors, a rollout that doubled, and a company where nothing turns.
import { describe, expect, it } from 'vitest'
import { turnFactor } from './company/turns.ts'
import { dayNumber } from './days.ts'
import { searchProject } from './openai/company/projects.ts'
import { moment } from './support/asking.ts'
import { createWorld } from './world.ts'

const world = createWorld({ now: () => moment })
const { company, openai, quiet, openaiQuiet } = world
const today = dayNumber('2026-11-20')

describe('the workload that changed vendors', () => {
  const project = openai.projects.find(({ name }) => name === searchProject)?.id
  const key = company.keys.find(({ name }) => name === 'svc-search-prod')?.id
  const left = (day: number) => openai.usageOf(day).filter((row) => row.project === project).length
  const uncached = (day: number) =>
    company
      .usageOf(day)
      .filter((row) => row.apiKeyId === key)
      .reduce((sum, row) => sum + row.uncached, 0)

  it('was all at OpenAI until thirty days ago, and is all at Anthropic since the third day', () => {
    expect(company.turns?.shift).toBe(today - 30)
    expect(left(today - 31)).toBeGreaterThan(0)
    expect(left(today - 28)).toBe(0)
    expect(left(today - 1)).toBe(0)
  })

  it('makes the key that it came to twice as large', () => {
    const week = (from: number) => [0, 1, 2, 3, 4, 5, 6].reduce((sum, day) => sum + uncached(from + day), 0)
    expect(week(today - 27)).toBeGreaterThan(1.5 * week(today - 38))
  })
})

it('Claude Code doubled eighteen days ago and stayed', () => {
  const turn = { kind: 'doubles', day: today - 18 } as const
  expect([turnFactor(turn, today - 19), turnFactor(turn, today - 18), turnFactor(turn, today)]).toEqual([1, 2.1, 2.1])
  const code = (day: number) =>
    company
      .usageOf(day)
      .filter((row) => row.product === 'claude_code')
      .reduce((sum, row) => sum + row.uncached, 0)
  expect(code(today - 17)).toBeGreaterThan(1.5 * code(today - 24))
})

describe('the quiet company', () => {
  it('has no leak, no move, and takes up no model that is newer than half a year', () => {
    expect(quiet.turns).toBeNull()
    const models = new Set<string | null>()
    for (let day = today - 90; day < today; day += 1) {
      for (const row of quiet.usageOf(day)) models.add(row.model)
      for (const row of openaiQuiet.usageOf(day)) models.add(row.model)
      expect(quiet.usageOf(day).some((row) => row.shape === 'leak')).toBe(false)
    }
    expect(models.has('claude-sonnet-5-5')).toBe(false)
    expect(models.has('gpt-6-sol')).toBe(false)
  })

  it('is reached with keys of its own at both vendors', () => {
    expect(world.holders.find(({ name }) => name === 'adminQuiet')?.company).toBe(quiet)
    expect(world.openaiHolders.find(({ name }) => name === 'openaiAdminQuiet')?.organization).toBe(openaiQuiet)
  })
})
