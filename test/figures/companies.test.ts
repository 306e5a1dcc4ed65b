// The seeded company and the quiet one, day by day: what is found, of what cause, on which day; and that nothing is found where nothing is.
import { describe, expect, it } from 'vitest'
import { type Found, findAll } from '../../worker/figures/found.ts'
import { cutTables, type Tables } from '../../worker/figures/tables.ts'
import type { Company } from '../simulator/company/company.ts'
import { leakedKey } from '../simulator/company/keys.ts'
import { dayName, dayNumber } from '../simulator/days.ts'
import type { Organization } from '../simulator/openai/company/organization.ts'
import { searchProject } from '../simulator/openai/company/projects.ts'
import { createWorld } from '../simulator/world.ts'
import { homesOf, simulatedTables } from './simulated.ts'

const TODAY = dayNumber('2026-11-20')
const YESTERDAY = dayName(TODAY - 1)
/** Days whose findings are looked at, and the first day of the tables: four months before them. */
const LOOKED_AT = 90
const FROM = dayName(TODAY - LOOKED_AT)
const BEGIN = dayName(TODAY - LOOKED_AT - 120)

const worldOf = (seed: number) => createWorld({ seed, now: () => new Date('2026-11-20T10:00:00Z') })
const tablesAt = (company: Company, organization: Organization): Tables =>
  simulatedTables(company, organization, BEGIN, YESTERDAY)

const world = worldOf(1)
const tables = tablesAt(world.company, world.openai)
const homes = homesOf(world.company, world.openai)
const inRange = (found: readonly Found[]) => found.filter(({ date }) => date >= FROM)
const daysApart = (a: string, b: number) => Math.abs(dayNumber(a) - b)

describe('the seeded company', () => {
  const found = inRange(findAll(tables, homes))
  const one = (cause: Found['cause']): Found => {
    const own = found.filter((each) => each.cause === cause)
    expect(own).toHaveLength(1)
    return own[0] as Found // the line above says that there is one
  }

  it('has the four things that happened, and no more', () => {
    expect(found.map(({ cause }) => cause).sort()).toEqual(['growth', 'model_shift', 'one_key', 'price_change'])
  })

  it('the leak: one day, one key, of the whole', () => {
    const leak = one('one_key')
    expect(leak).toMatchObject({
      kind: 'spike',
      direction: 'up',
      scope: { by: 'tenant' },
      date: dayName(world.company.incident),
    })
    expect(leak.culprit?.value).toBe(world.company.keys.find(({ name }) => name === leakedKey)?.id)
  })

  it('the shift: from the project at OpenAI to the key at Anthropic, within a day of when it began', () => {
    const shift = one('model_shift')
    expect(daysApart(shift.date, world.company.turns?.shift ?? 0)).toBeLessThanOrEqual(1)
    expect(shift).toMatchObject({ kind: 'shift', culprit: { vendor: 'anthropic' }, against: { vendor: 'openai' } })
    const project = world.openai.projects.find(({ name }) => name === searchProject)
    const keys = world.openai.keys.filter((key) => key.project === project?.id).map(({ id }) => id)
    expect([project?.id, ...keys]).toContain(shift.against?.value)
  })

  it('the growth: the workspace whose use doubled, on its day', () => {
    const growth = one('growth')
    expect(daysApart(growth.date, world.company.turns?.growth ?? 0)).toBeLessThanOrEqual(1)
    const home = world.company.workspaces.find(({ name }) => name === 'Claude Code')
    expect(growth).toMatchObject({ kind: 'shift', direction: 'up', culprit: { by: 'workspace', value: home?.id } })
  })

  it('the price: the model, the kind of token and the day of the list', () => {
    const change = one('price_change')
    expect(change).toMatchObject({
      kind: 'price',
      date: '2026-10-07',
      culprit: { by: 'model', value: 'claude-sonnet-5-5' },
    })
    expect(change.facts).toMatchObject({ token_type: 'cache_read', before: '200000', after: '100000' })
  })

  it('parts and everything else add up to the difference, to the nanodollar', () => {
    for (const { parts, rest, expected, actual } of findAll(tables, homes)) {
      expect(parts.reduce((sum, { above }) => sum + above, 0n) + rest).toBe(actual - expected)
    }
  })

  it('what was noticed on an evening is noticed under the same key on every later one', () => {
    const last = new Set(findAll(tables, homes).map(({ key }) => key))
    for (let ago = 60; ago > 1; ago -= 4) {
      const then = findAll(cutTables(tables, dayName(TODAY - ago)), homes)
      for (const { key, noticed } of then) {
        expect(noticed <= dayName(TODAY - ago)).toBe(true)
        expect(last).toContain(key)
      }
    }
  })
})

describe('the quiet company', () => {
  // Every evening of the company that the keys open; of two others every fifth.
  it.each([
    [1, 1],
    [2, 5],
    [3, 5],
  ])('of seed %i raises nothing in ninety days, looked at every %i days', (seed, every) => {
    const { quiet, openaiQuiet } = worldOf(seed)
    const all = tablesAt(quiet, openaiQuiet)
    const places = homesOf(quiet, openaiQuiet)
    for (let ago = LOOKED_AT; ago >= 1; ago -= every) {
      const evening = dayName(TODAY - ago)
      const raised = findAll(cutTables(all, evening), places).filter(({ noticed }) => noticed >= FROM)
      expect(raised.map(({ key }) => key)).toEqual([])
    }
  })
})
