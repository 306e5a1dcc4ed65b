// Personal data hidden in what people write, each piece with its kind, so that a test can look for exactly it. None is anybody's.
import { pick, randomFrom } from '../../random.ts'

export type PlantedKind = 'EMAIL' | 'PHONE' | 'SSN' | 'CARD' | 'API_KEY' | 'IP'
export interface Planted {
  readonly kind: PlantedKind
  readonly value: string
}

const kinds: readonly PlantedKind[] = ['EMAIL', 'PHONE', 'SSN', 'CARD', 'API_KEY', 'IP']
const first = [
  'lena',
  'marco',
  'akira',
  'sofia',
  'jamal',
  'ingrid',
  'pavel',
  'nora',
  'tariq',
  'elif',
  'o.brien',
  'jo-ann',
]
const last = ['winter', 'costa', 'sato', 'berg', 'okoro', 'lund', 'novak', 'silva', 'haddad', 'yilmaz']
const domains = ['example.com', 'example.org', 'example.net', 'mail.example.com']

/** Ranges that the countries keep free for films and tests. */
const phones: readonly ((n: number) => string)[] = [
  (n) => `(212) 555-01${two(n)}`,
  (n) => `+1 415 555 01${two(n)}`,
  (n) => `+44 20 7946 0${three(n)}`,
  (n) => `07700 900${three(n)}`,
  (n) => `+49 30 23125 ${three(n)}`,
  (n) => `+33 1 99 00 ${two(n)} ${two(n + 7)}`,
  (n) => `+61 491 570 ${pick(['006', '156', '157', '158', '159', '110'], (n % 6) / 6)}`,
]
/** Printed on wallets and forms, and void since (Social Security Administration). */
const socials = [
  '078-05-1120',
  '219-09-9999',
  '042-10-3580',
  '062-36-0749',
  '135-01-6629',
  '306-30-2348',
  '468-28-8779',
]
/** The payment networks' own test numbers. */
const cards = [
  '4111 1111 1111 1111',
  '5555 5555 5555 4444',
  '3782-822463-10005',
  '6011111111111117',
  '4242424242424242',
]

const two = (n: number): string => String(n % 100).padStart(2, '0')
const three = (n: number): string => String(n % 1000).padStart(3, '0')

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const mixed = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

function letters(random: () => number, from: string, length: number): string {
  return Array.from({ length }, () => from.charAt(Math.floor(random() * from.length))).join('')
}

/** In the shape of a key, made up on the spot. */
function key(random: () => number): string {
  const which = Math.floor(random() * 3)
  if (which === 0) return ['sk', 'ant', 'api03', `${letters(random, mixed, 93)}AA`].join('-')
  if (which === 1) return `AK${'IA'}${letters(random, upper, 16)}`
  return ['sk', 'live', letters(random, mixed, 24)].join('_')
}

function makeOne(kind: PlantedKind, random: () => number): string {
  const n = Math.floor(random() * 1_000)
  switch (kind) {
    case 'EMAIL':
      return `${pick(first, random())}.${pick(last, random())}${n}@${pick(domains, random())}`
    case 'PHONE':
      return pick(phones, random())(n)
    case 'SSN':
      return pick(socials, random())
    case 'CARD':
      return pick(cards, random())
    case 'API_KEY':
      return key(random)
    case 'IP':
      return n % 4 === 0 ? `2001:db8::${(n + 16).toString(16)}` : `203.0.113.${n % 254}`
  }
}

/** One piece for a label: the same seed and label give the same one. */
export function plantedFor(seed: number, label: string): Planted {
  const random = randomFrom(seed, `planted ${label}`)
  const kind = pick(kinds, random())
  return { kind, value: makeOne(kind, random) }
}
