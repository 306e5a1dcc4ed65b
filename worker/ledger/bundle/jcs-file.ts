// How every JSON part of a bundle is read: strict, and only in canonical form (LEDGER section 8).
import { orUndefined, text } from '../bytes.ts'
import { type JsonObject, type JsonValue, parseCanonical } from '../jcs.ts'

/** Levels of nesting that a reader must take (LEDGER section 1). */
const MAX_DEPTH = 64

/** The object that these bytes are the JCS of, or undefined. No newline at the end. */
export function readJcsObject(bytes: Uint8Array): JsonObject | undefined {
  const source = orUndefined(() => text(bytes))
  const value = source === undefined ? undefined : parseCanonical(source)
  return isObject(value) && isWithin(value, MAX_DEPTH) ? value : undefined
}

function isWithin(value: JsonValue, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (levels === 0) return false
  const inside: readonly JsonValue[] = Array.isArray(value) ? value : Object.values(value)
  return inside.every((one) => isWithin(one, levels - 1))
}

/** Whether a value is an object. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether an object has these members and no others; names ending in `?` are optional. */
export function hasMembers(value: JsonObject, ...names: readonly string[]): boolean {
  const required = names.filter((name) => !name.endsWith('?'))
  const allowed = new Set(names.map((name) => name.replace('?', '')))
  return required.every((name) => Object.hasOwn(value, name)) && Object.keys(value).every((name) => allowed.has(name))
}

/** Whether a value is an integer that counts something. */
export function isCount(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/** The lines of a jsonl file, one after another, split at 0x0A only (U+2028 may stand in a string). */
export function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  let start = 0
  while (start < bytes.length) {
    const newline = bytes.indexOf(0x0a, start)
    const end = newline < 0 ? bytes.length : newline
    yield bytes.subarray(start, end)
    start = end + 1
  }
}

/** Whether the last line of a jsonl file ends in a newline too. */
export function endsWhole(bytes: Uint8Array): boolean {
  return bytes.length === 0 || bytes.at(-1) === 0x0a
}

/** How many lines a jsonl file has: a line is what a newline ends. */
export function countLines(bytes: Uint8Array): number {
  // Byte by byte: a search for each newline takes a minute where a hostile file has nothing else in its 256 MiB.
  let count = 0
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0x0a) count++
  return count
}
