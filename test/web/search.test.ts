// The search part of a URL: flat, round trip, and never an error.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  choice,
  list,
  parseSearch,
  rangeField,
  searchOf,
  sortField,
  stringifySearch,
  text,
  wholeNumber,
} from '../../web/src/search.ts'

const read = searchOf({
  r: rangeField,
  by: choice('model', 'person'),
  who: list,
  sort: sortField,
  record: wholeNumber,
  q: text,
})

describe('search', () => {
  it('writes words plainly and in the order given', () => {
    expect(stringifySearch({ r: '28d', by: 'model', sort: '-tokens' })).toBe('?r=28d&by=model&sort=-tokens')
    expect(stringifySearch({ r: '2026-10-01..2026-10-31', at: '12:00' })).toBe('?r=2026-10-01..2026-10-31&at=12:00')
  })
  it('leaves out what is empty', () => {
    expect(stringifySearch({ a: undefined, b: null, c: '', d: false, e: [] })).toBe('')
  })
  it('gives back what it wrote', () => {
    const words = fc.string({ minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.stringMatching(/^[a-z]{1,8}$/),
          fc.oneof(words, fc.array(words, { minLength: 2, maxLength: 4 })),
        ),
        (search) => {
          expect(parseSearch(stringifySearch(search))).toEqual({ ...search })
        },
      ),
    )
  })
  it('gives each field its type', () => {
    expect(read({ r: 'mtd', by: 'person', who: 'ines', sort: '-cost', record: '1283688', q: 'key' })).toEqual({
      r: 'mtd',
      by: 'person',
      who: ['ines'],
      sort: '-cost',
      record: 1_283_688,
      q: 'key',
    })
    expect(read({ who: ['a', 'b'] })).toEqual({ who: ['a', 'b'] })
  })
  it('drops what does not fit and keeps the rest', () => {
    expect(read({ r: '29d', by: 'cat', sort: '; drop', record: '-1', q: '', who: 'bao', other: 'x' })).toEqual({
      who: ['bao'],
    })
  })
  it('hides the raw value of what does not fit, because the router lays the answer over the raw search', () => {
    const raw = { by: 'cat', who: 'bao' }
    expect({ ...raw, ...read(raw) }).toEqual({ by: undefined, who: ['bao'] })
  })
  it('reads its own output again unchanged, because the router validates twice', () => {
    const once = read({ r: '7d', who: 'a', record: '12' })
    expect(read(once)).toEqual(once)
  })
})
