import { beforeEach, describe, expect, it } from 'vitest'
import { vendorKey } from '../../worker/db/tenant/schema.ts'
import { RuleList, TeamList, UnassignedAnswer } from '../../worker/http/schemas/teams.ts'
import { newSubjectId } from '../../worker/ids.ts'
import { dayIn, home, MONTH, rangeOf, recorded, rule, type Stage, seedMonth, stage, team } from '../chargeback/stage.ts'
import { insertRows } from '../db/seed.ts'
import { at, code, expectErrorShape, join } from './harness.ts'
import { nameInDirectory } from './read-app.ts'

let on: Stage
beforeEach(async () => {
  on = await stage()
  await seedMonth(on.tenant)
})

const teams = async () => TeamList.parse((await on.call('GET', '/api/teams')).body).teams
const rules = async () => RuleList.parse((await on.call('GET', '/api/teams/rules')).body).rules
const make = (json: object) =>
  on.call('POST', '/api/teams/rules', { kind: 'key', vendor: 'anthropic', value: 'key_a', ...json })
const acts = async () => (await recorded(on.tenant, 'tallystick.teams')).map(({ data }) => data.action)

describe('teams', () => {
  it('are made, renamed and taken away, and each of it is a record', async () => {
    const red = await team(on, 'Red', ' CC-1 ')
    expect(await teams()).toEqual([{ id: red, name: 'Red', cost_center: 'CC-1', rules: 0 }])
    await on.call('PATCH', `/api/teams/${red}`, { name: 'Crimson' })
    await on.call('PATCH', `/api/teams/${red}`, { cost_center: '' })
    expect(await teams()).toMatchObject([{ name: 'Crimson', cost_center: null }])
    expect((await on.call('DELETE', `/api/teams/${red}`)).status).toBe(200)
    expect(await teams()).toEqual([])
    expect(await acts()).toEqual(['team_added', 'team_changed', 'team_changed', 'team_removed'])
  })
  it('write nothing when nothing changes', async () => {
    const red = await team(on, 'Red')
    await on.call('PATCH', `/api/teams/${red}`, { name: 'Red', cost_center: null })
    expect(await acts()).toEqual(['team_added'])
  })
  it('have names of their own, whatever the case; the name of one that is gone is free again', async () => {
    const red = await team(on, 'Red')
    const again = await on.call('POST', '/api/teams', { name: 'red' })
    expectErrorShape(again, 400, 'invalid_request')
    expect(at(again.body, 'error', 'details', 0, 'path')).toBe('body.name')
    await on.call('DELETE', `/api/teams/${red}`)
    await team(on, 'red')
  })
  it('keep the days until they were taken away, and lose what would have begun later', async () => {
    const red = await team(on, 'Red')
    await rule(on, red, 'key', 'key_a')
    await rule(on, red, 'key', 'key_b', { from: '2098-01-01' })
    await on.call('DELETE', `/api/teams/${red}`)
    expect(await rules()).toMatchObject([{ value: 'key_a', from: null, to: new Date().toISOString().slice(0, 10) }])
  })
  it('of another organization are not there', async () => {
    const red = await team(on, 'Red')
    const other = await stage()
    expect(code(await other.call('PATCH', `/api/teams/${red}`, { name: 'Mine' }))).toBe('not_found')
    expect(code(await other.call('DELETE', `/api/teams/${red}`))).toBe('not_found')
    expect(code(await make({ team: 'team_unknown' }))).toBe('not_found')
  })
})

