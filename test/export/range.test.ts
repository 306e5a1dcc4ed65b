import { describe, expect, it } from 'vitest'
import { readRange } from '../../worker/export/range.ts'

describe('a range of 100 bytes', () => {
  const table: [string | null, unknown][] = [
    [null, 'whole'],
    ['bytes=0-9', { first: 0, last: 9 }],
    ['bytes=99-99', { first: 99, last: 99 }],
    ['bytes=10-', { first: 10, last: 99 }],
    ['bytes=10-1000', { first: 10, last: 99 }],
    ['bytes=-10', { first: 90, last: 99 }],
    ['bytes=-1000', { first: 0, last: 99 }],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=100-200', 'unsatisfiable'],
    ['bytes=9-3', 'whole'],
    ['bytes=0-1,5-6', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=a-b', 'whole'],
    ['items=0-1', 'whole'],
    ['', 'whole'],
  ]
  it.each(table)('%s is read as RFC 9110 says', (header, part) => {
    expect(readRange(header, 100)).toEqual(part)
  })
})
