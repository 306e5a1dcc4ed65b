// E-mail addresses, plain, international and hidden, and what only holds an at sign.

import { expect, test } from 'vitest'
import { detect } from '../../worker/content/pii.ts'
import { shown, unmark } from './pii-labelled.ts'

test.each([
  'mail «EMAIL:josé.garcía@example.es»',
  '«EMAIL:用户@例子.公司»',
  '«EMAIL:почта@пример.рф»',
  '«EMAIL:user@xn--bcher-kva.example.com»',
  '<«EMAIL:ada.lovelace+news@mail.example.co.uk»>, cc «EMAIL:b@example.io»;',
  'mailto:«EMAIL:x_y@example.museum»?subject=a',
  '"«EMAIL:first.last@example.com»"',
  "'«EMAIL:first.last@example.com»'",
  '(«EMAIL:first.last@example.com»).',
  '«EMAIL:a@example.com»,«EMAIL:b@example.com»',
  '«EMAIL:a@example.com»|«EMAIL:b@example.com»',
  '[«EMAIL:a@example.com»](mailto:«EMAIL:a@example.com»)',
  '«EMAIL:jane.doe@example.com»: hi',
  '«EMAIL:jane.doe@example.com».Next one',
  '«EMAIL:JANE@EXAMPLE.COM»',
  '«EMAIL:"jane doe"@example.com»',
  'email=«EMAIL:jane@example.com»&x=1',
  '«EMAIL:jane (at) example (dot) com»',
  '«EMAIL:jane[at]example.com»',
  'email me: «EMAIL:jane dot doe at example dot com»',
  '«EMAIL:jane@example．com»',
  'scp a.txt root@«IP:203.0.113.9»:/tmp',
])('finds what is marked: %s', (line) => {
  const { text, wanted } = unmark(line)
  expect(shown(text, detect(text))).toEqual(wanted)
})

test.each([
  'npm i left-pad@1.3.0 @types/node@20.1.0',
  'foo@bar',
  'user@localhost',
  'logo@2x.png',
  'git@github.com:acme/app.git',
  'pkg@latest',
  'actions/checkout@v4',
  '@dataclass @media @import',
  'me@home',
  'price @ 5.com',
  'docker pull repo/app@sha256:9bbbb7251e411a7ba7504f94120ea067821907b92bba6d280d153ff32bec94c6',
])('finds nothing: %s', (text) => {
  expect(detect(text)).toEqual([])
})
