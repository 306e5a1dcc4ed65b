// How every JSON part of a bundle is read: strict, and only in canonical form (LEDGER section 8).
import { text } from '../bytes.ts'
import { canonicalize, JcsError, type JsonObject, type JsonValue, parseStrict } from '../jcs.ts'

/** The object that these bytes are the JCS of, or undefined. No newline at the end. */
export function readJcsObject(bytes: Uint8Array): JsonObject | undefined {
  let value: JsonValue
  try {
    value = parseStrict(bytes)
    if (canonicalize(value) !== text(bytes)) return undefined
  } catch (error) {
    if (error instanceof JcsError) return undefined
    throw error
  }
  return isObject(value) ? value : undefined
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

/**
 * The lines of a jsonl file, split at 0x0A only (U+2028 may stand in a string). `whole` = the last one ends in a newline too.
 */
export function linesOf(bytes: Uint8Array): { lines: Uint8Array[]; whole: boolean } {
  const lines: Uint8Array[] = []
  let start = 0
  while (start < bytes.length) {
    const newline = bytes.indexOf(0x0a, start)
    const end = newline < 0 ? bytes.length : newline
    lines.push(bytes.subarray(start, end))
    start = end + 1
  }
  return { lines, whole: bytes.length === 0 || bytes.at(-1) === 0x0a }
}

/** How many lines a jsonl file has: a line is what a newline ends. */
export function countLines(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count++
  return count
}
