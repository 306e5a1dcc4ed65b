// Strings of vendors and people on their way to an agent: data, with nothing in it that a reader cannot see.

/** Characters of one string at most; a name or a word of a vendor is shorter. */
const LONGEST = 500

/** Controls but the ordinary space, marks of direction, characters without width, and tags, in which text can hide. Joiners stay: names need them. */
const UNSEEN =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu

function plainText(text: string): string {
  const seen = text.replaceAll(UNSEEN, '')
  return seen.length <= LONGEST ? seen : `${seen.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** The same JSON value with every string of it plain, keys of objects excepted: those are ours. */
export function plain(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}

/**
 * JSON that is the same JSON to every parser and no markup to anything that shows it as a page: `<`, `>` and `&` can stand in strings
 * only, where they have another spelling.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[<>&]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`)
}
