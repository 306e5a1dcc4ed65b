// The one serialization of the ledger: RFC 8785 (JCS). What is hashed, signed or sealed as JSON has passed through here.
import { JcsError, type JsonObject, type JsonValue } from './json.ts'

export { type JcsCode, JcsError, type JsonObject, type JsonValue, type ParseOptions, parseStrict } from './json.ts'

// Far above the 64 levels of a record, far below what exhausts the stack.
const MAX_DEPTH = 1000

/** ASCII without the control characters, quotation mark and backslash: nothing to escape, nothing to pair. */
const PLAIN = /^[ !#-[\]-~]*$/

/**
 * The canonical text (RFC 8785): members sorted by UTF-16 code units, no white space, numbers as ECMAScript writes them.
 * Throws JcsError: `surrogate` on a lone surrogate, `number` on NaN and infinities, `value` on what is not JSON, `depth` over 1,000 levels.
 */
export function canonicalize(value: JsonValue): string {
  return write(value, 0)
}

/**
 * The value of a text that is its own canonical form, else undefined: read by the engine's parser, which is several times faster than the
 * strict one. What it lets through (a member twice, inexact numbers, lone surrogates, blanks) does not come back as the same text.
 */
export function parseCanonical(source: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(source)
    return canonicalize(value) === source ? value : undefined
  } catch {
    return undefined
  }
}

function write(value: JsonValue, depth: number): string {
  switch (typeof value) {
    case 'string':
      return writeString(value)
    case 'number':
      if (!Number.isFinite(value)) throw new JcsError('number', `${value} has no JSON form`)
      return JSON.stringify(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      if (depth >= MAX_DEPTH) throw new JcsError('depth', `more than ${MAX_DEPTH} levels`)
      return Array.isArray(value) ? writeArray(value, depth) : writeObject(value as JsonObject, depth) // an array is excluded
    default:
      throw new JcsError('value', `${typeof value} is not JSON`)
  }
}

/** A string as JCS writes it: ECMAScript's JSON.stringify escapes exactly what RFC 8785 section 3.2.2.2 asks for. */
function writeString(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`
  if (!value.isWellFormed()) throw new JcsError('surrogate', 'lone surrogate')
  return JSON.stringify(value)
}

function writeArray(items: readonly JsonValue[], depth: number): string {
  let out = '['
  for (let i = 0; i < items.length; i++) {
    if (i > 0) out += ','
    out += write(items[i] as JsonValue, depth + 1) // i < length; a hole is undefined and refused by write
  }
  return `${out}]`
}

function writeObject(members: JsonObject, depth: number): string {
  let out = '{'
  // Without a comparator, sort() compares UTF-16 code units, which is the order RFC 8785 section 3.2.3 asks for.
  for (const name of Object.keys(members).sort()) {
    if (out.length > 1) out += ','
    out += `${writeString(name)}:${write(members[name] as JsonValue, depth + 1)}` // its own key; undefined is refused by write
  }
  return `${out}}`
}
