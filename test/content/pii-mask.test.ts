// What a reader of masked text sees, and what an export states about it.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mask } from '../../worker/content/mask.ts'
import { detect } from '../../worker/content/pii.ts'

test('each finding gives way to its kind and number; the same value has the same number', () => {
  const { text } = mask('Write ada@example.com, then bo@example.com, then ADA@example.com. Call +44 20 7946 0958.')
  expect(text).toBe('Write [EMAIL 1], then [EMAIL 2], then [EMAIL 1]. Call [PHONE 1].')
})

test('separators make no other number', () => {
  expect(mask('call 415-555-0132 or (415) 555 0132').text).toBe('call [PHONE 1] or [PHONE 1]')
})

test('marks count passages, ascend by kind and leave out what did not occur', () => {
  const { marks } = mask('ssn 536-90-4399, ada@example.com, ada@example.com from 203.0.113.9')
  expect(marks).toEqual([
    { kind: 'EMAIL', count: 2 },
    { kind: 'IP', count: 1 },
    { kind: 'SSN', count: 1 },
  ])
})

test('one numbering over the texts of a chat keeps a value its number', () => {
  const numbering = new Map<string, number>()
  expect(mask('from ada@example.com', numbering).text).toBe('from [EMAIL 1]')
  expect(mask('to bo@example.com, cc ada@example.com', numbering).text).toBe('to [EMAIL 2], cc [EMAIL 1]')
})

test('a text without findings stays as it is', () => {
  expect(mask('Nothing to see: 42 rows, v1.2.3.')).toEqual({ text: 'Nothing to see: 42 rows, v1.2.3.', marks: [] })
})

test('offsets are UTF-16 code units, also behind signs of two and more', () => {
  const text = '👩‍👩‍👧 ｃａｌｌ ＋４４ ２０ ７９４６ ０９５８ 🙂 ada@example.com'
  expect(mask(text).text).toBe('👩‍👩‍👧 ｃａｌｌ [PHONE 1] 🙂 [EMAIL 1]')
})

test('findings are in order, apart and within the text, whatever it is made of', () => {
  const piece = fc.constantFrom(
    ...[
      'ada@example.com',
      '@',
      'a.b',
      '+44 20 7946 0958',
      '415-555-0132',
      ' ',
      '\n',
      '(',
      ')',
      '-',
      '::1',
      '2001:db8::1',
    ],
    ...[
      '203.0.113.9',
      ':',
      '4111 1111 1111 1111',
      '536-90-4399',
      'ssn ',
      'call ',
      'api_key=',
      'key: ',
      'x'.repeat(20),
      'é',
      '電話',
      '😀',
    ],
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 8 })), { maxLength: 30 }), (pieces) => {
      const text = pieces.join('')
      let last = 0
      for (const { start, end } of detect(text)) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(end).toBeGreaterThan(start)
        last = end
      }
      expect(last).toBeLessThanOrEqual(text.length)
    }),
    { numRuns: 500 },
  )
})
