// The outer shape of a ZIP: its directory, read from the end, refusing everything that LEDGER section 8 does not need.
import { isPath, MAX_ENTRIES, MAX_FILE_BYTES, MAX_TOTAL_BYTES, type Refusal, refuse } from './limits.ts'

/** One entry of the directory; `offset` = its local header; sizes in bytes. */
export type ZipEntry = {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

/** Entries in the order of their offsets; `start` = where the directory begins. */
export type Directory = { readonly ok: true; readonly entries: readonly ZipEntry[]; readonly start: number }

const END_BYTES = 22
const ENTRY_BYTES = 46
export const STORED = 0
const DEFLATED = 8
/** Sizes come after the data, as a stream has to write them. */
export const FLAG_DESCRIPTOR = 0x0008
/** Compression level (bits 1, 2), descriptor (3) and UTF-8 names (11): all others mean encryption or something unknown. */
const FLAGS = 0x080e
const UNIX_TYPE = 0xf000
const UNIX_FILE = 0x8000
const DOS_FOLDER = 0x10
const ZIP64 = 1

/** The view that all readers of one ZIP share. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** An ASCII name; isPath refuses what any other byte turns into. */
export function nameAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + Math.min(length, 1024)))
}

/** Whether one of the extra fields says that sizes stand elsewhere. What does not parse as fields is nobody's to read. */
export function hasZip64(view: DataView, from: number, end: number): boolean {
  for (let at = from; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === ZIP64) return true
  }
  return false
}

function readEntry(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  end: number,
): { entry: ZipEntry; next: number } | Refusal {
  if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== 0x02014b50) return refuse('zip: broken directory')
  const flags = view.getUint16(at + 8, true)
  const method = view.getUint16(at + 10, true)
  const nameLength = view.getUint16(at + 28, true)
  const extraLength = view.getUint16(at + 30, true)
  const attributes = view.getUint32(at + 38, true)
  const next = at + ENTRY_BYTES + nameLength + extraLength
  if (next > end || view.getUint16(at + 32, true) !== 0) return refuse('zip: broken directory or a comment')
  const name = nameAt(bytes, at + ENTRY_BYTES, nameLength)
  if (nameLength > 1024 || !isPath(name)) return refuse('zip: a name that is not allowed')
  if (hasZip64(view, at + ENTRY_BYTES + nameLength, next)) return refuse(`zip: ${name} is a ZIP64 entry`)
  if ((flags & ~FLAGS) !== 0) return refuse(`zip: ${name} is encrypted or has unknown flags`)
  if (method !== STORED && method !== DEFLATED) return refuse(`zip: ${name} is compressed with method ${method}`)
  const type = (attributes >>> 16) & UNIX_TYPE
  if ((type !== 0 && type !== UNIX_FILE) || (attributes & DOS_FOLDER) !== 0)
    return refuse(`zip: ${name} is not a plain file`)
  const entry = {
    name,
    flags,
    method,
    crc: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
  }
  // The ZIP64 marker 0xffffffff fails here too. Bytes that are stored are as many as they were.
  if (entry.size > MAX_FILE_BYTES || entry.packed === 0xffffffff || view.getUint16(at + 34, true) !== 0) {
    return refuse(`zip: ${name} is too large`)
  }
  if (method === STORED && entry.packed !== entry.size) return refuse(`zip: ${name} has two sizes`)
  return { entry, next }
}

/** Reads the directory. The end record must be the last 22 bytes, so there is no comment; the directory ends where it begins. */
export function readDirectory(bytes: Uint8Array): Directory | Refusal {
  const view = viewOf(bytes)
  const endAt = bytes.length - END_BYTES
  if (endAt < 0 || view.getUint32(endAt, true) !== 0x06054b50 || view.getUint16(endAt + 20, true) !== 0) {
    return refuse('zip: no end record at the end')
  }
  const count = view.getUint16(endAt + 10, true)
  const size = view.getUint32(endAt + 12, true)
  const start = view.getUint32(endAt + 16, true)
  const oneDisk = view.getUint32(endAt + 4, true) === 0 && view.getUint16(endAt + 8, true) === count
  if (!oneDisk || count > MAX_ENTRIES || start + size !== endAt) return refuse('zip: the end record does not fit')
  const entries: ZipEntry[] = []
  const names = new Set<string>()
  let total = 0
  let at = start
  for (let i = 0; i < count; i++) {
    const read = readEntry(bytes, view, at, endAt)
    if (!('entry' in read)) return read
    if (names.has(read.entry.name)) return refuse(`zip: ${read.entry.name} twice`)
    names.add(read.entry.name)
    total += read.entry.size
    if (total > MAX_TOTAL_BYTES) return refuse('zip: more than 512 MiB')
    entries.push(read.entry)
    at = read.next
  }
  if (at !== endAt) return refuse('zip: broken directory')
  return { ok: true, entries: entries.sort((a, b) => a.offset - b.offset), start }
}
