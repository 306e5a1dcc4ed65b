// What comes in as JSON is read here, by a parser that refuses what JSON.parse lets through: duplicates, lone surrogates, inexact numbers.
import { EncodingError, text } from './bytes.ts'

/** Any JSON value. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject
/** A JSON object. A member without a value is left out, never undefined. */
export type JsonObject = { readonly [name: string]: JsonValue }

/** Why a text is not strict JSON, or a value has no canonical form. */
export type JcsCode =
  | 'utf8' // not UTF-8, or it begins with a byte order mark
  | 'syntax' // not one JSON value (RFC 8259)
  | 'duplicate' // an object names a member twice
  | 'surrogate' // a lone surrogate in a string
  | 'depth' // nested deeper than allowed
  | 'number' // not representable, or outside the profile
  | 'minus_zero' // profile only: canonical form has no -0
  | 'value' // canonicalize only: undefined, a function, a bigint …

/** The one error of the JSON layer; `at` is the UTF-16 offset where parsing stopped. */
export class JcsError extends Error {
  override readonly name = 'JcsError'
  readonly code: JcsCode
  readonly at: number
  constructor(code: JcsCode, detail: string, at = -1) {
    super(at < 0 ? `${code}: ${detail}` : `${code}: ${detail} at ${at}`)
    this.code = code
    this.at = at
  }
}

/** `depth`: levels of nesting allowed, 64 unless told. `profile`: LEDGER section 1, integers of |n| <= 2^53-1 only. */
export type ParseOptions = { readonly depth?: number; readonly profile?: boolean }

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y

/**
 * Parses one JSON value (RFC 8259, I-JSON strings and members).
 * Throws JcsError: see {@link JcsCode}.
 */
export function parseStrict(input: string | Uint8Array, options: ParseOptions = {}): JsonValue {
  let source: string
  try {
    source = typeof input === 'string' ? input : text(input)
  } catch (error) {
    if (error instanceof EncodingError) throw new JcsError('utf8', error.message)
    throw error
  }
  if (source.charCodeAt(0) === 0xfeff) throw new JcsError('utf8', 'byte order mark', 0)
  return new StrictParser(source, options.depth ?? 64, options.profile === true).document()
}

class StrictParser {
  private at = 0
  private readonly source: string
  private readonly maxDepth: number
  private readonly profile: boolean
  constructor(source: string, maxDepth: number, profile: boolean) {
    this.source = source
    this.maxDepth = maxDepth
    this.profile = profile
  }

  document(): JsonValue {
    const value = this.value(1)
    this.space()
    if (this.at !== this.source.length) throw this.error('syntax', 'text after the value')
    return value
  }

  private error(code: JcsCode, detail: string): JcsError {
    return new JcsError(code, detail, this.at)
  }

  private space(): void {
    for (;;) {
      const c = this.source.charCodeAt(this.at)
      if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) return
      this.at++
    }
  }

  private value(depth: number): JsonValue {
    this.space()
    switch (this.source[this.at]) {
      case '{':
        return this.object(depth)
      case '[':
        return this.array(depth)
      case '"':
        return this.string()
      case 't':
        return this.word('true', true)
      case 'f':
        return this.word('false', false)
      case 'n':
        return this.word('null', null)
      default:
        return this.number()
    }
  }

  private word<T>(word: string, value: T): T {
    if (!this.source.startsWith(word, this.at)) throw this.error('syntax', 'no value')
    this.at += word.length
    return value
  }

  private enter(depth: number): void {
    if (depth > this.maxDepth) throw this.error('depth', `more than ${this.maxDepth} levels`)
    this.at++
    this.space()
  }

  /** After a member or an item: true at a comma, false at `close`. */
  private more(close: string): boolean {
    this.space()
    const c = this.source[this.at++]
    if (c === ',') return true
    if (c === close) return false
    this.at--
    throw this.error('syntax', `expected , or ${close}`)
  }

  private array(depth: number): JsonValue[] {
    this.enter(depth)
    const items: JsonValue[] = []
    if (this.source[this.at] === ']') {
      this.at++
      return items
    }
    do items.push(this.value(depth + 1))
    while (this.more(']'))
    return items
  }

  private object(depth: number): JsonObject {
    this.enter(depth)
    const members: Record<string, JsonValue> = {}
    if (this.source[this.at] === '}') {
      this.at++
      return members
    }
    do {
      this.space()
      if (this.source[this.at] !== '"') throw this.error('syntax', 'expected a member name')
      const name = this.string()
      if (Object.hasOwn(members, name)) throw this.error('duplicate', `member ${JSON.stringify(name)} twice`)
      this.space()
      if (this.source[this.at++] !== ':') throw this.error('syntax', 'expected :')
      const value = this.value(depth + 1)
      // Plain assignment to __proto__ would set the prototype and lose the member.
      if (name === '__proto__') {
        Object.defineProperty(members, name, { value, enumerable: true, writable: true, configurable: true })
      } else members[name] = value
    } while (this.more('}'))
    return members
  }

  private string(): string {
    const start = this.at++
    let escaped = false
    for (;;) {
      const c = this.source.charCodeAt(this.at)
      if (c === 0x22) break
      if (!(c >= 0x20)) throw this.error('syntax', 'unfinished string or raw control character') // NaN at the end
      if (c === 0x5c) {
        escaped = true
        this.at++
      }
      this.at++
    }
    this.at++
    const value = escaped ? this.unescape(start) : this.source.slice(start + 1, this.at - 1)
    if (!value.isWellFormed()) throw this.error('surrogate', 'lone surrogate')
    return value
  }

  private unescape(start: number): string {
    try {
      // The engine's parser knows the escapes; what stands between two quotes can only be a string.
      return String(JSON.parse(this.source.slice(start, this.at)))
    } catch {
      throw this.error('syntax', 'unknown escape')
    }
  }

  private number(): number {
    NUMBER.lastIndex = this.at
    const match = NUMBER.exec(this.source)
    if (match === null) throw this.error('syntax', 'no value')
    const value = Number(match[0])
    if (!Number.isFinite(value)) throw this.error('number', 'too large for a double')
    const integer = match[1] === undefined && match[2] === undefined
    // 9007199254740993 would silently become ...992: what is hashed would not be what was said.
    if (integer && !Number.isSafeInteger(value) && JSON.stringify(value) !== match[0]) {
      throw this.error('number', 'no double has this value')
    }
    if (this.profile) {
      if (!integer) throw this.error('number', 'not an integer')
      if (!Number.isSafeInteger(value)) throw this.error('number', 'beyond 2^53-1')
      if (Object.is(value, -0)) throw this.error('minus_zero', '-0')
    }
    this.at += match[0].length
    return value
  }
}
