// Saved views: which screens have them, and which part of an address they keep.
import { describe, expect, it } from 'vitest'
import { addressOf, keptSearch, sameSearch, screenAt } from '../../web/src/views/screens.ts'

describe('a saved view', () => {
  it('belongs to a screen of figures or lists, and to no other page', () => {
    expect(['/', '/usage', '/people', '/insights'].map(screenAt)).toEqual(['overview', 'usage', 'people', 'insights'])
    expect(['/settings', '/people/sub_1', '/content'].map(screenAt)).toEqual([undefined, undefined, undefined])
  })
  it('keeps dates, filters and order, and not the drawer that happens to be open', () => {
    expect(keptSearch('?r=28d&model=a&model=b&rows=all&record=12&sort=-tokens')).toBe(
      'r=28d&model=a&model=b&sort=-tokens',
    )
  })
  it('is known again in whatever order its words stand', () => {
    expect(sameSearch('r=28d&model=a&model=b', 'model=b&r=28d&model=a')).toBe(true)
    expect(sameSearch('r=28d', 'r=28d&model=a')).toBe(false)
  })
  it('opens where it was kept', () => {
    expect(addressOf({ screen: 'costs', search: 'r=90d' })).toBe('/costs?r=90d')
    expect(addressOf({ screen: 'overview', search: '' })).toBe('/')
  })
})
