// Which pages a role opens: the rail, the keys, and the gate in front of an address read one table.
import { describe, expect, it } from 'vitest'
import { gatedPlace, isOpen, placesFor } from '../../web/src/shell/places.ts'
import { permissionsOf, ROLES } from '../../worker/access/roles.ts'

const wordsFor = (role: (typeof ROLES)[number]) => placesFor([...permissionsOf(role)]).all.map(({ word }) => word)
const used = ['Overview', 'Usage', 'Costs', 'People', 'Activity', 'Sessions', 'Insights']
const proving = ['Ledger', 'Exports', 'Settings']
const everything = [...used, 'Content', ...proving]

describe('the rail', () => {
  it.each(['owner', 'admin'] as const)('shows everything to the role %s', (role) => {
    expect(wordsFor(role)).toEqual(everything)
  })
  it('shows an auditor everything but what people wrote', () => {
    expect(wordsFor('auditor')).toEqual([...used, ...proving])
  })
  it('shows finance no people, no events, no sessions', () => {
    expect(wordsFor('finance')).toEqual(['Overview', 'Usage', 'Costs', 'Insights', 'Ledger', 'Exports', 'Settings'])
  })
  it('shows a member the own page in place of the overview, and settings', () => {
    expect(wordsFor('member')).toEqual(['You', 'Settings'])
    expect(placesFor([...permissionsOf('member')]).all[0]?.to).toBe('/people/me')
  })
  it('hides nothing before the role is known', () => {
    expect(placesFor(undefined).all.map(({ word }) => word)).toEqual(everything)
  })
  it('gives every place a letter of its own, whatever the role', () => {
    for (const role of ROLES) {
      const keys = placesFor([...permissionsOf(role)]).all.map(({ key }) => key)
      expect(new Set(keys).size).toBe(keys.length)
    }
  })
})

describe('the gate', () => {
  it('stands before a page and what is under it', () => {
    expect(gatedPlace('/costs')?.needs).toBe('read:costs')
    expect(gatedPlace('/people/sub_1')?.needs).toBe('read:people')
  })
  it('does not stand before the own page, the overview, or an address that only begins alike', () => {
    for (const path of ['/people/me', '/', '/costs-of-something']) expect(gatedPlace(path), path).toBeUndefined()
  })
  it('is open for what everybody has', () => {
    expect(isOpen(gatedPlace('/settings')?.needs ?? null, [])).toBe(true)
    expect(isOpen('read:costs', ['read:usage'])).toBe(false)
  })
})
