// Tells a real key from what only stands in its place: examples, placeholders, names, versions, plain words.

/** Shannon entropy in bits a character. */
function entropy(value: string): number {
  const counts = new Map<string, number>()
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length)
  return bits
}

const PLACEHOLDER =
  /your|my[-_]?(?:key|token|secret)|change[-_]?(?:me|it)|place[-_]?holder|redacted|masked|hidden|insert|replace|dummy|sample|todo|goes[-_]?here|fill[-_]?in|\.\.\.|…|\*{3}|x{4}|<|>|\{|\}|^\$|process\.env|os\.environ|getenv|secrets?\.|settings?\.|config\.|vault:|^(?:null|none|undefined|true|false|string|password|secret|token)\d*$/i
const EXAMPLE = /EXAMPLE|example/

/** Length of the longest run of characters that each follow the one before by the same step of 0 or 1: `aaaa`, `1234`, `abcd`. */
function longestRun(value: string): number {
  let longest = 1
  let run = 1
  let step = -1
  for (let index = 1; index < value.length; index++) {
    const distance = value.charCodeAt(index) - value.charCodeAt(index - 1)
    if ((distance === 0 || distance === 1) && (distance === step || run === 1)) {
      run++
      step = distance
    } else if (value[index - 1] !== '9' || value[index] !== '0') run = 1
    else run++
    if (run > longest) longest = run
  }
  return longest
}

/** What follows the vendor's prefix, or all of it where the prefix has no end. */
function bodyOf(key: string): string {
  const prefix = /^.{0,15}[-_.:~]/.exec(key)?.[0] ?? ''
  return key.slice(prefix.length)
}

/** Whether a run is so long that the value was counted or typed, not drawn. Some keys begin with many an A. */
function isCounted(value: string): boolean {
  const run = longestRun(value)
  return run >= 8 && run * 4 >= value.length
}

/** Whether a key with a vendor's prefix is only an example: says so, repeats or counts. */
export function isExampleKey(key: string): boolean {
  if (
    EXAMPLE.test(key) ||
    /(?:your|my)[-_](?:api|key|token|secret)|[-_]here\b|placeholder|redacted|x{5}|X{5}|\.\.\./.test(key)
  )
    return true
  const body = bodyOf(key)
  return isCounted(body) || new Set(body).size < 6
}

/** Whether the body of a key is more than words joined by dashes: digits, both cases mixed, or one word that is none. */
export function isMixed(key: string): boolean {
  const body = bodyOf(key)
  const isMixedCase = /[a-z][A-Z]/.test(body) && /[A-Z][a-z]/.test(body)
  if (!/\d/.test(body) && !isMixedCase && !(/^(?:[A-Za-z]{28,}|[A-Z]{20,})$/.test(body) && entropy(body) >= 3))
    return false
  return !isJoinedWords(body) && entropy(body) >= 2.8
}

/** `SalesResults-1.2`, `rc0.13.0_2023`, `jackson.databind`, `nexus-gpt4-api`: parts that are words, or a word and its number. */
function isJoinedWords(value: string): boolean {
  const parts = value.split(/[-_./+=:]+/).filter((part) => part !== '')
  return (
    parts.every((part) => /^(?:[A-Z]?[a-z]{1,14}){1,3}\d{0,2}$|^[A-Z]{1,14}\d{0,2}$|^v?\d{1,8}$/.test(part)) &&
    parts.every((part) => part.length <= 16)
  )
}

/** Letters without digits, half of them capitals: drawn. In names a capital begins each word, about one letter in five. */
function isDrawnFromLetters(value: string): boolean {
  const capitals = value.replace(/[^A-Z]/g, '').length / value.length
  return value.length >= 16 && capitals > 0.3 && capitals < 0.7 && entropy(value) >= 3.2
}

/** Whether an assigned value looks drawn at random: 16 or more characters, entropy as its length allows. */
export function isRandomLooking(value: string): boolean {
  if (value.length < 16 || PLACEHOLDER.test(value) || EXAMPLE.test(value) || isJoinedWords(value)) return false
  if (!/[A-Za-z]/.test(value) || isCounted(value)) return false
  if (!/\d/.test(value)) return isDrawnFromLetters(value)
  const isHex = /^[0-9a-f-]+$/i.test(value)
  return entropy(value) >= (isHex ? 2.7 : value.length < 24 ? 3.2 : 3.5)
}

/** Whether an assigned password looks like one that is used: eight or more characters of two kinds, no placeholder. */
export function isPasswordLooking(value: string): boolean {
  if (value.length < 8 || value.length > 128 || PLACEHOLDER.test(value) || EXAMPLE.test(value)) return false
  if (/^(?:pass(?:word|wd)?|secret|admin|test|foo|hunter)\W?\d*\W?$/i.test(value) || /^\w+[.(]\w+/.test(value))
    return false
  if (!/\d/.test(value)) return isDrawnFromLetters(value)
  return /[A-Za-z]/.test(value) && !isJoinedWords(value) && entropy(value) >= 2.7 && longestRun(value) < 6
}
