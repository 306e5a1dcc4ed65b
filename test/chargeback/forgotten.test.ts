import { describe, expect, it } from 'vitest'
import { endTeams } from '../../worker/db/tenant/teams-end.ts'
import { forgetTyped } from '../../worker/db/tenant/typed.ts'
import { TeamList } from '../../worker/http/schemas/teams.ts'
import { home, MONTH, rule, type Stage, seedMonth, stage, team } from './stage.ts'

const rows = async (on: Stage) => {
  const tables = ['team', 'team_rule', 'chargeback_setting', 'chargeback_period']
  const counts = await home.db.batch<{ n: number }>(
    tables.map((table) => home.db.prepare(`SELECT COUNT(*) AS n FROM ${table} WHERE tenant = ?`).bind(on.tenant)),
  )
  return counts.map(({ results }) => results[0]?.n)
}

/** A tenant with one row in each of the tables. */
async function full(): Promise<Stage> {
  const on = await stage()
  await seedMonth(on.tenant)
  await rule(on, await team(on, 'Quillington', 'CC-1'), 'key', 'key_a')
  await on.call('PUT', '/api/chargeback/split', { by: 'equal' })
  await on.call('POST', `/api/chargeback/${MONTH}/freeze`)
  return on
}

describe('when a tenant is erased', () => {
  it('its teams, rules, split and statements go, and those of others stay', async () => {
    const [on, other] = [await full(), await full()]
    for (const _ of [1, 2]) await endTeams(home.db, on.tenant)
    expect(await rows(on)).toEqual([0, 0, 0, 0])
    expect(await rows(other)).toEqual([1, 1, 1, 1])
  })
})

describe('when a person is erased', () => {
  it('a team that somebody called after them loses its name and cost centre, and nothing else', async () => {
    const on = await full()
    const blue = await team(on, 'Blue', 'CC-2')
    await forgetTyped(home.db, on.tenant, (text) => text.includes('Quillington'))
    const { teams } = TeamList.parse((await on.call('GET', '/api/teams')).body)
    expect(teams.map(({ name, cost_center, rules }) => [name, cost_center, rules])).toEqual([
      ['Blue', 'CC-2', 0],
      ['Team', null, 1],
    ])
    expect(teams[0]?.id).toBe(blue)
    expect(JSON.stringify(await home.db.prepare('SELECT * FROM chargeback_period').all())).not.toContain('Quillington')
  })
})
