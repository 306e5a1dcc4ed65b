// Seeded chance for the whole simulator: the same seed and label give the same number, id or choice, with no state in between.

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** 32-bit hash of a text: FNV-1a and a final mix, so that labels that differ by one letter spread. */
export function hashOf(seed: number, label: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let at = 0; at < label.length; at++) hash = Math.imul(hash ^ label.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** A stream of numbers in [0, 1): mulberry32, started by seed and label. */
export function randomFrom(seed: number, label: string): () => number {
  let state = hashOf(seed, label)
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** One number in [0, 1) for a label. */
export function chanceOf(seed: number, label: string): number {
  return hashOf(seed, label) / 4294967296
}

/** One of `choices`, by a number in [0, 1). Throws on an empty list. */
export function pick<T>(choices: readonly T[], chance: number): T {
  const choice = choices[Math.floor(chance * choices.length)]
  if (choice === undefined) throw new Error('nothing to choose from')
  return choice
}

/** An id in the vendor's form: prefix, `01`, then `length` base58 characters. */
export function idFor(prefix: string, seed: number, label: string, length = 22): string {
  const random = randomFrom(seed, `id ${prefix} ${label}`)
  let id = `${prefix}01`
  for (let at = 0; at < length; at++) id += base58.charAt(Math.floor(random() * 58))
  return id
}

/** A version 4 UUID. */
export function uuidFor(seed: number, label: string): string {
  const random = randomFrom(seed, `uuid ${label}`)
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16))
  hex[12] = '4'
  hex[16] = pick(['8', '9', 'a', 'b'], random())
  const text = hex.join('')
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-')
}

/** A number below 58^length as exactly `length` base58 characters. */
export function base58Of(value: number, length: number): string {
  let rest = value
  let text = ''
  for (let at = 0; at < length; at++) {
    text = base58.charAt(rest % 58) + text
    rest = Math.floor(rest / 58)
  }
  return text
}

/** The number that `base58Of` wrote, or null when a character is foreign. */
export function fromBase58(text: string): number | null {
  let value = 0
  for (const character of text) {
    const digit = base58.indexOf(character)
    if (digit < 0) return null
    value = value * 58 + digit
  }
  return value
}
