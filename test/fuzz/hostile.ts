// What nobody sends in good faith: texts, numbers and whole bodies, chosen by a seed.
import type { Dice } from './seeded.ts'

/** A JSON text that is written as it stands, for numbers and members that JSON.stringify cannot say. */
export class Raw {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const RTL = String.fromCharCode(0x202e)

export const TEXTS: readonly string[] = [
  ...[
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    'x\udfffy',
    '\ufeff',
    RTL,
    '\u2028',
    '\r\nset-cookie: a=b',
    '\u00e9'.repeat(99),
  ],
  ...[
    "' OR 1=1 --",
    '"; DROP TABLE usage; --',
    '%',
    '%00',
    '%25',
    '*',
    '_',
    '\\',
    '../..',
    '..%2f',
    '<script>',
    '=1+1',
  ],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'undefined', '[object Object]'],
  ...['-1', '-0', '0', '1e309', '-1e309', 'NaN', 'Infinity', '0x10', '1_000', ' 5 ', '1.5', '٣', '5e-324'],
  ...['9007199254740993', '9223372036854775807', '9223372036854775808', '-9223372036854775809', '9'.repeat(400)],
  ...['2026-02-30', '2026-02-29', '2026-00-10', '2026-13-01', '0000-01-01', '0001-01-01', '9999-12-31', '10000-01-01'],
  ...['2026-11', '2026-13', '0000-00', '2026-02-29T00:00:00Z', '2026-11-20T24:00:00.000Z', '2026-11-20T23:59:60Z'],
  ...['9999-12-31T23:59:59.999Z', '+275760-09-13T00:00:00Z', '-000001-01-01T00:00:00Z', '1969-12-31T00:00:00Z'],
  ...['null', 'true', '[]', '{}', '{"a":', 'a'.repeat(70), 'a'.repeat(501), 'a'.repeat(5000), '💥'.repeat(40)],
  ...['http://169.254.169.254/', 'https://user:pass@[::1]:80/', 'file:///etc/passwd', 'https://x.example:99999/'],
  ...['AAAA', 'W10', 'W251bGxd', 'WzFlMzA5XQ', 'WyJhIiwiYiJd', 'WzEsMiwzLDQsNSw2LDcsOF0', '!!!!'],
]

/** Numbers as JSON has them; the last ones no JSON has. */
const NUMBERS = '0 -0 -1 1.5 1e309 -1e309 1e-400 5e-324 9007199254740993 9223372036854775808 1e21 NaN 0x10 +1 01'.split(
  ' ',
)

/** A value of the wrong kind, or of the right one and out of its mind. */
export function hostile(dice: Dice): unknown {
  const made = dice.roll(8)
  if (made < 3) return dice.pick(TEXTS)
  if (made < 5) return new Raw(dice.pick(NUMBERS))
  return dice.pick<unknown>([
    null,
    true,
    [],
    {},
    [null],
    [[]],
    Array(2000).fill('x'),
    new Raw('{"__proto__":{"admin":true},"constructor":{"prototype":{}}}'),
    new Raw(`${'['.repeat(3000)}${']'.repeat(3000)}`),
    new Raw(`${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`),
    new Raw('"\\ud800"'),
    new Raw('"\\u0000"'),
  ])
}

/** JSON of a value in which `Raw` stands as it is. */
export function write(value: unknown): string {
  if (value instanceof Raw) return value.text
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  return `{${Object.entries(value)
    .map(([name, member]) => `${JSON.stringify(name)}:${write(member)}`)
    .join(',')}}`
}

/** The value with one place of it changed: replaced, taken away, doubled, or with a stranger beside it. */
export function bent(value: unknown, dice: Dice): unknown {
  const inside = typeof value === 'object' && value !== null && !(value instanceof Raw) && Object.keys(value).length > 0
  if (!inside || dice.once(6)) return hostile(dice)
  if (Array.isArray(value)) {
    const at = dice.roll(value.length)
    return value.map((item, index) => (index === at ? bent(item, dice) : item))
  }
  const entries = Object.entries(value)
  const [name = '', member] = entries[dice.roll(entries.length)] ?? []
  const rest = entries.filter(([other]) => other !== name)
  const how = dice.roll(8)
  if (how === 0) return Object.fromEntries(rest)
  if (how === 1) return { ...value, [dice.pick(TEXTS)]: hostile(dice) }
  // The same member twice: JSON.parse takes the second, and nothing else may have looked at the first.
  if (how === 2) return new Raw(`${write(value).slice(0, -1)},${JSON.stringify(name)}:${write(hostile(dice))}}`)
  return { ...value, [name]: bent(member, dice) }
}

/** Whole bodies that are no JSON object, or not the size, or not the encoding. */
export const BODIES: readonly (string | Uint8Array<ArrayBuffer>)[] = [
  '',
  'null',
  '[]',
  '"x"',
  '{',
  '{}{}',
  '{"a":1,}',
  "{'a':1}",
  '\ufeff{}',
  '['.repeat(100_000),
  `{"a":"${'x'.repeat(1_048_600)}"}`,
  Uint8Array.of(0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00),
  Uint8Array.of(0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xc3, 0x28, 0x22, 0x7d),
  new Uint8Array(1024),
]
