// What an evidence bundle may be at most (LEDGER section 8), so that opening a hostile one costs what an honest one costs.

/** Files in a bundle. */
export const MAX_ENTRIES = 20_000
/** Bytes of one file, unpacked. */
export const MAX_FILE_BYTES = 256 * 2 ** 20
/** Bytes of all files together, unpacked. */
export const MAX_TOTAL_BYTES = 512 * 2 ** 20
/** Characters of a path. */
const MAX_NAME = 200
/** Signatures on the statement, and keys a list of keys.json may have. */
export const MAX_KEYS = 16
/**
 * Lines of a jsonl file that may be wrong before the rest is left unread. Of newlines alone 256 MiB would hold as many lines as
 * bytes, and refusing each takes longer than reading a good one.
 */
export const MAX_WRONG_LINES = 1000

const NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/

/** Segments joined by `/`, none beginning with a dot: nothing climbs, nothing hides. */
export function isPath(name: string): boolean {
  return name.length <= MAX_NAME && NAME.test(name)
}

/** Files by path, without the base directory. */
export type Files = ReadonlyMap<string, Uint8Array>

/** What a bundle was refused for, in words for people. */
export type Refusal = { readonly ok: false; readonly detail: string }
export type FilesResult = { readonly ok: true; readonly files: Map<string, Uint8Array> } | Refusal

/** A refusal. */
export function refuse(detail: string): Refusal {
  return { ok: false, detail }
}