describe('rules', () => {
  it('of one value never hold on the same day: the refusal names the other one', async () => {
    const [red, blue] = [await team(on, 'Red'), await team(on, 'Blue')]
    const first = await rule(on, red, 'key', 'key_a', { from: '2026-01-01', to: '2026-01-31' })
    const refused = await make({ team: blue, from: '2026-01-31' })
    expectErrorShape(refused, 409, 'conflict')
    expect(at(refused.body, 'error', 'message')).toContain('Red already, from 2026-01-01 to 2026-01-31')
    expect(at(refused.body, 'error', 'details')).toEqual({
      rule: first,
      team: red,
      from: '2026-01-01',
      to: '2026-01-31',
    })
    expect((await make({ team: blue, from: '2026-02-01' })).status).toBe(201)
    expect(await acts()).toEqual(['team_added', 'team_added', 'rule_added', 'rule_added'])
  })
  it('that are made at the same moment do not both come to be', async () => {
    const red = await team(on, 'Red')
    const replies = await Promise.all([1, 2, 3, 4].map(() => make({ team: red })))
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
    expect(await rules()).toHaveLength(1)
    expect((await acts()).filter((action) => action === 'rule_added')).toHaveLength(1)
  })
  it('are ended, moved and removed, each a record', async () => {
    const [red, blue] = [await team(on, 'Red'), await team(on, 'Blue')]
    const id = await rule(on, red, 'key', 'key_a')
    expect((await on.call('PATCH', `/api/teams/rules/${id}`, { to: '2026-01-31' })).status).toBe(200)
    const next = await rule(on, blue, 'key', 'key_a', { from: '2026-02-01' })
    expect(code(await on.call('PATCH', `/api/teams/rules/${id}`, { to: null }))).toBe('conflict')
    expect(code(await on.call('PATCH', `/api/teams/rules/${next}`, { to: '2026-01-01' }))).toBe('invalid_request')
    expect((await on.call('DELETE', `/api/teams/rules/${next}`)).status).toBe(200)
    expect((await on.call('PATCH', `/api/teams/rules/${id}`, { to: null })).status).toBe(200)
    expect((await acts()).slice(2)).toEqual([
      'rule_added',
      'rule_changed',
      'rule_added',
      'rule_removed',
      'rule_changed',
    ])
    expect(code(await on.call('DELETE', `/api/teams/rules/${next}`))).toBe('not_found')
  })
  it.each([
    [{ value: 'key_unknown' }, 'not_found'],
    [{ kind: 'workspace', value: 'wrkspc_unknown' }, 'not_found'],
    [{ kind: 'person', vendor: null, value: 'sub_unknown' }, 'not_found'],
    [{ kind: 'person' }, 'invalid_request'],
    [{ vendor: null }, 'invalid_request'],
    [{ from: '2026-02-02', to: '2026-02-01' }, 'invalid_request'],
    [{ from: 'tomorrow' }, 'invalid_request'],
  ])('with %o are refused', async (wish, expected) => {
    const red = await team(on, 'Red')
    expect(code(await make({ team: red, ...wish }))).toBe(expected)
    expect(await rules()).toEqual([])
  })
  it('on people name them only to those who may see people', async () => {
    const subject = newSubjectId()
    await nameInDirectory(on.tenant, { people: { [subject]: { seq: 1, name: 'Ines Barroso' } }, labels: {} })
    await rule(on, await team(on, 'Red'), 'person', subject)
    const finance = await join(on.owner, 'finance')
    const seen = RuleList.parse((await on.call('GET', '/api/teams/rules', undefined, finance.browser)).body).rules
    expect([(await rules())[0]?.label, seen[0]?.label]).toEqual(['Ines Barroso', subject])
    expect(JSON.stringify(await recorded(on.tenant, 'tallystick.teams'))).not.toContain('Barroso')
  })
})

describe('what is unassigned', () => {
  const { from, to } = rangeOf(MONTH)
  const unassigned = async () =>
    UnassignedAnswer.parse((await on.call('GET', `/api/teams/unassigned?from=${from}&to=${to}`)).body)

  it('is listed by workspace, key and person, largest first, until a rule catches it', async () => {
    const subject = newSubjectId()
    const key = { tenant: on.tenant, vendor: 'anthropic', status: 'active', vanished: 0, seq: 1, rev: 0 }
    await insertRows(vendorKey, [{ ...key, id: 'key_b', createdBy: subject, holderType: 'user' }])
    const found = await unassigned()
    expect(found.workspaces.map(({ value, nano }) => [value, nano])).toEqual([
      ['wrkspc_1', '1000'],
      ['wrkspc_2', '101'],
    ])
    expect(found.keys.map(({ value, nano }) => [value, nano])).toEqual([
      ['key_a', '300'],
      ['key_b', '100'],
    ])
    expect(found.people).toMatchObject([{ kind: 'person', vendor: null, value: subject, nano: '100' }])
    await rule(on, await team(on, 'Red'), 'key', 'key_a', { from: dayIn(MONTH, 10) })
    const after = await unassigned()
    expect(after.keys.map(({ value }) => value)).toEqual(['key_b'])
    expect(after.workspaces.map(({ value, nano }) => [value, nano])).toEqual([
      ['wrkspc_1', '250'],
      ['wrkspc_2', '101'],
    ])
  })
})

describe('the split of the shared pool', () => {
  it('is a record, and refuses weights for nobody', async () => {
    const red = await team(on, 'Red')
    const put = (json: object) => on.call('PUT', '/api/chargeback/split', json)
    expect((await put({ by: 'fixed', weights: { [red]: 3 } })).body).toEqual({ by: 'fixed', weights: { [red]: 3 } })
    for (const weights of [{}, { [red]: 0 }, { [red]: 1, team_unknown: 1 }, { [red]: 1.5 }, { [red]: -1 }])
      expect(code(await put({ by: 'fixed', weights }))).toBe('invalid_request')
    expect((await recorded(on.tenant, 'tallystick.teams')).at(-1)?.data).toEqual({
      action: 'split_changed',
      split: 'fixed',
      weights: { [red]: 3 },
    })
    expect((await put({ by: 'people', weights: { [red]: 3 } })).body).toEqual({ by: 'people', weights: {} })
  })
  it('is left alone by those who only read', async () => {
    const auditor = await join(on.owner, 'auditor')
    const reply = await on.call('PUT', '/api/chargeback/split', { by: 'equal' }, auditor.browser)
    expect(code(reply)).toBe('forbidden')
    expect(
      await home.db.prepare('SELECT * FROM chargeback_setting WHERE tenant = ?').bind(on.tenant).first(),
    ).toBeNull()
  })
})
