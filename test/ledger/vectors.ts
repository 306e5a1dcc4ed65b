// Reads the golden vectors under test/vectors; every shape is told by the INDEX.md beside the file.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../vectors/')

/** The raw bytes of a vector file. */
export function readBytes(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(ROOT, path)))
}

/** A vector file as text. */
export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

/** A vector file as JSON; the caller names the shape that INDEX.md describes. */
export function readJson<T>(path: string): T {
  return JSON.parse(readText(path)) as T // the shape is the vector's own contract; a wrong one fails the test
}

/** The names in a vector folder, sorted; `ext` with its dot. */
export function listFiles(folder: string, ext = ''): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ext))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
    .sort()
}

/** A member that must be there. */
export function present<T>(value: T | undefined | null, what = 'value'): T {
  if (value === undefined || value === null) throw new Error(`${what} is missing`)
  return value
}
