// People, Person and Sessions: words about people, the hours of a week in another zone, what was accepted.
import { describe, expect, it } from 'vitest'
import { nameOf, roleOf, shortSubject } from '../../web/src/pages/people/words.ts'
import { busiest, shiftWeek, wholeShift } from '../../web/src/pages/person/heat.ts'
import { acceptedShare, developerOf, terminalName } from '../../web/src/pages/sessions/words.ts'

describe('a person', () => {
  it('without name and address is not given one', () => {
    expect(nameOf({ name: 'Ines Halvorsen', email: 'ines@example.com' })).toBe('Ines Halvorsen')
    expect(nameOf({ email: 'ines@example.com' })).toBe('ines@example.com')
    expect(nameOf({})).toBe('No name')
  })

  it('outside every directory has no role, which is not an empty one', () => {
    expect(roleOf({ role: 'claude_code_user' })).toBe('Claude Code user')
    expect(roleOf({ role: null })).toBe('–')
  })

  it('is told apart by the ends of the subject', () => {
    expect(shortSubject(`sub_${'a'.repeat(22)}zzzz`)).toBe('sub_aaaa…zzzz')
  })
})

describe('the hours of a week', () => {
  const empty = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  const withOne = (day: number, hour: number) =>
    empty.map((row, at) => (at === day ? row.map((_, h) => (h === hour ? 5 : 0)) : row))

  it('move over midnight and over the end of the week', () => {
    expect(shiftWeek(withOne(6, 23), 1)).toEqual(withOne(0, 0))
    expect(shiftWeek(withOne(0, 2), -5)).toEqual(withOne(6, 21))
    expect(shiftWeek(withOne(3, 9), 0)).toEqual(withOne(3, 9))
  })

  it('are moved only where the zone is a whole number of hours ahead throughout', () => {
    expect(wholeShift('UTC', { from: '2026-11-01', to: '2026-11-20' })).toBe(0)
    expect(wholeShift('Europe/Oslo', { from: '2026-11-01', to: '2026-11-20' })).toBe(1)
    expect(wholeShift('Europe/Oslo', { from: '2026-10-20', to: '2026-11-20' })).toBeNull()
    expect(wholeShift('Asia/Kolkata', { from: '2026-11-01', to: '2026-11-02' })).toBeNull()
    expect(wholeShift('America/New_York', { from: '2026-11-10', to: '2026-11-20' })).toBe(-5)
  })

  it('are put in one sentence', () => {
    expect(busiest(withOne(1, 14))).toBe('Most on Tuesday from 14 to 15 h, with 5.')
    expect(busiest(empty)).toBe('No events in these days.')
  })
})

describe('coding sessions', () => {
  it('have no accepted share when nothing was suggested', () => {
    expect(acceptedShare({ accepted: 3, rejected: 1 })).toBe(0.75)
    expect(acceptedShare({ accepted: 0, rejected: 2 })).toBe(0)
    expect(acceptedShare({ accepted: 0, rejected: 0 })).toBeNull()
  })

  it('belong to a developer, else to the key that ran them', () => {
    const nobody = { who: null, key_name: null, actor_type: 'api_actor' }
    expect(developerOf({ ...nobody, who: { subject: 'sub_a', name: 'Ines Halvorsen' } })).toBe('Ines Halvorsen')
    expect(developerOf({ ...nobody, key_name: 'ci-automation' })).toBe('ci-automation')
    expect(developerOf(nobody)).toBe('API')
  })

  it('name the terminals that we know and keep the words of the others', () => {
    expect([terminalName('vscode'), terminalName('WezTerm')]).toEqual(['VS Code', 'WezTerm'])
  })
})
