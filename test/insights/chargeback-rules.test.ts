import { describe, expect, it } from 'vitest'
import { overlaps, ownerBy, type TeamRule } from '../../worker/insights/chargeback-rules.ts'

const rule = (more: Partial<TeamRule>): TeamRule => ({
  id: 'rul_1',
  team: 'sales',
  kind: 'workspace',
  vendor: 'anthropic',
  value: 'wrkspc_1',
  from: null,
  to: null,
  ...more,
})
const place = { vendor: 'anthropic', day: '2026-10-15', workspace: 'wrkspc_1', key: 'key_1', person: 'sub_1' }

describe('whose a piece of use is', () => {
  const workspace = rule({})
  const person = rule({ id: 'rul_2', team: 'design', kind: 'person', vendor: null, value: 'sub_1' })
  const key = rule({ id: 'rul_3', team: 'ops', kind: 'key', value: 'key_1' })

  it('is told by the narrowest rule: the key, then the person, then the workspace, else the shared pool', () => {
    expect(ownerBy([workspace, person, key])(place)).toEqual({ team: 'ops', by: 'key' })
    expect(ownerBy([workspace, person])(place)).toEqual({ team: 'design', by: 'person' })
    expect(ownerBy([workspace])(place)).toEqual({ team: 'sales', by: 'workspace' })
    expect(ownerBy([])(place)).toEqual({ team: null, by: 'none' })
  })
  it('asks the next rule where use has no key or no person', () => {
    expect(ownerBy([workspace, person, key])({ ...place, key: null })).toEqual({ team: 'design', by: 'person' })
    expect(ownerBy([workspace, person, key])({ ...place, key: null, person: null }).team).toBe('sales')
  })
  it('does not take the same id at another vendor for the same thing, but a person is one everywhere', () => {
    const elsewhere = { ...place, vendor: 'openai' }
    expect(ownerBy([workspace, key])(elsewhere).team).toBeNull()
    expect(ownerBy([workspace, key, person])(elsewhere).team).toBe('design')
  })
  it.each([
    ['2026-09-30', null],
    ['2026-10-01', 'sales'],
    ['2026-10-31', 'sales'],
    ['2026-11-01', null],
  ])('includes the first and the last day of a rule: %s', (day, team) => {
    expect(ownerBy([rule({ from: '2026-10-01', to: '2026-10-31' })])({ ...place, day }).team).toBe(team)
  })
  it('hands over from one team to the next on the day it says', () => {
    const owner = ownerBy([rule({ to: '2026-10-15' }), rule({ id: 'rul_2', team: 'ops', from: '2026-10-16' })])
    expect(['2026-10-15', '2026-10-16'].map((day) => owner({ ...place, day }).team)).toEqual(['sales', 'ops'])
  })
  it('lets the rule that began last win where two subjects turned out to be one person, in any order', () => {
    const two = [person, { ...person, id: 'rul_9', team: 'later', from: '2026-10-01' }]
    expect(ownerBy(two)({ ...place, key: null }).team).toBe('later')
    expect(ownerBy(two.toReversed())({ ...place, key: null }).team).toBe('later')
    expect(ownerBy(two)({ ...place, key: null, day: '2026-09-01' }).team).toBe('design')
  })
})

describe('two rules of one value', () => {
  const days = (from: string | null, to: string | null) => rule({ from, to })
  it.each([
    [null, null, null, null, true],
    ['2026-10-01', '2026-10-31', '2026-10-31', null, true],
    ['2026-10-01', '2026-10-31', '2026-11-01', null, false],
    [null, '2026-09-30', '2026-10-01', '2026-10-31', false],
    [null, '2026-10-01', '2026-10-01', '2026-10-31', true],
    ['2026-10-05', '2026-10-05', null, null, true],
  ])('%s–%s and %s–%s overlap: %s', (from, to, otherFrom, otherTo, expected) => {
    expect(overlaps(days(from, to), days(otherFrom, otherTo))).toBe(expected)
    expect(overlaps(days(otherFrom, otherTo), days(from, to))).toBe(expected)
  })
  it('never overlap with those of another value, kind or vendor', () => {
    for (const other of [{ value: 'wrkspc_2' }, { kind: 'key' }, { vendor: 'openai' }] as const) {
      expect(overlaps(rule({}), rule(other))).toBe(false)
    }
  })
})
