// Payment cards by issuer and check digit, and the long numbers that are none.

import { expect, test } from 'vitest'
import { detect } from '../../worker/content/pii.ts'
import { shown, unmark } from './pii-labelled.ts'

test.each([
  'card «CARD:4111 1111 1111 1111»',
  '«CARD:4111-1111-1111-1111»',
  '«CARD:5555555555554444»',
  'amex «CARD:3782 822463 10005»',
  '«CARD:378282246310005»',
  '«CARD:6011111111111117»',
  '«CARD:3056 930902 5904»',
  '«CARD:3530111333300000»',
  '«CARD:6200000000000005»',
  'card «CARD:5019717010103742»',
  'card «CARD:4222222222222»',
  'pan=«CARD:4012888888881881»',
  '"card_number": "«CARD:4012888888881881»", "exp": "12/28"',
  '«CARD:4012888888881881» 12/28 123',
  '«CARD:4012888888881881»|12|28|123',
  'Karte «CARD:4012 8888 8888 1881»',
])('finds what is marked: %s', (line) => {
  const { text, wanted } = unmark(line)
  expect(shown(text, detect(text))).toEqual(wanted)
})

test.each([
  '4111 1111 1111 1112',
  '4111-1111-1111-1112',
  'card 1234567812345678',
  'order id 4012888888881881',
  'IMEI 490154203237518',
  'IBAN GB82 WEST 1234 5698 7654 32',
  'DE89370400440532013000',
  'account 5555555555554444',
  'tx 0x4012888888881881',
  '0.4012888888881881',
  'id: 4012888888881881',
  'snowflake 4012888888881881123',
])('finds nothing: %s', (text) => {
  expect(detect(text)).toEqual([])
})
