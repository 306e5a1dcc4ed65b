// A megabyte of what makes careless rules quadratic: each text must end, which one of quadratic cost would not within its limit.

import { expect, test } from 'vitest'
import { detect } from '../../worker/content/pii.ts'

const MEGABYTE = 1 << 20
/** For the runner, which fails what took longer. A quadratic rule takes minutes at this size, a linear one under a second. */
const LIMIT_MS = 30_000

test.each([
  ['digits', '1234567890'],
  ['a table of numbers', '12 '],
  ['enumerations', '1 '],
  ['phones one after another', '415-555-0132 '],
  ['phones that no plan knows', '+99 6 12 34 45 54, '],
  ['dashes between digits', '123-'],
  ['at signs', '@'],
  ['half addresses', 'a@a.'],
  ['long names before an at sign', `${'a'.repeat(63)}@ `],
  ['spelled at signs', 'a at b dot com '],
  ['spelled dots', ' [dot] a'],
  ['colons', '1:2:'],
  ['hexadecimal digits', 'abcdef0123'],
  ['quads without end', '1.2.3.'],
  ['heads of signed tokens', 'eyJaaaaaaaaaa-'],
  ['prefixes of keys', `sk-${'ant'}-api03-`],
  ['keys that begin and never end', `-----BEGIN ${'PRIVATE'} KEY-----`],
  ['names of secrets', 'key='],
  ['names of passwords', 'password:'],
  ['vendors', 'datadog '],
  ['user parts', '://a:'],
  ['bank accounts', 'AA00AAAA'],
  ['words that say phone', 'call '],
  ['letters of another script', '電話'],
  ['parentheses', '('],
])(
  '%s',
  (_name, piece) => {
    const text = piece.repeat(Math.ceil(MEGABYTE / piece.length))
    const found = detect(text)
    expect(found.length).toBeLessThan(text.length / 4)
  },
  LIMIT_MS,
)
