// Social security numbers, and the numbers of their shape that nobody has.

import { expect, test } from 'vitest'
import { detect } from '../../worker/content/pii.ts'
import { shown, unmark } from './pii-labelled.ts'

test.each([
  'SSN «SSN:536-90-4399»',
  'ssn=«SSN:536904399»',
  '"ssn":"«SSN:536904399»"',
  'Social Security: «SSN:536 90 4399»',
  'SSN: «SSN:536–90–4399»',
  '«SSN:536-90-4399»',
  'my social is «SSN:536 90 4399»',
  'his SSN is «SSN:536-90-4399» and hers «SSN:537-90-4399»',
])('finds what is marked: %s', (line) => {
  const { text, wanted } = unmark(line)
  expect(shown(text, detect(text))).toEqual(wanted)
})

test.each([
  'SSN 000-12-3456',
  'ssn 666-12-3456',
  'ssn 987-65-4321',
  'ssn 536-00-4399',
  'ssn 536-90-0000',
  'part 536-90-4399',
  '536-90-43991',
  '12536-90-4399',
  '536-90-4399-22',
  'Zip 94103-1234',
])('finds nothing: %s', (text) => {
  expect(detect(text)).toEqual([])
})
