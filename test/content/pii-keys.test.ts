// Keys by vendor, by name and by form. No value stands here: each is made from parts by a generator with a fixed seed.

import { describe, expect, test } from 'vitest'
import { detect } from '../../worker/content/pii.ts'

const HEX = '0123456789abcdef'
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ALL = `${LETTERS}0123456789`

/** A linear congruential generator (Numerical Recipes), so that a failure can be run again. */
function random(seed: number): (length: number, alphabet?: string) => string {
  let state = seed
  return (length, alphabet = ALL) => {
    let made = ''
    while (made.length < length) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      made += alphabet[Math.floor((state / 2 ** 32) * alphabet.length)] ?? ''
    }
    return made
  }
}

type Make = ReturnType<typeof random>

/** [before, value, after] of each case. */
const FOUND: Record<string, (r: Make) => [string, string, string]> = {
  Anthropic: (r) => ['use ', `sk-${'ant'}-oat01-${r(86)}AA`, '.'],
  'OpenAI project': (r) => ['OPENAI_API_KEY="', `sk-${'proj'}-${r(74)}T3BlbkFJ${r(74)}`, '"'],
  'AWS access key': (r) => ['id ', `AKI${'A'}${r(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`, ','],
  'AWS secret': (r) => ['aws_secret_access_key = ', `${r(20)}/${r(19)}`, '\n'],
  GitHub: (r) => ['https://', `gh${'p'}_${r(36)}`, '@github.com/a/b'],
  GitLab: (r) => ['(', `glpat${'-'}${r(20)}`, ')'],
  Slack: (r) => ['', `xox${'b'}-${r(12, '0123456789')}-${r(12, '0123456789')}-${r(24)}`, ' x'],
  Stripe: (r) => ['', `rk_${'live'}_${r(24)}`, ';'],
  Telegram: (r) => ['bot ', `7${r(8, '0123456789')}:AA${r(33)}`, ''],
  'Hugging Face, letters only': (r) => ['', `hf${'_'}${r(34, LETTERS)}`, '.'],
  'signed token': (r) => ['Bearer ', `eyJ${r(30)}.eyJ${r(40)}.${r(43)}`, '"'],
  'private key': (r) => [
    '',
    `-----BEGIN ${'PRIVATE'} KEY-----\n${r(64)}\n${r(64)}\n-----END ${'PRIVATE'} KEY-----`,
    '\n',
  ],
  'private key cut off': (r) => ['', `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${r(64)}\n${r(40)}`, '\n\n… and so on'],
  'a field of JSON': (r) => ['{"apiKey":"', r(32, HEX), '","region":"eu"}'],
  'a flag': (r) => ['run --api-key ', r(32), ' now'],
  'a header': (r) => ['-H "X-Api-Key: ', r(40, HEX), '"'],
  'an element': (r) => ['<apiKey>', r(32, HEX), '</apiKey>'],
  'a sentence': (r) => ['my api key is ', r(32), ', is that bad?'],
  'a query': (r) => ['https://example.com/?q=1&access_token=', r(40, HEX), '&x=1'],
  'a password': () => ['DB_PASSWORD="', 'Tr0ub4dor' + '&3x', '"'],
  'a connection string': (r) => ['postgres://app:', `x1${r(14)}`, '@db.example.com/x'],
  'a vendor without a prefix': (r) => ['DATADOG_APP: ', r(40, HEX), ''],
}

describe.each(Object.keys(FOUND))('the key in %s', (name) => {
  test('is found whole and alone', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const [before, value, after] = FOUND[name]?.(random(seed)) ?? ['', '', '']
      const found = detect(before + value + after)
      expect(found, before + value).toEqual([
        { type: 'API_KEY', start: before.length, end: before.length + value.length },
      ])
    }
  })
})

const r = random(7)
test.each([
  `sk-${'ant'}-...`,
  `sk-${'x'.repeat(30)}`,
  `AKIAIOSFODNN7${'EXAMPLE'}`,
  `ghp_${'x'.repeat(36)}`,
  'api_key = os.environ["API_KEY"]',
  'apiKey: process.env.API_KEY',
  'api_key=<YOUR_KEY>',
  'api_key=1234567890abcdef1234567890abcdef',
  'token = get_token(user_id)',
  'max_tokens: 4096',
  'secret: {{ .Values.secret1 }}',
  'password=********',
  'password: $' + '{DB_PASSWORD}',
  'sorted(items, key=itemgetter(1))',
  `monkey=Banana${'1234567890abc'}`,
  `public_key: ${r(43)}`,
  `cache_key: ${r(32)}`,
  `next_page_token=${r(32)}`,
  `idempotency-key: ${r(32, HEX)}`,
  `commit ${r(40, HEX)}`,
  `sha256:${r(64, HEX)}`,
  `integrity sha512-${r(86)}==`,
  `etag "${r(32, HEX)}"`,
  `msg_01${r(22)}`,
  `data:image/png;base64,${r(200)}`,
  `sentry trace_id=${r(32, HEX)}`,
  `-----BEGIN PUBLIC KEY-----\n${r(64)}\n-----END PUBLIC KEY-----`,
])('no key: %s', (text) => {
  expect(detect(text)).toEqual([])
})
